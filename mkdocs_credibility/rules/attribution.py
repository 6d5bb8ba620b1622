"""Rules of the attribution dimension."""

from __future__ import annotations

from mkdocs_credibility.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="attribution/quote-without-speaker",
        severity="medium",
        owner="publisher",
        title="Quote without a speaker",
        message="A direct quote stands without a speaker: nobody nearby is named as having said it.",
        rationale=(
            "A reader who cannot see who said something cannot weigh it.  Only whole sentences in quotation marks "
            "count; titles, slogans, signs and single words in quotation marks do not, and speech that goes on from "
            "an attributed quote keeps its speaker."
        ),
        source=(
            "AP Stylebook: what the reporter did not witness is attributed in the sentence or next to it; "
            "BBC Editorial Guidelines 3.3 (attribution)."
        ),
        fix="Name the speaker in the sentence of the quote or in the one before or after it.",
        example=(
            "“We never saw the plans,” and the meeting went on.",
            "“We never saw the plans,” said Lena Ostrow, who chairs the council.",
        ),
    ),
    Rule(
        id="attribution/anonymous-source",
        severity="info",
        owner="publisher",
        title="Anonymous source",
        message="Rests in part on unnamed sources: {sources}.",
        rationale=(
            "An unnamed source is no fault and costs nothing; readers are told where an article rests on one.  "
            "Institutions and roles that name one person (the mayor) do not count."
        ),
        source="W3C CredWeb Credibility Signals 7.4 (anonymous sources); Reuters Handbook of Journalism, Sourcing.",
        fix="Where the source agrees, name it; else describe it as closely as possible.",
        example=(
            "The talks had stalled, a ministry official said.",
            "The talks had stalled, said Lena Ostrow, who leads them.",
        ),
    ),
    Rule(
        id="attribution/anonymity-reason-missing",
        severity="low",
        owner="publisher",
        title="No reason given for anonymity",
        message="“{source}” stays unnamed, and the article gives no reason for it.",
        rationale=(
            "Readers judge an unnamed source by why it is not named.  The reason is looked for in the two sentences "
            "before and after, and wherever the article takes up the same source again."
        ),
        source="Journalism Trust Initiative 12.1; AP News Values and Principles (anonymous sources).",
        fix="Say why the source is not named (“not authorised to speak about the inquiry”).",
        example=(
            "A ministry official said the talks had stalled.",
            "A ministry official, who was not authorised to speak publicly, said the talks had stalled.",
        ),
    ),
    Rule(
        id="attribution/bare-source",
        severity="medium",
        owner="publisher",
        title="Source without a description",
        message="“{source}” is not described at all: nothing says what the source could know.",
        rationale="An undescribed source gives readers nothing to judge it by; agencies do not let one stand alone.",
        source="AP Stylebook, anonymous sources: a story may not simply say “a source said”.",
        fix="Describe the source: its place, its access to what it tells (“a source at the ministry”).",
        example=("A source said the deal was dead.", "A source close to the negotiations said the deal was dead."),
    ),
    Rule(
        id="attribution/anonymous-without-byline",
        severity="low",
        owner="publisher",
        title="Anonymous source in an unsigned article",
        message="Quotes an unnamed source, and neither a writer nor an agency is named either.",
        rationale=(
            "When the source is not named, a reader can only rely on whoever vouches for it.  Articles that credit an "
            "agency or carry any byline are left alone."
        ),
        source="AP News Values and Principles: stories that use anonymous sources carry a reporter's byline.",
        fix="Sign the article, or credit the agency that it is from.",
        example=("(no byline) … a person close to the club said.", "By Ana Brandt … a person close to the club said."),
    ),
    Rule(
        id="attribution/single-source",
        severity="info",
        owner="publisher",
        title="One source only",
        message="Everything that is attributed goes back to one source: {source}.",
        rationale=(
            "Shown, never counted: interviews and reports on a speech have one source by nature.  Looked at only in "
            "articles of 250 words and four attributed statements."
        ),
        source="BBC Editorial Guidelines 3.3 (reluctance to rely on a single source).",
        fix="Where the matter is disputed, add a second voice or a document.",
        example=("(five statements, all of them the mayor's)", "(five statements of the mayor and of two councillors)"),
    ),
    Rule(
        id="attribution/plural-sources-one-described",
        severity="info",
        owner="publisher",
        title="“Sources”, of which one appears",
        message="Speaks of “{source}” in the plural; only one is described.",
        rationale="The plural claims confirmation.  Shown only: the text cannot tell whether there was another.",
        source="Reuters Handbook of Journalism: never use the plural when there is one source.",
        fix="Write “a source”, or describe the others.",
        example=("Sources said so; one, a clerk, showed the letter.", "A clerk said so, and showed the letter."),
    ),
    Rule(
        id="attribution/pickup-credit",
        severity="info",
        owner="publisher",
        title="Credit for the first report",
        message="Credits {outlet} with the first report.",
        rationale="Says where the news is from, and is kept so that copies which drop it can be shown.",
        source="AP Stylebook, credit to other news organisations.",
        fix="Nothing to do.",
        example=("The sale was first reported by the Osby Post.", "The sale was announced on Monday."),
    ),
)
