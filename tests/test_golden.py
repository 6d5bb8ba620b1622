"""Golden cases: an article in, what its card must say out; input and expectation stand side by side in one YAML file.

format: text            # or markdown, html
source: |
  ...
findings:               # every finding of the folder's dimension, no more and no fewer
  - [attribution/quote-without-speaker, "the text of its first span"]
not: [attribution/bare-source]  # rules this text comes close to and must not set off: its "passing" case
quotes:                 # any fact of the card, compared where given
  - {text: "...", speaker: Ana Brandt, kind: direct}
authors: [Ana Brandt]

A case of several articles has `articles` in place of `source`, and names the article in each finding; in the folder
`stories` its findings are those of every rule that needs a comparison, in the others those of the folder's dimension:

articles:
  - {path: a.txt, source: ...}      # and `format`, as above
  - {path: b.txt, source: ...}
findings:
  - [attribution/uncredited-text, "the text of its first span, or null when it has none", b.txt]
not: [attribution/source-dropped]

tests/test_rules.py holds that each rule stands in the `findings` of one case and in the `not` of another.
"""

from pathlib import Path

import pytest
import yaml

from mkdocs_credibility import read_html, read_markdown, read_text, review, rules

READERS = {"text": read_text, "markdown": read_markdown, "html": read_html}
ROOT = Path(__file__).parent / "golden"
FOLDERS = ("attribution", "byline", "boilerplate", "translation", "stories")
CASES = sorted(p for folder in FOLDERS for p in (ROOT / folder).glob("*.yml"))
FACTS_APART = ("source", "articles", "format", "findings", "not")


def attributes(items, wanted):
    """Of each item the attributes that its expectation names."""
    return [{k: getattr(item, k) for k in want} for item, want in zip(items, wanted, strict=True)]


def cards_of(case, name):
    """The scorecards of a case's articles by their paths."""
    entries = case.get("articles") or [{**case, "path": f"{name}.txt"}]
    articles = [READERS[e.get("format", "text")](e["source"], path=e["path"]) for e in entries]
    return dict(zip([e["path"] for e in entries], review(articles).cards, strict=True))


def looked_at(finding, folder):
    """Whether a finding is one that the cases of a folder list."""
    return rules.get(finding.rule).compared if folder == "stories" else finding.dimension == folder


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_golden(path):
    case = yaml.safe_load(path.read_text("utf-8"))
    cards = cards_of(case, path.stem)
    several = "articles" in case
    got = []
    for place, card in cards.items():
        text = card.article.text
        assert all(text[s.start : s.end] == s.exact for f in card.findings for s in f.spans)
        assert all(text[q.start : q.end] == q.text for q in card.quotes)
        for finding in card.findings:
            if looked_at(finding, path.parent.name):
                exact = finding.spans[0].exact if finding.spans else None
                got.append((finding.rule, exact, place) if several else (finding.rule, exact))
    assert sorted(got, key=str) == sorted((tuple(f) for f in case.get("findings") or []), key=str)
    set_off = {f.rule for card in cards.values() for f in card.findings}
    for rule_id in case.get("not", ()):
        rule = rules.get(rule_id)
        assert rule_id not in set_off
        assert any(rule.dimension not in card.not_assessed for card in cards.values()), "nothing was looked at"
    for name, want in case.items():
        if name in FACTS_APART:
            continue
        (card,) = cards.values()
        have = getattr(card, name)
        if want and isinstance(want, list) and isinstance(want[0], dict):
            assert len(have) == len(want), have
            have = attributes(have, want)
        assert have == want, name
