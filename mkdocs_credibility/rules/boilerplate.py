"""Rules of the boilerplate dimension.

Low at most for what an editor deletes in a second, and nothing but information for what may stand there on purpose or
is told by its place alone.  Damage of the way in is owned by ingest.  A chatbot's own sentence is the exception: it
says that nobody read the text before it went out.
"""

from __future__ import annotations

from typing import Final

from mkdocs_credibility.rules import Owner, Rule, Severity

_READERS: Final = "Readers, search and quotation tools take every line between headline and end for the article's own."
_TWINS: Final = (
    "Kohlschütter, Fankhauser and Nejdl 2010 (boilerplate by shallow text features); the line filters of C4 (Raffel et "
    "al. 2020) and RefinedWeb (Penedo et al. 2023), which delete such lines unseen where this names them"
)
_WORDPRESS: Final = "Default texts of the comment forms of WordPress, Disqus and their translations"
_DELETE: Final = "Delete the line."


def _line(
    name: str,
    title: str,
    what: str,
    example: tuple[str, str],
    *,
    severity: Severity = "low",
    owner: Owner = "publisher",
    rationale: str = _READERS,
    source: str = _TWINS,
    fix: str = _DELETE,
) -> Rule:
    return Rule(
        f"boilerplate/{name}", severity, owner, title, f"{what}: {{why}}.", rationale, source, fix, example
    )  # fmt: skip


_PAGE: Final[tuple[Rule, ...]] = (
    _line(
        "comment-form",
        "Comment form in the text",
        "Part of a comment form stands in the text",
        ("Leave a Reply", "(no line)"),
        source=_WORDPRESS,
        fix="Delete the form's lines; the page's own form, if it has one, does not belong to the article.",
    ),
    _line(
        "share-bar",
        "Share or follow bar in the text",
        "Part of a share or follow bar stands in the text",
        ("Share on Facebook", "(no line)"),
    ),
    _line(
        "newsletter-prompt",
        "Newsletter prompt in the text",
        "A newsletter prompt stands in the text",
        ("Sign up for our newsletter", "(no line)"),
    ),
    _line(
        "sign-in-prompt",
        "Sign-in or paywall prompt in the text",
        "A prompt to sign in, subscribe or donate stands in the text",
        ("Already a subscriber? Log in", "(no line)"),
    ),
    _line(
        "cookie-policy",
        "Cookie or policy text in the text",
        "Cookie or policy text stands in the text",
        ("We use cookies to improve your experience.", "(no line)"),
    ),
    _line(
        "advert-marker",
        "Advert marker in the text",
        "The marker of an advert stands in the text",
        ("Article continues below advertisement", "(no line)"),
    ),
    _line(
        "pagination",
        "Pagination in the text",
        "A line for turning pages stands in the text",
        ("Page 2 of 5", "(no line)"),
    ),
    _line(
        "breadcrumb",
        "Breadcrumb in the text",
        "The path of sections to the page stands in the text",
        ("Home > News > Politics", "(no line)"),
    ),
    _line(
        "tag-list",
        "Tag list in the text",
        "A list of tags stands in the text",
        ("Tags: harbour, budget, elections", "(keywords in the page's metadata)"),
        fix="Move the tags to the page's metadata.",
    ),
    _line(
        "teaser-line",
        "Link to another story in the text",
        "A link to another story stands in the text as if it were a sentence of it",
        ("Read: Harbour board sells last crane", "(a link in a box of its own, or no line)"),
        fix="Delete the line, or set it apart from the text as a link.",
    ),
    _line(
        "app-promo",
        "App, audio or video promotion in the text",
        "A promotion or a player's label stands in the text",
        ("Download our app", "(no line)"),
    ),
    _line(
        "live-blog",
        "Live-blog furniture in the text",
        "The furniture of a live blog stands in the text",
        ("Refresh for updates", "(no line)"),
        severity="info",
    ),
    _line(
        "embedded-post",
        "Leftover of an embedded post",
        "What is left of an embedded post stands in the text",
        ("View this post on Instagram", "(the post itself, or a quotation of it)"),
        fix="Embed the post again or quote it.",
    ),
    _line(
        "author-box",
        "Contact or author box in the text",
        "A contact or author box stands in the text",
        ("About the author", "(a byline)"),
        severity="info",
        rationale="Who wrote an article is for its byline to say; a box is neither wrong nor part of the story.",
        fix="Move it out of the text.",
    ),
    _line(
        "navigation",
        "Menu or page label in the text",
        "A label of the page's menu or furniture stands in the text",
        ("Skip to main content", "(no line)"),
    ),
    _line(
        "rights-line",
        "Rights line",
        "A rights line stands in the text",
        ("© 2031 Harbour Press. All rights reserved.", "(kept: it is evidence of where the text is from)"),
        severity="info",
        rationale="It says whose text this is: it is kept as evidence for credits and only shown.",
        source="Rights lines as agencies require them; jusText drops every paragraph with one, and the credit with it",
        fix="Nothing to fix; compare it with the byline.",
    ),
    _line(
        "date-line",
        "Date or time of the page in the text",
        "A date or time of the page stands in the text",
        ("Published 4 May 2031, 8:12 am", "(the date in the page's metadata)"),
        severity="info",
        owner="ingest",
        rationale="The page prints it beside the article; a text taken from the page carries it along.",
        fix="Move the date to the metadata.",
    ),
    _line(
        "page-furniture",
        "Line among page furniture",
        "A line that seems to be no part of the story stands in the text",
        ("Harbour (between “Share” and “Print”)", "(no line)"),
        severity="info",
        owner="ingest",
        rationale="No phrase gives it away, only its place among lines that are furniture: this informs, no more.",
        fix="Delete the line if it is no part of the story.",
    ),
    _line(
        "caption-in-body",
        "Caption or photo credit among the paragraphs",
        "A caption or photo credit stands among the paragraphs",
        ("The old crane in 2019 (Ana Brandt/Harbour Press)", "(the same under its picture)"),
        owner="ingest",
        rationale="Without its picture a caption reads like a paragraph, its photo credit like a credit of the text.",
        source="IPTC Photo Metadata: caption and credit line belong to the picture",
        fix="Mark it up as the picture's caption, or delete it.",
    ),
)

_DAMAGE: Final[tuple[Rule, ...]] = (
    Rule(
        "boilerplate/metadata-line",
        "info",
        "ingest",
        "Metadata before the text",
        "The text begins with metadata: “{what}”.",
        "A scraper wrote it in front of the first word; it is no part of what was published.",
        "Dumps of scraped articles; looked for at the very start only, where prose has no such date",
        "Move it to the metadata.",
        ("date 2031-05-04 The harbour board …", "The harbour board …"),
    ),
    Rule(
        "boilerplate/raw-markup",
        "low",
        "publisher",
        "Raw markup in the text",
        "HTML tags or entities show as they are, such as “{what}” ({count} in all).",
        "Readers see code where the writer meant a paragraph or a quotation mark.",
        "HTML Living Standard, names of elements and character references",
        "Let the page render the markup, or write the character itself.",
        ("The board &amp;nbsp;met", "The board met"),
    ),
    Rule(
        "boilerplate/shortcode",
        "low",
        "publisher",
        "Shortcode or template tag in the text",
        "A shortcode or template tag shows as it is, such as “{what}” ({count} in all).",
        "The system that should have replaced it did not, and readers see the code.",
        "Shortcode syntax of WordPress, template syntax of Jinja, Liquid, Hugo and their kin",
        "Replace it by what it stands for, or delete it.",
        ('[gallery ids="1,2"]', "(the pictures)"),
    ),
    Rule(
        "boilerplate/mojibake",
        "low",
        "ingest",
        "Wrongly decoded characters",
        "{what} ({count} in all).",
        "Text in UTF-8 was read in another encoding on the way in; names and quotations suffer first.",
        "UTF-8 read as Windows-1252, told by decoding it back (the method of the ftfy library)",
        "Fetch the text again as UTF-8.",
        ("CafÃ©", "Café"),
    ),
    Rule(
        "boilerplate/invisible-characters",
        "info",
        "ingest",
        "Invisible characters",
        "Characters that nobody sees stand in the text: {count}.",
        "They break search, copying and comparison of texts; some systems use them to mark copies.",
        "Unicode Standard Annex 9 and Technical Report 36 (characters of direction and of no width)",
        "Remove them, but not a C2PA manifest.",
        ("har\u200bbour", "harbour"),
    ),
    Rule(
        "boilerplate/text-manifest",
        "info",
        "publisher",
        "C2PA manifest in the text",
        "The text carries a C2PA manifest (present, not verified).",
        "It states where the text comes from.  Any tool that strips invisible characters destroys it.",
        "C2PA technical specification 2.x, annex on embedding manifests into unstructured text",
        "Keep it.",
        example=("(hundreds of invisible variation selectors behind a word)", "(a text without them)"),
    ),
    Rule(
        "boilerplate/glued-words",
        "info",
        "ingest",
        "Words run together",
        "“{glued}” seems to be “{apart}” without the space ({count} in all).",
        "Extractors lose the space where a link or a line ends; the publisher's page usually has it.",
        "Known faults of extractors (trafilatura issue 661, ia-web-commons issue 13); words by the CMU dictionary",
        "Put the space back.",
        ("boats areleaving", "boats are leaving"),
    ),
    Rule(
        "boilerplate/lost-letters",
        "info",
        "ingest",
        "Letters lost",
        "Letters seem to be lost: {what}.",
        "Drop capitals, ligatures and curly apostrophes get lost when text is taken from a page or a PDF.",
        "Known faults of extractors (goose3 issue 190; ligatures in PDF text extraction)",
        "Put the letters back.",
        ("the rst oce of the harbour", "the first office of the harbour"),
    ),
    Rule(
        "boilerplate/repeated-paragraph",
        "low",
        "ingest",
        "Paragraph twice",
        "The paragraph stands here for the second time; the first is in line {line}.",
        "Readers stumble, and counts of words and quotations are wrong.",
        "Known fault of extractors (trafilatura issue 660); long enough to be no refrain",
        "Delete one of the two.",
        example=("(a paragraph of forty words, twice)", "(the same paragraph, once)"),
        wordings=(("above", "The paragraph stands here for the second time; the first stands above."),),
    ),
    Rule(
        "boilerplate/repeated-line",
        "low",
        "publisher",
        "Line that many articles share",
        "The line stands in {count} of the {total} stories compared.",
        "What stands in many articles was not written for any of them.",
        "Repetition over a site as evidence of boilerplate: Bar-Yossef and Rajagopalan 2002; passim's clusters",
        "Move the line into the page's template.",
        example=("Courier readers know first. (in 40 of 60 stories)", "(the line in the page's template)"),
        compared=True,
    ),
)

_WORDING: Final[tuple[Rule, ...]] = (
    Rule(
        "boilerplate/chatbot-phrase",
        "high",
        "publisher",
        "A chatbot's own sentence",
        "The text says “{phrase}”, which chatbots say of themselves.",
        "It shows that a text was generated or rewritten and that nobody read it before publication.",
        "NewsGuard 2023 (37 sites found by such sentences); not within quotation marks, nor where AI is the subject",
        "Find out how the text was made, say so, and have it edited.",
        ("As an AI language model, I cannot …", "(a sentence by a reporter)"),
    ),
    Rule(
        "boilerplate/placeholder-text",
        "medium",
        "publisher",
        "Placeholder text",
        "“{phrase}” is a placeholder that was not replaced.",
        "The article is not finished.",
        "Default texts of editing systems and the printers' lorem ipsum (C4 drops such pages)",
        "Write what was meant to stand there.",
        ("Caption goes here", "The harbour on Monday"),
    ),
)

RULES: tuple[Rule, ...] = (*_PAGE, *_DAMAGE, *_WORDING)
