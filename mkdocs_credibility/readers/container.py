"""Where on a page the article stands, what beside it is furniture, and which lines of its header belong to it.

Nothing here judges words: a box is furniture by its element, role or class, and weighed by how much running text it
holds, so that a class name misused on the article's own wrapper cannot throw the article away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from mkdocs_credibility.readers.signs import (
    BODY,
    BOX,
    COMMENTS,
    CREDIT,
    HIDDEN,
    KNOWN_BODY,
    NEVER,
    STANDFIRST,
    never_text,
    signs,
)
from mkdocs_credibility.readers.tree import BLOCK, Node, names

_LEAVES: Final = names("p h1 h2 h3 h4 h5 h6 ul ol li dl blockquote figure pre")
_HEADINGS: Final = names("h1 h2 h3 h4 h5 h6")
_ITEMS: Final = names("li dd td th")
_BY_LINE: Final = re.compile(
    r"(?:written |reported |posted |words |text |story |photos? )?(?:by|von|par|por|di|da|door|av|af|text|words|texte?)"
    r"\b[ :]",
    re.IGNORECASE,
)
_BODY_RUN: Final = 200
"""Characters of running text from which an element called a body is believed to be one."""
_HEADER_LINE: Final = 200
"""Characters that a byline, dateline or credit line in a page's header has at most."""


@dataclass
class Place:
    """Where the article stands: `before` are elements of its header, `body` its container, `after` credits behind it.

    `cut` are the boxes to leave out.
    """

    body: Node
    before: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)
    cut: set[Node] = field(default_factory=set)
    headline: Node | None = None


def _signs_somebody(box: Node) -> bool:
    """Whether a small box holds a byline: pages put it into the bar with the date and the share buttons."""
    if box.end - box.inner > 6000 or box.name == "footer" or signs(box) & HIDDEN:
        return False
    around = next((a for a in box.ancestors() if a.name in ("article", "main", "header", "body")), None)
    if around is None or around.name == "body" or len(box.text(never_text)) > _HEADER_LINE:
        return False
    return any(signs(n) & CREDIT for n in box.elements())


def _only_links(node: Node, length: int, links: int) -> bool:
    """Whether an element is a teaser: a list of three or more links, a linked heading, an article of links alone."""
    if not length or links * 10 < length * 9:
        return False
    if node.name in ("ul", "ol"):
        return sum(isinstance(c, Node) and c.name == "li" for c in node.children) >= 3
    if node.name in _HEADINGS:
        near = (a for _, a in zip(range(4), node.ancestors(), strict=False))
        return not any(signs(n) & CREDIT for n in (node, *near))
    return node.name == "article" and any(a.name == "article" for a in node.ancestors())


def weigh(root: Node, *, fragment: bool = False) -> tuple[list[Node], set[Node]]:
    """Note on every element how much running text it holds; returns the elements, in order, and the boxes to cut.

    A paragraph of fewer than 40 characters, or half of it links, is not running text; a list item needs 80.
    """
    order: list[Node] = []
    boxes: set[Node] = set()
    threads: set[Node] = set()
    own: dict[Node, list[int]] = {}  # characters, of them in links, whether readers wrote them
    within: dict[Node | None, tuple[list[int], bool, bool]] = {}  # counts of the block, whether in a link, in a thread
    html, after = root.source, 0
    for node in root.elements():
        if node.start < after:
            continue  # inside something that is never text
        known = node.signs if node.signs >= 0 else signs(node)
        if known & NEVER and node is not root:
            after = max(after, node.end)
            continue
        order.append(node)
        counts, linked, comment = within.get(node.parent) or ([0, 0, 0], False, False)
        if known & COMMENTS and not comment:
            comment = True
            threads.add(node)
        if node.name in BLOCK or node is root:
            counts = own[node] = [0, 0, int(comment)]
        if known & BOX:
            boxes.add(node)
        linked = linked or node.name == "a"
        for child in node.children:
            if type(child) is tuple:
                length = len(html[child[0] : child[1]].strip())
                counts[0] += length
                if linked:
                    counts[1] += length
            else:
                within[node] = (counts, linked, comment)
    total = 0
    for node, (length, links, by_readers) in own.items():
        floor = 80 if node.name in _ITEMS else 40
        if length >= floor and links * 2 < length and node.name not in _HEADINGS:
            node.run = length - links
            total += 0 if by_readers else node.run
    threads_go = total >= _BODY_RUN
    holds_body: set[Node] = set()
    sums: dict[Node, list[int]] = {}  # characters and linked ones of lists, headings and articles
    for node in () if fragment else reversed(order):
        counts = own.get(node, [0, 0, 0])
        if node in sums:
            counts = [counts[0] + sums[node][0], counts[1] + sums[node][1], 0]
        if _only_links(node, counts[0], counts[1]):
            boxes.add(node)
        if node.parent is not None:
            around = sums.setdefault(node.parent, [0, 0])
            around[0] += counts[0]
            around[1] += counts[1]
    for node in reversed(order):
        if boxes and node.run >= _BODY_RUN and (node in holds_body or signs(node) & BODY):
            boxes.discard(node)
            if node.parent is not None:
                holds_body.add(node.parent)
        if threads_go and node in threads:
            boxes.add(node)
            continue
        if node in boxes:
            most = 0.8 if node.name in ("aside", "footer") else 1 / 3
            if node.run <= most * total:
                if node.run < _BODY_RUN and _signs_somebody(node):
                    boxes.discard(node)
                else:
                    continue
            boxes.discard(node)
        if node.run and node.parent is not None and node is not root:
            node.parent.run += node.run
    return order, boxes


def _common(nodes: Iterable[Node]) -> Node:
    """The nearest element around all of them."""
    paths = [[*reversed([n, *n.ancestors()])] for n in nodes]
    shared = paths[0][0]
    for level in zip(*paths, strict=False):
        if any(n is not level[0] for n in level):
            break
        shared = level[0]
    return shared


def _best(candidates: list[Node]) -> Node | None:
    """Of several containers the one with most text; what holds them all when the text is split among them."""
    outer = set(candidates)
    candidates = [c for c in candidates if c.run and not any(a in outer for a in c.ancestors())]
    if not candidates:
        return None
    best = max(candidates, key=lambda n: n.run)
    whole = sum(c.run for c in candidates)
    if best.run * 2 >= whole:
        return best
    parts = [c for c in candidates if c.run * 4 >= best.run]
    around = _common(parts)
    split = len(parts) <= 12 and around.run <= whole * 1.2 and around.name not in ("body", "html", "")
    return around if split else best


def _dense(root: Node, share: float) -> Node:
    """Down from an element to where its running text stops being one child's."""
    while True:
        inner = [c for c in root.children if isinstance(c, Node) and c.name not in _LEAVES]
        child = max(inner, key=lambda n: n.run, default=None)
        if child is None or not child.run or child.run < share * root.run:
            return root
        root = child


def find_body(root: Node, order: list[Node]) -> Node:
    """The element that holds the article: what the page marks as such, else where its running text is densest."""
    whole = next((n for n in order if n.name == "body"), root)
    tiers: list[list[Node]] = [[], [], [], []]
    for node in order:
        if not node.run or signs(node) & COMMENTS:
            continue
        if not node.plain and "articleBody" in node.attrs.get("itemprop", ""):
            tiers[0].append(node)
        elif node.name == "article":
            tiers[1].append(node)
        elif node.name == "main" or node.attrs.get("role") == "main":
            tiers[3].append(node)
        elif node.name not in _LEAVES and signs(node) & KNOWN_BODY:
            tiers[2].append(node)
    for tier in tiers:
        found = _best(tier)
        if found is not None and (found.run * 10 >= whole.run * 3 or found.run >= 1500):
            if found in tiers[0] or found in tiers[2]:
                return found
            inside = [n for n in (*tiers[0], *tiers[2]) if any(a is found for a in n.ancestors())]
            narrow = _best(inside)
            if narrow is not None and narrow.run * 10 >= found.run * 8:
                return narrow
            return found if found in tiers[1] else _dense(found, 0.85)
    return _dense(whole, 0.7)


def _headline(order: list[Node], region: Node, titles: Iterable[str], site_name: str | None) -> Node | None:
    """The heading that the page's metadata calls its title, else the first h1 near the text that is not the site's."""
    heads = sorted((n for n in order if n.name in ("h1", "h2", "h3")), key=lambda n: (n.name, n.start))
    wanted = [letters(t) for t in titles if t]
    for head in heads:
        text = letters(head.text())
        if any(
            text == t or (len(text) > 8 and (t in text or (text in t and len(text) * 5 >= len(t) * 2)))
            for t in wanted
            if t
        ):
            return head
    site = letters(site_name or "")
    firsts = [h for h in heads if h.name == "h1" and (not wanted or _within(h, region))]
    return next((h for h in firsts if letters(h.text()) not in ("", site)), None)


def letters(text: str) -> str:
    """A text's letters and digits, case-folded: what two printings of one title have in common."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _within(node: Node, zone: Node) -> bool:
    return zone.start <= node.start and node.end <= zone.end


def _overlap(a: Node, b: Node) -> bool:
    return a.start < b.end and b.start < a.end


def _header_parts(zone: Iterator[Node], cut: set[Node], head: Node | None) -> Iterator[Node]:
    """Of the elements between headline and body, those that say who the text is from, and the standfirst."""
    taken: Node | None = None
    for node in zone:
        if (taken is not None and _within(node, taken)) or (head is not None and _overlap(node, head)):
            continue
        if node in cut or any(a in cut for a in node.ancestors()):
            continue
        known = signs(node)
        if node.name in ("figcaption", "address"):
            taken = node
        elif known & CREDIT:
            if len(node.text()) <= _HEADER_LINE:
                taken = node
            else:
                continue
        elif node.name in ("p", "div", "h2", "section") and known & STANDFIRST:
            if 20 <= len(node.text()) <= 1000:
                taken = node
            else:
                continue
        elif node.name in ("p", "div", "span", "li") and node.end - node.inner < 2000:
            text = node.text()
            if not text or len(text) > _HEADER_LINE or not _BY_LINE.match(text):
                continue
            taken = node
        else:
            continue
        yield taken


def find_place(root: Node, *, fragment: bool, titles: Iterable[str] = (), site_name: str | None = None) -> Place:
    """Where the article stands on a page; of a fragment all but the furniture is the article."""
    order, cut = weigh(root, fragment=fragment)
    if fragment:
        head = next((n for n in order if n.name == "h1"), None)
        return Place(root, cut=cut, headline=head)
    body = find_body(root, order)
    region = _region(body)
    head = _headline(order, region, titles, site_name)
    place = Place(body, cut=cut, headline=head)
    if head is not None:
        cut.difference_update((head, *head.ancestors()))
    if head is not None and not _within(head, region) and head.start < body.start:
        around = _common([head, body])
        if around.name not in ("html", "") and around.run <= body.run * 1.5:
            region = around
    zone = (n for n in order if region.start <= n.start and n.end <= body.start and n is not head)
    place.before += _header_parts(zone, cut, head)
    if head is not None and head.start < body.start and not _within(head, body):
        place.before.append(head)
        place.before.sort(key=lambda n: n.start)
    behind = (n for n in order if body.end <= n.start and _within(n, region) and n is not head)
    place.after = [
        n
        for n in _header_parts(behind, cut, head)
        if n.name in ("p", "div", "span", "address") and not any(_within(n, a) for a in place.before)
    ]
    return place


def _region(body: Node) -> Node:
    """The element around the container that still belongs to the one article."""
    region = body
    for around in body.ancestors():
        if around.name in ("body", "html", "") or around.run > body.run * 1.5:
            break
        region = around
        if around.name in ("article", "main") or around.attrs.get("role") == "main":
            break
    return region
