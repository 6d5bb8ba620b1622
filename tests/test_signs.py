"""What elements are called: the parts that are looked for first stand in whatever a pattern finds."""

import re
from itertools import product
from re import _parser as parser  # what a pattern is made of: for this test alone

import pytest

from mkdocs_credibility.readers import markup, signs

ANYTHING = "\0"
PATTERNS = {
    "furniture": signs._data().box,
    "credit": signs._data().credit,
    "standfirst": signs._data().standfirst,
    "mark": markup._MARK,
}


def surely(items):
    """What must stand in whatever a parsed pattern finds, in each of its alternatives; what may not is `ANYTHING`."""
    choices = []
    for op, value in items:
        name = str(op)
        if name == "LITERAL":
            choices.append([chr(value)])
        elif name == "BRANCH":
            choices.append([text for way in value[1] for text in surely(way)])
        elif name == "SUBPATTERN":
            choices.append(surely(value[3]))
        elif name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
            choices.append([chr(sign) for _, sign in value])
        else:
            choices.append([ANYTHING])
    return ["".join(parts) for parts in product(*choices)]


def test_surely_reads_a_pattern():
    assert surely(parser.parse("(?:ab?|c[de])f")) == [f"a{ANYTHING}f", "cdf", "cef"]


@pytest.mark.parametrize("kind", PATTERNS)
def test_every_alternative_holds_a_part(kind):
    parts, pattern = PATTERNS[kind]
    texts = surely(parser.parse(pattern.pattern, pattern.flags & (re.VERBOSE | re.IGNORECASE)))
    assert len(texts) > 20
    assert [text for text in texts if not any(part in text for part in parts)] == []


@pytest.mark.parametrize("kind", PATTERNS)
def test_no_part_is_idle(kind):
    parts, pattern = PATTERNS[kind]
    texts = surely(parser.parse(pattern.pattern, pattern.flags & (re.VERBOSE | re.IGNORECASE)))
    idle = [part for part in parts if all(any(p in text for p in parts - {part}) for text in texts)]
    assert idle == []
