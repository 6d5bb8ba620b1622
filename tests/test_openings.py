"""Phrases found by the letters they begin with, against one pattern of all of them."""

import re
from itertools import product

from mkdocs_credibility import language
from mkdocs_credibility.language.openings import Openings, alternatives
from mkdocs_credibility.readers import markup

TABLES = [language.load(code).get("byline", {}) for code in language.codes()]
WORDS = sorted({w for t in TABLES for w in t.get("openers", ())})
LABELS = sorted({w for t in TABLES for w in t.get("labels", ())})
LINES = [
    f"{before}{phrase}{behind}"
    for before, phrase, behind in product(
        ("", "3 May 2024 ", "Politics · ", "Politics –", "x", "12"),
        (*WORDS, *LABELS, *(w.title() for w in WORDS[::5]), "bystanders", "By", "123", "Politics"),
        ("", " Ana Brandt", ": Ana Brandt", " : Ana", ":", "Ana"),
    )
]


def test_the_same_as_one_pattern_of_all():
    behind = (r"(?::\s*|\s+)", r"\s*:\s*")
    parts = [f"(?:{alternatives(phrases)}){after}" for phrases, after in zip((WORDS, LABELS), behind, strict=True)]
    whole = re.compile("|".join(parts), re.IGNORECASE)
    openings = Openings((WORDS, behind[0]), (LABELS, behind[1]))
    for line in LINES:
        pattern = openings.pattern(line)
        found = pattern.match(line) if pattern else None
        slow = whole.match(line)
        assert (found and found.span()) == (slow and slow.span()), line


def test_lines_that_sign_and_labels_the_same_as_by_one_pattern():
    words, labels = ("|".join(map(re.escape, sorted(those, key=len, reverse=True))) for those in (WORDS, LABELS))
    whole = re.compile(rf"(?:^|[|·•–—-] ?|\d )(?:(?:{words})[ :]|(?:{labels}) ?:)", re.IGNORECASE)
    told = {True: 0, False: 0}
    for line in LINES:
        signs = whole.search(line) is not None
        assert markup._signs(line) is signs, line
        assert markup._is_label(line) is (whole.fullmatch(f"{line}:") is not None), line
        told[signs] += 1
    assert min(told.values()) > 500
