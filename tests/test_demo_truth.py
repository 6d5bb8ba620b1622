"""The demo newsroom's truth table says what the articles say: whoever edits one without the other hears of it here."""

import re
from pathlib import Path

import pytest
import yaml

NEWSROOM = Path(__file__).parents[1] / "docs" / "newsroom"
TRUTH = yaml.safe_load((Path(__file__).parent / "demo_truth.yml").read_text("utf-8"))
VERSIONS = {path: told for story in TRUTH["stories"].values() for path, told in story["articles"].items()}
QUOTES = ("altered_quotes", "truncated_quotes", "respelled_quotes")
CHANGES = (*QUOTES, "numbers_changed", "dates_changed", "negations_changed", "names_changed")


def text_of(path):
    """The article with straight quotation marks and apostrophes."""
    text = (NEWSROOM / path).read_text("utf-8")
    return text.replace("“", '"').replace("”", '"').replace("’", "'")


def quotes_of(path):
    """Its quoted passages, without marks and without the comma or stop that ends them."""
    return {quote.rstrip(".,") for quote in re.findall(r'"([^"\n]+)"', text_of(path).split("\n---\n", 1)[1])}


def test_every_article_is_in_the_table_and_back():
    pages = {p.relative_to(NEWSROOM).as_posix() for p in NEWSROOM.rglob("*.md")} - {"index.md"}
    assert pages == {*VERSIONS, *TRUTH["single"]}


@pytest.mark.parametrize("path", [p for p, told in VERSIONS.items() if told.get("parent")])
def test_every_change_is_one(path):
    told, parent, child = VERSIONS[path], text_of(VERSIONS[path]["parent"]), text_of(path)
    for change in [c for kind in CHANGES for c in told.get(kind, ())]:
        assert change["before"] in parent
        assert change["before"].rstrip(".") not in child or change["after"].rstrip(".") in change["before"]
        assert change["after"] in child
        assert change["after"] not in parent or change["after"].rstrip(".") in change["before"]
    for source in told.get("sources_dropped", ()):
        assert source in parent
        assert source not in child


@pytest.mark.parametrize("path", [p for p, told in VERSIONS.items() if told.get("parent") and not told.get("own_work")])
def test_no_quote_is_altered_unless_the_table_says_so(path):
    told = VERSIONS[path]
    listed = {change["after"].rstrip(".,") for kind in QUOTES for change in told.get(kind, ())}
    assert quotes_of(path) - quotes_of(told["parent"]) == listed


@pytest.mark.parametrize("path", list(VERSIONS))
def test_what_a_version_holds(path):
    told, text = VERSIONS[path], text_of(path)
    for line in [*told.get("residue", ()), *told.get("garbled", ()), *told.get("typography", ())]:
        assert line in text
    if "direct_quotes" in told:
        assert len(re.findall(r'"[^"\n]+"', text.split("\n---\n", 1)[1])) == told["direct_quotes"]
    for name in [*told.get("authors", ()), *told.get("contributors", ())]:
        assert name.casefold() in text.casefold()
    for quote in told.get("shared_quotes", ()):
        assert quote in text
