"""Many articles in, scorecards and stories out: `review()` is the one way through, for plugin and command line."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Final, Protocol

from mkdocs_credibility import language as languages
from mkdocs_credibility import rubric, stories
from mkdocs_credibility.article import Article
from mkdocs_credibility.options import Options, page_options
from mkdocs_credibility.phrase import Wording
from mkdocs_credibility.scorecard import DIMENSIONS, Scorecard
from mkdocs_credibility.silence import silence, unused_options
from mkdocs_credibility.story import Relation, Story


@cache
def signals() -> tuple[ModuleType, ...]:
    """The signals, in the order in which they may read what the one before has filled.

    Imported at the first article: they are most of the package, and a build may have none to examine.
    """
    from mkdocs_credibility.signals import attribution, boilerplate, byline, own_rules, readability, translation

    return byline, attribution, boilerplate, translation, readability, own_rules


MIN_WORDS: Final = 50
"""Words of running text under which nothing is assessed: a notice that short has no room for sources or a story."""

_TOO_SHORT: Final = Wording(
    "abstain.too-short",
    "too short: {n} words of running text, fewer than {least}",
    one="too short: {n} word of running text, fewer than {least}",
)
_A_LIST: Final = Wording("abstain.list", "not an article: mostly lists, headings or tables")

LIST_SHARE: Final = 0.6
"""Share of words in list items, headings and table cells from which a page is a list, not an article."""

STEP: Final = 100
"""Articles between two reports of progress."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, how many there are."""


class Store(Protocol):
    """What `review` keeps results in: bytes by key.  A key that is not there, or no longer, gives None."""

    def get(self, key: bytes) -> bytes | None:
        """The bytes kept under a key."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep bytes under a key."""


@dataclass
class Review:
    """The result of `review()`.

    `cards` stand in the order of the articles, `references` in that of the reference articles (read for comparison,
    not published).  `problems` are what could not be understood in front matter and guards: (article key, what is
    wrong); `unused` are ignores and guards that silence nothing: (article key, or "" for the options, which one).
    """

    cards: list[Scorecard]
    stories: list[Story]
    references: list[Scorecard] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    unused: list[tuple[str, str]] = field(default_factory=list)


def no_article(article: Article) -> str | None:
    """Why a page is not assessed at all, or None when it reads like an article."""
    words = article.word_count
    if words < MIN_WORDS:
        return _TOO_SHORT(n=words, least=MIN_WORDS)
    prose = [b for b in article.blocks if b.kind in ("paragraph", "quote")]
    listed = sum(
        b.prose_end - b.prose_start for b in article.blocks if b.kind in ("list-item", "heading", "table-cell")
    )
    running = sum(b.prose_end - b.prose_start for b in prose)
    if listed > LIST_SHARE * (listed + running):
        return _A_LIST()
    return None


def examine(article: Article, options: Options | None = None) -> Scorecard:
    """What one text alone shows: facts and findings, not yet scored."""
    card = Scorecard(article, options or Options())
    reason = no_article(article)
    with languages.with_agencies(tuple((a.name, a.aliases) for a in card.options.agencies)):
        if reason is None:
            for signal in signals():
                signal.examine(card)
        else:
            from mkdocs_credibility.signals import byline

            byline.read_facts(card)  # who a page is from is a fact of a page that is no article, too
            for dimension in DIMENSIONS:
                card.abstain(dimension, reason)
    return card


def assess(article: Article, *, options: Options | None = None) -> Scorecard:
    """One article's scorecard, from its text alone."""
    return review([article], options=options).cards[0]


def relate(a: Article, b: Article) -> Relation:
    """How two articles relate: kind, similarity (0-1), likely source or None, and the reasons in words."""
    return stories.relate(Scorecard(a, Options()), Scorecard(b, Options()), _catch_up)


def _catch_up(card: Scorecard, wording: bool) -> None:
    """Find who a text credits, or how its wording suffered: most pairs are told apart before that is asked for."""
    from mkdocs_credibility.signals import byline, translation

    if no_article(card.article) is None:
        (translation if wording else byline).examine(card)
    elif not wording:
        byline.read_facts(card)


def compare(articles: Sequence[Article]) -> list[Story]:
    """The stories that two or more of the articles tell."""
    return review(articles).stories


def review(
    articles: Sequence[Article],
    references: Sequence[Article] = (),
    *,
    options: Options | None = None,
    cache: Store | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Review:
    """Read-through of a whole site: every article assessed, compared with the others and the references, and scored.

    `references` are articles of other sites or archives: read for comparison, not part of `cards`.  `cache` is asked
    first for what an unchanged article showed, and is given what is new; the result is the same without it.  `jobs` is
    the number of processes: None or 1 for this one alone, 0 for as many as pay.  `progress` is called now and then with
    what is being done ("assess", "compare"), how many of it are done and how many there are.
    """
    with _no_collections():
        return _review(articles, references, options or Options(), progress or _silent)


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass


@contextmanager
def _no_collections() -> Iterator[None]:
    """Hold back the cycle collector: a review makes millions of small objects that live to its end, and looking each of
    them over again and again takes about a quarter of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _review(articles: Sequence[Article], references: Sequence[Article], options: Options, progress: Progress) -> Review:
    cards: list[Scorecard] = []
    others: list[Scorecard] = []
    total = len(articles) + len(references)
    for n, article in enumerate((*articles, *references)):
        (cards if n < len(articles) else others).append(examine(article, options))
        if (n + 1) % STEP == 0 or n + 1 == total:
            progress("assess", n + 1, total)
    if cards:
        from mkdocs_credibility.signals import boilerplate

        boilerplate.examine_site(cards)
    found = stories.find(cards, others) if len(cards) + len(others) > 1 else []
    by_key = {card.article.key: card for card in (*others, *cards)}
    for story in found:
        for key, feedback in stories.feedback(story, by_key).items():
            _take(by_key[key], feedback)
    problems: list[tuple[str, str]] = []
    unused: list[tuple[str, str]] = []
    for card in (*cards, *others):
        page = page_options(card.article.metadata)
        wrong, idle = silence(card, options, page)
        problems += [*((card.article.key, problem) for problem in page.problems), *wrong]
        unused += idle
        rubric.score(card)
    unused += unused_options(options, (*cards, *others))
    return Review(cards, found, others, problems, unused)


def _take(card: Scorecard, feedback: stories.Feedback) -> None:
    """Put what a comparison showed in the card: replaced findings keep their place, new ones come last."""
    replaced = {id(old): new for old, new in feedback.replaced}
    card.findings = [replaced.get(id(finding), finding) for finding in card.findings] + feedback.added
