"""Score the comparison of versions on the invented story families and the demo newsroom: found, missed, too many.

    python scripts/score_stories.py [--verbose]

The families are tests/stories/*.yml, the demo's truth is tests/demo_truth.yml; all were written for this product: the
figures say that what was planted is found, not how often it will be found elsewhere.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from families import NAMES, TOLD, Version, family, told_family  # noqa: E402

from mkdocs_credibility import read_markdown, read_text, review  # noqa: E402
from mkdocs_credibility.options import Agency, Options  # noqa: E402
from mkdocs_credibility.pipeline import Review  # noqa: E402
from mkdocs_credibility.story import DERIVED  # noqa: E402

CREDITS = frozenset(
    {
        "agency-credit-dropped", "byline-dropped", "byline-replaced", "contributors-dropped",
        "anonymity-reason-dropped", "pickup-credit-dropped",
    }
)  # fmt: skip

NUMBERS = ("numbers_changed", "dates_changed")


class Case(NamedTuple):
    """A family: its versions, the article of each, and what a review of them says."""

    name: str
    versions: dict[str, Version]
    articles: dict[str, Any]
    result: Review


def plain(text: str | None) -> str:
    """A text without marks, case and kinds of apostrophe."""
    return " ".join(re.sub(r"[^\w\s]", "", (text or "").replace("’", "'").casefold()).split())


def cases() -> list[Case]:
    """Every family, reviewed."""
    found = []
    for name in NAMES:
        versions = family(name)
        articles = {key: read_text(v.text, path=f"{name}/{key}.txt") for key, v in versions.items()}
        found.append(Case(name, versions, articles, review(list(articles.values()))))
    for name in TOLD:
        versions = told_family(name)
        articles = {key: read_markdown(v.source, path=v.path) for key, v in versions.items()}
        found.append(Case(name, versions, articles, review(list(articles.values()))))
        if any(v.path.split("/")[0] != name for v in versions.values()):
            continue  # who published what stands in the front matter alone
        texts = {
            key: read_text(f"{v.source.split('# ', 1)[1]}", path=f"{name}/{key}.txt") for key, v in versions.items()
        }
        found.append(Case(f"{name}, as plain text", versions, texts, review(list(texts.values()))))
    return [*found, *demo()]


def demo() -> list[Case]:
    """The demo newsroom, one case a story."""
    truth = yaml.safe_load((ROOT / "tests" / "demo_truth.yml").read_text("utf-8"))
    newsroom = ROOT / "docs" / "newsroom"
    options = Options(agencies=(Agency("Meridian", ("Meridian News Agency",)),))
    paths = sorted(p for p in newsroom.rglob("*.md") if p.name not in ("index.md", "style-guide.md"))
    articles = {
        p.relative_to(newsroom).as_posix(): read_markdown(p.read_text("utf-8"), path=p.relative_to(newsroom).as_posix())
        for p in paths
    }
    result = review(list(articles.values()), options=options)
    found = []
    for name, story in truth["stories"].items():
        versions = {}
        for path, told in story["articles"].items():
            inside = [c for c in told.get("negations_changed", ()) if not c.get("in_quote")]
            versions[path] = Version(
                path, "", told.get("parent"),
                quotes=[(q["before"], q["after"], q.get("kind", "")) for q in told.get("altered_quotes", ())],
                numbers=[(c["before"], c["after"]) for k in NUMBERS for c in told.get(k, ())],
                negations=[(c["before"], c["after"]) for c in inside],
                dropped=set(told.get("dropped", ())) & CREDITS,
                own=bool(told.get("own_work")), unseen=bool(told.get("unseen_parent")),
            )  # fmt: skip
        found.append(Case(f"demo: {name}", versions, {p: articles[p] for p in versions}, result))
    return found


class Tally:
    """Found, missed and too many, by measure, with the cases behind the last two."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.notes: dict[str, list[str]] = defaultdict(list)

    def compare(self, measure: str, where: str, want: Counter[Any], got: Counter[Any]) -> None:
        """Count what two bags of facts have in common and what not."""
        self.counts[measure, "found"] += sum((want & got).values())
        for kind, rest in (("missed", want - got), ("too many", got - want)):
            self.counts[measure, kind] += sum(rest.values())
            self.notes[measure] += [f"{kind}: {where}: {item}" for item in rest.elements()]

    def lines(self) -> list[str]:
        """One line a measure."""
        rows = []
        for measure in dict.fromkeys(name for name, _ in self.counts):
            found, missed, over = (self.counts[measure, k] for k in ("found", "missed", "too many"))
            recall = f"{100 * found / (found + missed):5.1f}" if found + missed else "    -"
            precision = f"{100 * found / (found + over):5.1f}" if found + over else "    -"
            rows.append(f"| {measure:44} | {found + missed:5} | {recall} | {precision} |")
        return rows


def score(case: Case, tally: Tally) -> None:
    """Add what one family shows."""
    stories = [s for s in case.result.stories if any(a in s.articles for a in case.articles.values())]
    cards = {id(card.article): card for card in case.result.cards}
    unseen = {id(a) for s in stories for a in s.unseen_members}
    for key, version in case.versions.items():
        article, where = case.articles[key], f"{case.name} / {key}"
        story = next((s for s in stories if article in s.articles), None)
        parent = story.parent_of(article) if story else None
        others = {id(a): k for k, a in case.articles.items()}
        drifts = [d for d in (story.drifts_of(article) if story else ()) if d.severity != "info"]
        if version.parent and not version.own:
            want = Counter([version.parent])
            tally.compare("parent of a copy", where, want, Counter([others.get(id(parent), "none")]))
        if version.unseen:
            tally.compare(
                "source not in the set", where, Counter(["unseen"]), Counter(["unseen"] * (id(article) in unseen))
            )
        elif id(article) in unseen:
            tally.compare("source not in the set", where, Counter(), Counter(["unseen"]))
        if not version.parent and not version.unseen:
            copied = [r for r in (story.relations if story else ()) if article in (r.a, r.b) and r.kind in DERIVED]
            wrong = [
                r
                for r in copied
                if not any(v.parent == key for k, v in case.versions.items() if case.articles[k] is r.other(article))
            ]
            wrong = [
                r for r in wrong if not _descends(case, r.other(article), key) and not _unseen(case, r.other(article))
            ]
            tally.compare("independent reports called copies", where, Counter(), Counter(["copy"] * bool(wrong)))
        if version.own:
            accused = [f.rule for f in cards[id(article)].findings if f.compared]
            tally.compare("own work accused", where, Counter(), Counter(accused))
            continue
        quotes = [d for d in drifts if d.kind.startswith("quote-")]
        long = [(b, a) for b, a, _ in version.quotes if len(a.split()) >= 3]
        tally.compare(
            "altered quotes, with their counterpart", where, Counter((plain(b), plain(a)) for b, a in long),
            Counter((plain(d.before), plain(d.after)) for d in quotes if len((d.after or "").split()) >= 3),
        )  # fmt: skip
        if not (version.unseen and not version.dropped):  # what copies of a text that is not there lack may be said
            lacks = Counter({d.kind for d in drifts} & CREDITS)
            tally.compare("credits and bylines dropped", where, Counter(version.dropped), lacks)
        changed = [(d.before or "", d.after or "") for d in drifts if d.kind in ("number-changed", "date-changed")]
        tally.compare("numbers and dates changed", where, *_paired(version.numbers, changed))
        denied = [(d.before or "", d.after or "") for d in drifts if d.kind == "negation-changed"]
        tally.compare("negations changed", where, *_paired(version.negations, denied))
        claims = sum(d.kind == "source-dropped" for d in drifts)
        if not case.name.startswith("demo"):  # there, `sources_dropped` are people who are no longer named
            tally.compare("claims that lost their source", where, Counter(claim=version.sources), Counter(claim=claims))
    if case.name.startswith("derby"):
        tally.compare("form letters in one story", case.name, Counter(), Counter(["story"] * len(stories)))


def _descends(case: Case, article: Any, key: str) -> bool:
    name = next((k for k, a in case.articles.items() if a is article), None)
    while name and case.versions[name].parent:
        name = case.versions[name].parent
        if name == key:
            return True
    return False


def _unseen(case: Case, article: Any) -> bool:
    return any(v.unseen for k, v in case.versions.items() if case.articles[k] is article)


def _paired(want: list[tuple[str, str]], got: list[tuple[str, str]]) -> tuple[Counter[Any], Counter[Any]]:
    """Changes as bags in which a change that was found bears the name of the planted one."""
    left = list(want)
    named: list[Any] = []
    for before, after in got:
        match = next((w for w in left if _same(w[0], before) and _same(w[1], after)), None)
        if match is not None:
            left.remove(match)
        named.append(match or (before, after))
    return Counter(want), Counter(named)


def _same(planted: str, found: str) -> bool:
    return plain(planted) in plain(found) or plain(found) in plain(planted)


def main() -> None:
    """Print the table, and with --verbose what was missed and what was too many."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--verbose", action="store_true", help="list what was missed and what was too many")
    verbose = parser.parse_args().verbose
    tally = Tally()
    for case in cases():
        score(case, tally)
    print(f"| {'measure':44} | cases | recall | precision |\n| --- | --- | --- | --- |")
    print("\n".join(tally.lines()))
    if verbose:
        for measure, notes in tally.notes.items():
            print(f"\n{measure}\n  " + "\n  ".join(notes))


if __name__ == "__main__":
    main()
