"""A story's family tree as a static drawing: a row a version, a line to the version it likely comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from mkdocs_credibility.reports.quote_views import Version
from mkdocs_credibility.reports.story_views import StoryView
from mkdocs_credibility.reports.texts import Texts
from mkdocs_credibility.reports.widths import fitted
from mkdocs_credibility.reports.wording import one_line

ROW: Final = 48
INDENT: Final = 24
RADIUS: Final = 12
ROOM: Final = 520
"""Pixels for node, indentation and text; on a narrower screen the stylesheet fades what goes beyond it."""
DEEPEST: Final = 5
"""Steps of indentation; what hangs deeper stands there too."""


@dataclass(frozen=True, slots=True)
class _Node:
    version: Version | None
    depth: int
    parent: int | None
    dashed: bool


def _nodes(view: StoryView) -> list[_Node]:
    """The rows from top to bottom; those who share an unseen source and hang under nobody hang under its row."""
    nodes: list[_Node] = []
    at: dict[str, int] = {}
    unseen: int | None = None
    shift: dict[str, int] = {}
    for v in view.versions:
        if v.parent is None and v.unseen and view.unseen:
            if unseen is None:
                unseen = len(nodes)
                nodes.append(_Node(None, 0, None, True))
            shift[v.letter] = 1
            above: int | None = unseen
        else:
            shift[v.letter] = shift.get(v.parent or "", 0)
            above = at.get(v.parent or "")
        at[v.letter] = len(nodes)
        nodes.append(_Node(v, min(v.depth + shift[v.letter], DEEPEST), above, above is not None and above == unseen))
    if unseen is None and view.unseen:
        nodes.append(_Node(None, 0, None, True))
    return nodes


def svg(view: StoryView, t: Texts) -> Markup:
    """The drawing as inline SVG, which takes its colours from the page.

    To a screen reader it is one picture that says in words what it shows: the links stand in the list of versions.
    """
    nodes = _nodes(view)
    said = "; ".join(
        t.plain(
            "story_page.tree_item",
            name=f"{v.letter} {one_line(v.link.text)}",
            kind=one_line(v.relation.striptags()),
        )
        for v in view.versions
    )
    label = escape(t.plain("story_page.tree_label", list=said))
    size = f'width="100%" height="{len(nodes) * ROW}"'
    parts = [f'<svg class="cr-family" {size} role="img" direction="ltr" focusable="false" aria-label="{label}">']
    parts += [
        _line(node, nodes[node.parent], i, node.parent) for i, node in enumerate(nodes) if node.parent is not None
    ]
    parts += [_row(node, i, t) for i, node in enumerate(nodes)]
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704  # every text is escaped


def _place(node: _Node, row: int) -> tuple[int, int]:
    return RADIUS + 2 + node.depth * INDENT, row * ROW + ROW // 2


def _line(node: _Node, parent: _Node, row: int, parent_row: int) -> str:
    x, y = _place(node, row)
    px, py = _place(parent, parent_row)
    path = f"M{px} {py + RADIUS}V{y - 10}q0 10 10 10H{x - RADIUS}" if x > px else f"M{px} {py + RADIUS}V{y - RADIUS}"
    dash = ' stroke-dasharray="3 4"' if node.dashed else ""
    return f'<path class="cr-edge" d="{path}" fill="none" stroke="currentColor"{dash}/>'


def _row(node: _Node, row: int, t: Texts) -> str:
    x, y = _place(node, row)
    text_x = x + RADIUS + 9
    room = ROOM - text_x
    v = node.version
    if v is None:
        unseen = escape(fitted(t.plain("story_page.unseen"), room, 14))
        return (
            f'<circle class="cr-unseen" cx="{x}" cy="{y}" r="{RADIUS}" fill="none" stroke="currentColor" '
            'stroke-dasharray="3 4"/>'
            f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-size="13" fill="currentColor">?</text>'
            f'<text x="{text_x}" y="{y + 5}" font-size="14" fill="currentColor">{unseen}</text>'
        )
    name = escape(fitted(one_line(v.link.text), room, 14))
    below = escape(fitted(one_line(v.relation.striptags()), room, 12))
    return (
        f'<g class="cr-{escape(v.band)}"><circle class="cr-node" cx="{x}" cy="{y}" r="{RADIUS}"/>'
        f'<text class="cr-nodename" x="{x}" y="{y + 5}" text-anchor="middle" font-size="13" font-weight="700">'
        f"{escape(v.letter)}</text></g>"
        f'<text x="{text_x}" y="{y - 2}" font-size="14" fill="currentColor">{name}</text>'
        f'<text class="cr-below" x="{text_x}" y="{y + 15}" font-size="12" fill="currentColor">{below}</text>'
    )
