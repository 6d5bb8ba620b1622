"""What the HTML reader knows at a look, against the way that it goes for everything else: the same comes out."""

import random
import re

import pytest

from mkdocs_credibility.readers.html import read_html
from mkdocs_credibility.readers.tree import Node, parse

TAGS = (
    "p", "h1", "h2", "ul", "ol", "li", "blockquote", "em", "strong", "a", "b", "i", "code", "span", "div", "table",
    "thead", "tbody", "tr", "td", "th", "br", "hr", "section", "dl", "dt",
)  # fmt: skip
TEXTS = (
    "The ferry", " and ", "\n", "\n\n", "  ", " \n", "\n ", "it sank.", "at &amp; t", "&nbsp;", "a\nb\nc", "x < y", "",
    "é", "“No,” she said", "&lt;p>", "\n  \n",
    "said\nthe mayor of a town that is long enough to be running text",
)  # fmt: skip
ROUNDS = 300


def fragment(dice):
    """Tags and texts at random: more closed than not, some with attributes, some left open or closed twice."""
    parts, open_ = [], []
    for _ in range(dice.randrange(2, 40)):
        roll = dice.random()
        if roll < 0.4:
            name = dice.choice(TAGS)
            parts.append(
                dice.choice((f"<{name}>", f"<{name}>", f"<{name}>", f'<{name} id="n{len(parts)}">', f"<{name} />"))
            )
            open_.append(name)
        elif roll < 0.75 and open_:
            parts.append(f"</{open_.pop() if dice.random() < 0.9 else dice.choice(TAGS)}>")
        parts.append(dice.choice(TEXTS))
    return "".join(parts)


def shape(node):
    """An element's name, places and children, all the way down."""
    below = [shape(c) if isinstance(c, Node) else c for c in node.children]
    return node.name, node.start, node.inner, node.end, len(node.elements()), node.plain, node.attrs, below


@pytest.mark.parametrize("seed", range(4))
def test_plain_tags_make_the_tree_that_tags_in_capitals_make(seed):
    dice = random.Random(seed)
    for _ in range(ROUNDS):
        html = fragment(dice)
        loud = re.sub(r"</?[a-z]+[0-9]?(?=[ >])", lambda m: m.group().upper(), html)
        assert shape(parse(html)) == shape(parse(loud)), html


@pytest.mark.parametrize("seed", range(4))
def test_texts_are_read_as_in_a_page_that_has_odd_space(seed):
    dice = random.Random(seed)
    for _ in range(ROUNDS):
        html = fragment(dice) + "</p></div>" * 30
        one, other = read_html(html, metadata={}), read_html(f"{html}<hr>\t", metadata={})
        assert (one.text, one.blocks, one.source_runs) == (other.text, other.blocks, other.source_runs), html
