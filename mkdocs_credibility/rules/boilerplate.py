"""Rules of the boilerplate dimension."""

from __future__ import annotations

from mkdocs_credibility.rules import Owner, Rule, Severity


def _line(
    name: str, title: str, what: str, severity: Severity = "low", owner: Owner = "publisher", example: tuple[str, str] | None = None
) -> Rule:
    return Rule(
        f"boilerplate/{name}", severity, owner, title, f"{what}: {{why}}.",
        "Readers take every line between headline and end for the article's own.", "", "Delete the line.", example,
    )  # fmt: skip


RULES: tuple[Rule, ...] = (
    _line("comment-form", "Comment form", "A comment form stands in the text"),
    _line("share-bar", "Share or follow bar", "A share or follow bar stands in the text"),
    _line("newsletter-prompt", "Newsletter prompt", "A newsletter prompt stands in the text"),
    _line("sign-in-prompt", "Sign-in prompt", "A sign-in prompt stands in the text"),
    _line("cookie-policy", "Cookie or policy text", "Cookie or policy text stands in the text"),
    _line("advert-marker", "Advert marker", "An advert marker stands in the text"),
    _line("pagination", "Pagination", "Pagination stands in the text"),
    _line("date-line", "Date line", "A date line stands in the text", "info", "ingest"),
    _line("breadcrumb", "Breadcrumb", "A breadcrumb stands in the text"),
    _line("tag-list", "Tag list", "A tag list stands in the text"),
    _line("teaser-line", "Teaser line", "A link to another story stands in the text"),
    _line("loose-caption", "Loose caption", "A caption stands among the paragraphs", "low", "ingest"),
    _line("rights-line", "Rights line", "A rights line stands in the text", "info"),
    _line("app-promo", "App promo", "A promotion stands in the text"),
    _line("live-blog", "Live-blog furniture", "Live-blog furniture stands in the text"),
    _line("embedded-post", "Embedded post leftovers", "Leftovers of an embedded post stand in the text"),
    _line("author-box", "Contact box", "A contact box stands in the text", "info"),
    _line("page-furniture", "Page furniture by place", "A line that is no part of the story stands in the text", "info", "ingest"),
    Rule("boilerplate/raw-markup", "low", "publisher", "Raw markup", "{count} HTML tags or entities show as they are, such as {what}.", "", "", ""),
    Rule("boilerplate/shortcode", "low", "publisher", "Shortcode", "{count} shortcodes or template tags, such as {what}.", "", "", ""),
    Rule("boilerplate/mojibake", "low", "ingest", "Mojibake", "{what} ({count} places).", "", "", ""),
    Rule("boilerplate/invisible-characters", "info", "ingest", "Invisible characters", "{count}", "", "", ""),
    Rule("boilerplate/text-manifest", "info", "publisher", "Text manifest", "x", "", "", ""),
    Rule("boilerplate/metadata-line", "info", "ingest", "Metadata line", "{what}", "", "", ""),
    Rule("boilerplate/glued-words", "info", "ingest", "Glued words", "“{glued}” is “{apart}” without the space ({count} places).", "", "", ""),
    Rule("boilerplate/lost-letters", "info", "ingest", "Lost letters", "{what}", "", "", ""),
    Rule("boilerplate/repeated-paragraph", "low", "ingest", "Repeated", "line {line}", "", "", ""),
    Rule("boilerplate/chatbot-phrase", "high", "publisher", "Chatbot", "{phrase}", "", "", ""),
    Rule("boilerplate/placeholder-text", "medium", "publisher", "Placeholder", "{phrase}", "", "", ""),
    _line("navigation", "Page furniture", "A line of page furniture stands in the text"),
)
