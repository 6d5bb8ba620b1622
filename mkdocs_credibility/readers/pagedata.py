"""What a page says about itself in its head: meta tags, JSON-LD, canonical link, language, titles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from mkdocs_credibility.readers.tree import Node, names

if TYPE_CHECKING:
    from bs4 import Tag

ARTICLE_TYPES: Final = names(
    "article newsarticle analysisnewsarticle askpublicnewsarticle backgroundnewsarticle opinionnewsarticle "
    "reportagenewsarticle reviewnewsarticle satiricalarticle scholarlyarticle techarticle report blogposting "
    "liveblogposting socialmediaposting discussionforumposting advertisercontentarticle criticreview"
)
LONGEST: Final = 2_000_000
"""Characters of one JSON-LD script that are read; no honest one comes near."""
_TRAILING_COMMA: Final = re.compile(r",(?=\s*+[}\]])")
_WRAPPING: Final = re.compile(
    r"\A\s*+(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)"
    r"|(?:-->|(?://|/\*)?\s?\]\]>(?:\s?\*/)?)\s*+\Z"
)
_SEPARATORS: Final = (" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • ", " ⋆ ", " // ")
_SITE_WORDS: Final = 6
"""Words that a site's name behind a headline ("... | The Ledger") has at most."""


@dataclass
class PageData:
    """`meta` is flat, by lower-case name or property, of several values the first; `every_meta` has them all."""

    meta: dict[str, str] = field(default_factory=dict)
    every_meta: list[tuple[str, str]] = field(default_factory=list)
    json_ld: list[dict[str, Any]] = field(default_factory=list)
    canonical: str | None = None
    html_title: str | None = None
    language: str | None = None

    @property
    def articles(self) -> list[dict[str, Any]]:
        """The JSON-LD nodes that describe an article, in the page's order."""
        return [node for node in self.json_ld if is_article(node)]


def is_article(node: Mapping[str, Any]) -> bool:
    """Whether a JSON-LD node is a NewsArticle or of a kindred type."""
    types = node.get("@type")
    return any(
        isinstance(t, str) and t.rsplit("/", 1)[-1].lower() in ARTICLE_TYPES
        for t in (types if isinstance(types, list) else [types])
    )


def read_page_data(html: str, root: Node) -> PageData:
    """Gather what head and scripts declare; tolerant of anything."""
    data = PageData()
    tags: list[str] = []
    for node in root.elements():
        match node.name:
            case "html" | "link" | "meta":
                tags.append(html[node.start : node.inner])
            case "title" if not _in_drawing(node):
                tags.append(html[node.start : node.end])
            case "script" if "json" in node.attrs.get("type", "").lower() and "ld" in node.attrs["type"].lower():
                data.json_ld += parse_json_ld(html[node.inner : _inner_end(node)])
    if tags:
        _read_tags(data, "".join(tags))
    return data


def _read_tags(data: PageData, tags: str) -> None:
    """Beautiful Soup reads what has values and no place in the text; imported here, for a fragment has none of it."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(tags, "html.parser")
    for tag in soup.find_all("meta"):
        _meta(data, tag)
    for link in soup.find_all("link", href=True):
        if data.canonical is None and "canonical" in (rel.lower() for rel in link.get_attribute_list("rel")):
            data.canonical = str(link["href"]).strip() or None
    if title := soup.find("title"):
        data.html_title = " ".join(title.get_text().split()) or None
    if page := soup.find("html"):
        data.language = str(page.get("lang") or page.get("xml:lang") or "").strip() or None


def _inner_end(node: Node) -> int:
    last = node.children[-1] if node.children else None
    return last[1] if isinstance(last, tuple) else node.inner


def _in_drawing(node: Node) -> bool:
    return any(a.name == "svg" for a in node.ancestors())


def _meta(data: PageData, tag: Tag) -> None:
    name = next((str(tag[key]) for key in ("property", "name", "itemprop", "http-equiv") if tag.get(key)), "")
    value = " ".join(str(tag.get("content") or "").split())
    if name and value:
        data.meta.setdefault(name.strip().lower(), value)
        data.every_meta.append((name.strip().lower(), value))


def parse_json_ld(script: str) -> list[dict[str, Any]]:
    """The nodes of one script, graphs and lists laid flat; empty when there is no reading it."""
    nodes: list[dict[str, Any]] = []
    stack: list[Any] = [_loads(script[:LONGEST])]
    while stack and len(nodes) < 500:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            if "@type" in item or "@id" in item or "author" in item:
                nodes.append(item)
            graph = item.get("@graph")
            if isinstance(graph, list | dict):
                stack.append(graph)
            for key in ("mainEntity", "mainEntityOfPage", "item"):
                inner = item.get(key)
                if isinstance(inner, dict) and is_article(inner):
                    stack.append(inner)
    return nodes


def _loads(text: str) -> Any:
    """JSON as pages have it: raw line breaks in strings, trailing commas, entities, comment marks around it."""
    attempts: Iterator[str] = _repairs(text)
    for attempt in attempts:
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _repairs(text: str) -> Iterator[str]:
    text = text.strip().strip("\ufeff")
    yield text
    text = _WRAPPING.sub("", text).strip().rstrip(";")
    yield text
    yield _TRAILING_COMMA.sub("", text)
    if "&quot;" in text or "&#34;" in text:
        yield _TRAILING_COMMA.sub("", unescape(text))
    # Several objects one after the other, or an object with something behind it: take the first.
    try:
        yield json.dumps(json.JSONDecoder(strict=False).raw_decode(text)[0])
    except (ValueError, RecursionError):
        return


def headline_of(data: PageData) -> str | None:
    """The headline that JSON-LD states."""
    for node in data.articles:
        headline = node.get("headline") or node.get("name")
        if isinstance(headline, str) and headline.strip():
            return " ".join(unescape(headline).split())
    return None


def publisher_of(data: PageData) -> str | None:
    """The publisher's name that JSON-LD states."""
    by_id = {n["@id"]: n for n in data.json_ld if isinstance(n.get("@id"), str) and "name" in n}
    for node in data.articles:
        publisher = node.get("publisher")
        if isinstance(publisher, list):
            publisher = publisher[0] if publisher else None
        if isinstance(publisher, dict):
            found = publisher.get("name") or by_id.get(str(publisher.get("@id")), {}).get("name")
            if isinstance(found, str) and found.strip():
                return " ".join(unescape(found).split())
        elif isinstance(publisher, str) and publisher.strip() and "://" not in publisher:
            return " ".join(unescape(publisher).split())
    return None


def without_site(title: str | None, site_name: str | None) -> str | None:
    """A declared title without the site's name behind it."""
    if title and site_name and len(title) > len(site_name) and title.casefold().endswith(site_name.casefold()):
        rest = title[: -len(site_name)]
        if rest.rstrip()[-1:] in tuple("|-–—·:»•/"):
            return rest.rstrip(" |-–—·:»•/") or title
    return title


def split_title(title: str, headline: str | None) -> tuple[str, str | None]:
    """A window title as (headline, site name): the name is what follows the last separator.

    With the headline known, only what stands beside it counts; without it, a last part of up to six words.
    """
    if headline and headline in title and headline != title:
        rest = title.replace(headline, "", 1).strip(" |-–—·:»•⋆/")
        return headline, rest or None
    for separator in _SEPARATORS:
        left, found, right = title.rpartition(separator)
        if found and left.strip() and 0 < len(right.split()) <= _SITE_WORDS and len(right) < len(left):
            return left.strip(), right.strip()
    return title, None
