"""Plain pages: their texts, found from tags alone, are those of the tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_credibility.readers import plain
from mkdocs_credibility.readers.tree import parse


def of_the_tree(html):
    found, stack = [], [(parse(html), 0)]
    while stack:
        node, after = stack.pop()
        if not after and node.name in ("a", "label", "summary"):
            after = node.end
        for child in node.children:
            if isinstance(child, tuple):
                found.append((*child, after))
            else:
                stack.append((child, after))
    return sorted(found)


PLAIN = [
    '<h1 id="a-b">Ferry stays</h1>\n<p>One <em>ship</em> &amp; two <a href="x/">boats <strong>sank</strong></a>.</p>\n',
    "<blockquote>\n<p>Nobody<br />knew.</p>\n</blockquote>",
    "<ul>\n<li>one</li>\n<li>two\n<ol>\n<li>in</li>\n</ol></li>\n</ul>",
    "no tags at all",
    "",
]


@pytest.mark.parametrize("html", PLAIN)
def test_a_plain_page_needs_no_tree(html):
    assert plain.texts(html) == of_the_tree(html)


OTHERS = [
    "<p>open",
    "<p>one<p>two</p></p>",
    "<p>a < b</p>",
    "<p>x</p><!-- y -->",
    "<div>x</div>",
    '<p title="a>b">x</p>',
    '<a href="#">x <a href="#">y</a></a>',
    "<p><ul><li>x</li></ul></p>",
    "<ul>x<b>y</b></ul>",
    "<P>x</P>",
    "<p/>x</p>",
    "</p>",
    "<li>x</li>",
]


@pytest.mark.parametrize("html", OTHERS)
def test_of_other_pages_nothing_is_said(html):
    assert plain.texts(html) is None


PIECES = st.sampled_from(
    ["<p>", "</p>", "<em>", "</em>", '<a href="x">', "</a>", "<ul>", "</ul>", "<li>", "</li>", "<blockquote>", "<br>",
     "</blockquote>", '<h2 id="x">', "</h2>", "word ", "&lt;", "<", ">", "\n", "<!-- -->", "<ol>", "</ol>", "</br>"]
)  # fmt: skip


@st.composite
def nested(draw, depth=0):
    """Mostly well-nested pages, some with a slip in them."""
    parts = []
    for name in draw(st.lists(st.sampled_from(["p", "em", "a", "ul", "li", "blockquote", "h2", "b", ""]), max_size=4)):
        inner = draw(nested(depth + 1)) if depth < 4 else "text"
        parts.append(f"<{name}>{inner}</{name}>" if name else draw(PIECES))
    return "".join(parts)


@given(st.one_of(st.lists(PIECES, max_size=14).map("".join), nested()))
def test_what_is_said_is_what_the_tree_says(html):
    found = plain.texts(html)
    assert found is None or found == of_the_tree(html)
