"""Who a page or its front matter says the text is from: read before anything is cleaned away.

Everything comes out as printed, with the place that it was found in; what is a name, a role or an agency in it is
for the byline signal to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from html import unescape
from itertools import chain, islice
from typing import Any, Final, Literal

from mkdocs_credibility.article import Declared
from mkdocs_credibility.readers.container import Place
from mkdocs_credibility.readers.markup import from_markup
from mkdocs_credibility.readers.pagedata import PageData, is_article
from mkdocs_credibility.readers.printed import Entity, clean, is_address
from mkdocs_credibility.readers.tree import Node

# JSON-LD ----------------------------------------------------------------------------------------------------------

_ORGANISATIONS: Final = re.compile(r"Organi[sz]ation|NewsMedia|Corporation|Brand|LocalBusiness|Company|Agency")


def _types(node: Mapping[str, Any]) -> list[str]:
    types = node.get("@type")
    return [t.rsplit("/", 1)[-1] for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)]


def _entity(node: Mapping[str, Any]) -> Entity | None:
    types = _types(node)
    if any("Person" in t for t in types):
        return "person"
    return "organization" if any(_ORGANISATIONS.search(t) for t in types) else None


def _parties(
    value: object, by_id: Mapping[str, Mapping[str, Any]], depth: int = 0
) -> Iterator[tuple[str, Entity | None]]:
    """Names and entities of a JSON-LD property: a string, a node, a reference, or a list of them."""
    if depth > 3:
        return
    if isinstance(value, list):
        for item in value[:40]:
            yield from _parties(item, by_id, depth + 1)
    elif isinstance(value, Mapping):
        reference = value.get("@id")
        node = value
        if "name" not in value and isinstance(reference, str):
            node = by_id.get(reference, value)
        name = node.get("name")
        if isinstance(name, list):
            for part in name[:20]:
                if text := clean(part):
                    yield text, _entity(node)
            return
        text = clean(name)
        if not text and isinstance(node.get("givenName"), str) and isinstance(node.get("familyName"), str):
            text = clean(f"{node['givenName']} {node['familyName']}")
        if text and not is_address(text):
            yield text, _entity(node)
    elif (text := clean(value)) and not is_address(text):
        yield text, None


def _from_json_ld(nodes: list[dict[str, Any]]) -> Iterator[Declared]:
    by_id: dict[str, Mapping[str, Any]] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and ("name" in node or node["@id"] not in by_id):
            by_id[node["@id"]] = node
    articles = [n for n in nodes if is_article(n)]
    others = [n for n in nodes if not is_article(n) and "author" in n and not _skipped(n)]
    for node in articles or others:
        found = False
        for key in ("author", "creator"):
            for name, entity in _parties(node.get(key), by_id):
                found = True
                yield Declared("author", name, "json-ld", entity)
            if found:
                break
        for key in ("contributor", "editor"):
            for name, entity in _parties(node.get(key), by_id):
                yield Declared("contributor", name, "json-ld", entity)
        for key in ("sourceOrganization", "creditText", "provider"):
            for name, _ in _parties(node.get(key), by_id):
                yield Declared("agency", name, "json-ld", "organization")
        for name, _ in _parties(node.get("publisher"), by_id):
            yield Declared("publisher", name, "json-ld", "organization")
        yield from _based_on(node.get("isBasedOn") or node.get("isBasedOnUrl"))


def _skipped(node: Mapping[str, Any]) -> bool:
    """Whether a node that is no article has authors of its own: comments, reviews, quotations, pictures."""
    return any(
        re.search(
            r"Comment|Review|Answer|Question|Quotation|Image|Video|Audio|Product|Rating|Book|Claim|List|Message", t
        )
        for t in _types(node)
    )


def _based_on(value: object) -> Iterator[Declared]:
    for item in value[:10] if isinstance(value, list) else [value]:
        text = item
        if isinstance(item, Mapping):
            text = item.get("url") or item.get("@id") or item.get("name")
        if cleaned := clean(text):
            yield Declared("based-on", cleaned, "json-ld")


# meta -------------------------------------------------------------------------------------------------------------

_AUTHOR_META: Final = [
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "og:author",
    "parsely-author",
    "sailthru.author",
    "sailthru.byline_name",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor.author",
    "citation_author",
    "byl",
    "byline",
    "cxenseparse:author",
    "analyticsattributes.author",
    "article.author",
    "authors",
    "dcsext.author",
    "vr:author",
    "bt:author",
    "creator",
    "writer",
    "mediator_author",
    "shareaholic:article_author_name",
    "cxenseparse:cre-author",
    "rbauthors",
    "twitter:data1",
]
_AGENCY_META: Final = [
    "agency",
    "article:agency",
    "source_organization",
    "credit",
    "cre-source",
    "dc.source",
    "article:source",
]
_PUBLISHER_META: Final = [
    "og:site_name",
    "article:publisher",
    "dc.publisher",
    "publisher",
    "application-name",
    "copyright",
]
_WRITTEN: Final = re.compile(r"written|author|autor|verfasst|écrit|geschrieben|escrito|scritto|geschreven")


def _from_meta(page: PageData) -> Iterator[Declared]:
    if not page.every_meta:
        return
    labelled = page.meta.get("twitter:label1", "").lower()
    by_name: dict[str, list[str]] = {}
    for name, value in page.every_meta:
        by_name.setdefault(name, []).append(value)
    for name in _AUTHOR_META:
        if name == "twitter:data1" and not _WRITTEN.search(labelled):
            continue
        for value in by_name.get(name, ())[:12]:
            text = clean(value)
            if text and not is_address(text):
                yield Declared("author", text, "meta")
    for name in _AGENCY_META:
        for value in by_name.get(name, ())[:2]:
            text = clean(value)
            if text and not is_address(text):
                yield Declared("agency", text, "meta")
    for name in ("original-source", "syndication-source"):
        for value in by_name.get(name, ())[:2]:
            yield Declared("based-on", value[:500], "meta")
    for name in _PUBLISHER_META:
        for value in by_name.get(name, ())[:1]:
            text = clean(value)
            if text and not is_address(text):
                yield Declared("publisher", text, "meta")


def _shown(html: str, root: Node) -> str:
    """The text that the page shows, for looking names up."""
    parts: list[str] = []
    stack: list[Node | tuple[int, int]] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            parts.append(html[item[0] : item[1]])
        elif item.name not in ("script", "style", "head", "template", "textarea", "title"):
            stack.extend(reversed(item.children))
    return " ".join(unescape(" ".join(parts)).split())


MOST: Final = 120
"""Declared credits of one page that are read: honest pages have a dozen, and each is looked up in the page's text."""


def _with_visibility(found: Iterable[Declared], html: str, root: Node) -> Iterator[Declared]:
    """The declared credits, those of the metadata marked that the page shows nowhere."""
    shown: str | None = None
    compact = ""
    for item in found:
        if item.kind == "author" and item.source in ("json-ld", "meta"):
            if shown is None:
                shown = _shown(html, root)
                compact = re.sub(r"[\W_]+", "", shown.casefold())
            value = re.split(r"[,(|;]", item.value)[0].strip() or item.value
            name = re.sub(r"[\W_]+", "", value.casefold())
            if " " in value:
                visible = name in compact
            else:
                visible = re.search(rf"(?<!\w){re.escape(value)}(?!\w)", shown, re.IGNORECASE) is not None
            item = replace(item, visible=visible)  # noqa: PLW2901  # the same credit, completed
        yield item


def declared_from_page(html: str, root: Node, place: Place, page: PageData) -> tuple[Declared, ...]:
    """What a page declares about its credits: JSON-LD, meta tags, canonical link, microdata, rel, class names."""
    metadata = _unique(islice(chain(_from_json_ld(page.json_ld), _from_meta(page)), MOST))
    found = [*_with_visibility(metadata, html, root), *from_markup(html, root, place)]
    if page.canonical:
        found.append(Declared("canonical", page.canonical, "rel"))
    return _unique(found)


def _unique(found: Iterable[Declared]) -> tuple[Declared, ...]:
    return tuple(dict.fromkeys(found))


# front matter -----------------------------------------------------------------------------------------------------

_Kind = Literal["author", "contributor", "agency", "publisher", "canonical", "based-on"]
_KEYS: Final[Mapping[_Kind, str]] = {
    "author": "author authors byline by writer writers reporter reporters creator creators author_name written_by "
    "autor autoren auteur",
    "contributor": "contributor contributors contributing with",
    "agency": "agency news_agency source_organization credit credit_text credit_line wire source",
    "publisher": "publisher",
    "canonical": "canonical canonical_url",
    "based-on": "original_url original is_based_on based_on syndicated_from source_url",
}
_FRONT: Final[Mapping[str, _Kind]] = {k.replace("_", ""): kind for kind, keys in _KEYS.items() for k in keys.split()}


@lru_cache(maxsize=1024)
def _key(key: str) -> str:
    """A key of front matter in lower case, without spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", key.lower())


def _names(value: object, depth: int = 0) -> Iterator[tuple[str, Entity | None]]:
    """Names in any shape that front matter has them: text, list, mapping with a name, mapping of ids to mappings."""
    if depth > 3:
        return
    if isinstance(value, list | tuple):
        for item in value[:60]:
            yield from _names(item, depth + 1)
    elif isinstance(value, Mapping):
        lower = {str(k).lower(): v for k, v in value.items()}
        for key in ("name", "full_name", "fullname", "display_name", "displayname", "title", "nickname", "id", "url"):
            if isinstance(lower.get(key), str) and lower[key].strip():
                kind = str(lower.get("type") or lower.get("@type") or "").lower()
                yield lower[key], "organization" if "org" in kind else "person" if kind == "person" else None
                return
        first, last = (lower.get(k) for k in ("first_name", "last_name"))
        if isinstance(first, str) and isinstance(last, str):
            yield f"{first} {last}", "person"
            return
        for key, item in list(value.items())[:60]:
            if isinstance(item, Mapping):
                inner = list(_names(item, depth + 1))
                yield from inner or [(str(key), None)]
            elif isinstance(item, str) and item.strip():
                yield str(key), None
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        text = str(value).strip()
        if text:
            yield text, None


def declared_from_front_matter(meta: Mapping[str, Any]) -> tuple[Declared, ...]:
    """What front matter, or a theme that has resolved it, declares about a page's credits.

    Keys in any case, with hyphens, underscores or none; values as a string, a list, a mapping or a list of mappings.
    """
    found: list[Declared] = []
    for key, value in meta.items():
        name = _key(str(key))
        kind = _FRONT.get(name)
        if kind is None or value is None:
            continue
        for raw, entity in _names(value):
            text = " ".join(raw.split())[:500]
            address = is_address(text)
            if name in ("source", "original") and address:
                found.append(Declared("based-on", text, "front-matter"))
            elif kind in ("canonical", "based-on") or not address:
                found.append(Declared(kind, text, "front-matter", entity))
    return _unique(found)
