"""Golden cases: an article in, what its card must say out; input and expectation stand side by side in one YAML file.

format: text            # or markdown, html
source: |
  ...
findings:               # every finding of the folder's dimension, no more and no fewer
  - [attribution/quote-without-speaker, "the text of its first span"]
quotes:                 # any fact of the card, compared where given
  - {text: "...", speaker: Ana Brandt, kind: direct}
authors: [Ana Brandt]
"""

from pathlib import Path

import pytest
import yaml

from mkdocs_credibility import assess, read_html, read_markdown, read_text

READERS = {"text": read_text, "markdown": read_markdown, "html": read_html}
ROOT = Path(__file__).parent / "golden"
CASES = sorted(p for d in ("attribution", "byline", "boilerplate", "translation") for p in (ROOT / d).glob("*.yml"))


def attributes(items, wanted):
    """Of each item the attributes that its expectation names."""
    return [{k: getattr(item, k) for k in want} for item, want in zip(items, wanted, strict=True)]


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_golden(path):
    case = yaml.safe_load(path.read_text("utf-8"))
    article = READERS[case.pop("format", "text")](case.pop("source"), path=f"{path.stem}.txt")
    card = assess(article)
    for span in [s for f in card.findings for s in f.spans]:
        assert article.text[span.start : span.end] == span.exact
    for quote in card.quotes:
        assert article.text[quote.start : quote.end] == quote.text
    dimension = path.parent.name
    expected = [tuple(f) for f in case.pop("findings", [])]
    got = [(f.rule, f.spans[0].exact if f.spans else None) for f in card.findings if f.dimension == dimension]
    assert sorted(got, key=str) == sorted(expected, key=str)
    for name, want in case.items():
        have = getattr(card, name)
        if want and isinstance(want, list) and isinstance(want[0], dict):
            assert len(have) == len(want), have
            have = attributes(have, want)
        assert have == want, name
