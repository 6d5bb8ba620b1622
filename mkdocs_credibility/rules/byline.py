"""Rules of the byline dimension."""

from __future__ import annotations

from mkdocs_credibility.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="byline/byline-missing",
        severity="low",
        owner="publisher",
        title="The article names nobody it is from",
        message="No author, agency or staff credit was found in the text or its metadata.",
        rationale="Readers judge a report by who answers for it. An article of this length usually names a writer, "
        "agency or the desk that made it.",
        source="NewsGuard, criterion “provides the names of content creators” (5 of 100 points); IPTC Trust Indicator "
        "noBylinesPolicy; news in brief under 100 words is left alone.",
        fix="Name the writer, credit the agency, or state the policy of unsigned articles (`noBylinesPolicy: true`).",
        example=("The harbour was closed on Monday ...", "By Ana Brandt\n\nThe harbour was closed on Monday ..."),
    ),
    Rule(
        id="byline/byline-generic",
        severity="low",
        owner="publisher",
        title="The byline is an account or a desk, and no person",
        message="The article is signed “{name}” and names no person or agency.",
        rationale="“Admin” or “Web Desk” says nothing about who wrote a text or where it comes from; agency copy is "
        "often published under such accounts.",
        source="NewsGuard, names of content creators; the names that newspaper4k discards as generic.",
        fix="Name the writer or credit the agency; where unsigned articles are policy, state it "
        "(`noBylinesPolicy: true`).",
        example=("Posted by admin", "By Ana Brandt"),
    ),
    Rule(
        id="byline/byline-disagrees-with-metadata",
        severity="medium",
        owner="publisher",
        title="Page and metadata name different authors",
        message="The page shows “{printed}”, its metadata names {stated}.",
        rationale="Search engines, archives and feeds read the metadata, readers the page. When they name different "
        "people, one of them credits the wrong person. Order, initials, accents, titles and middle names do "
        "not count.",
        source="trafilatura issue 92 (the metadata's person differs from the byline); schema.org `author`.",
        fix="Make the metadata name the people in the byline.",
        example=("By Ana Brandt (metadata: Jonas Weil)", "By Ana Brandt (metadata: Ana Brandt)"),
    ),
    Rule(
        id="byline/author-only-in-metadata",
        severity="info",
        owner="publisher",
        title="The author stands in the metadata alone",
        message="The metadata names {name}; the page shows no byline.",
        rationale="Readers do not see who wrote the text, although the page knows.",
        source="schema.org `author` is a statement to machines; NewsGuard asks for names that readers can see.",
        fix="Show the byline on the page.",
        example=("(author in JSON-LD: Ana Brandt; nothing on the page)", "By Ana Brandt"),
    ),
    Rule(
        id="byline/author-is-organisation",
        severity="info",
        owner="publisher",
        title="An organisation is given as the author",
        message="{name} is given as the author; no person or agency is named.",
        rationale="House style for many outlets, and worth knowing: no person answers for the text by name.",
        source="newspaper4k issue 346 and Readability pull request 942 (organisations in author fields).",
        fix="Nothing, if it is house style; otherwise name the writer.",
        example=("By Osby Post", "By Ana Brandt"),
    ),
    Rule(
        id="byline/site-name-as-dateline",
        severity="medium",
        owner="publisher",
        title="The site's name stands where a dateline has its place",
        message="“{name}” stands in the dateline's place, where readers expect the place that was reported from.",
        rationale="A dateline says where a report was filed. A site's or an outlet's name in that slot tells readers "
        "nothing of the kind and can hide that the report was filed elsewhere, by somebody else.",
        source="AP and Reuters style: a dateline is a place; CredWeb Credibility Signals 18.13 (dateline location).",
        fix="Put the place of the reporting there, credit the agency in brackets, or drop the line.",
        example=("HARBOURNEWS — The council met on Monday.", "CORK, Ireland — The council met on Monday."),
    ),
    Rule(
        id="byline/agency-credited",
        severity="info",
        owner="publisher",
        title="The text credits an agency",
        message="The text is credited to {agency}.",
        rationale="Agency copy that says so is what a credit is for; comparisons of versions build on it.",
        source="CredWeb Credibility Signals 18.48 (cites wire services); ninjs `infoSources`.",
        fix="Nothing: keep the credit when the text is edited or shortened.",
        example=("OSBY (AP) — The mill will close.", "OSBY — The mill will close."),
    ),
    Rule(
        id="byline/agency-only-in-photo-credits",
        severity="info",
        owner="publisher",
        title="An agency is credited for photographs, not for the text",
        message="{agency} is credited for photographs only; the text credits no agency.",
        rationale="A photo licence says nothing about the text. It matters when the text matches agency copy as well, "
        "which only a comparison of versions can show.",
        source="CredWeb Credibility Signals 18.48; agency licences ask for a credit on text and picture each.",
        fix="If the text is the agency's, credit it; if it is not, nothing.",
        example=(
            "Photo: Ana Brandt/AP (and no other credit)",
            "OSBY (AP) — The mill will close. … Photo: Ana Brandt/AP",
        ),
    ),
    Rule(
        id="byline/byline-glued",
        severity="low",
        owner="ingest",
        title="Something is glued to the byline",
        message="A date, time or outlet is run together with the name “{name}”.",
        rationale="A template or a scraper lost the space between two fields: readers and machines read a wrong name.",
        source="Readability issue 938, newspaper issue 526 (dates glued to names).",
        fix="Put a separator between the fields of the byline.",
        example=("By Ana Brandt14 May 2024", "By Ana Brandt | 14 May 2024"),
    ),
    Rule(
        id="byline/byline-after-text",
        severity="info",
        owner="publisher",
        title="The byline stands behind the text",
        message="The byline “{name}” stands behind the text.",
        rationale="Some houses sign at the end. It is noted because other versions of the text may have lost it there.",
        source="Fundus pull request 639 (a second byline at the article's end).",
        fix="Nothing, if it is house style.",
        example=("… many more depend on it. By Ana Brandt", "By Ana Brandt — The mill will close …"),
    ),
)
