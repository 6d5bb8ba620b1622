"""What one text alone shows; and many texts one by one: out of the cache, in this process, or in several."""

from __future__ import annotations

import logging
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from types import ModuleType
from typing import Final, NamedTuple, Protocol, TypeVar

from mkdocs_credibility import kept, stories
from mkdocs_credibility import language as languages
from mkdocs_credibility.article import Article
from mkdocs_credibility.cache import digest
from mkdocs_credibility.options import Options
from mkdocs_credibility.phrase import Wording
from mkdocs_credibility.scorecard import DIMENSIONS, Scorecard

log = logging.getLogger("mkdocs.plugins.credibility")
T = TypeVar("T")


@cache
def signals() -> tuple[ModuleType, ...]:
    """The signals, in the order in which they may read what the one before has filled.

    Imported at the first article: they are most of the package, and a build may have none to examine.
    """
    from mkdocs_credibility.signals import (
        attribution,
        boilerplate,
        brought,
        byline,
        own_rules,
        readability,
        translation,
    )

    return byline, attribution, boilerplate, translation, readability, brought, own_rules


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

TOGETHER: Final = 16
"""Articles that go through each step together, the making of sentences or a signal: what a step knows stays near the
processor from one to the next, which saves a tenth of the time.  More save little more, and hold more words at once."""

STEP: Final = 100
"""Articles between two reports of progress, and most that a process is handed at a time."""

WORTH: Final = 400
"""Articles to be examined from which further processes pay: each begins by loading all that languages know, which
takes as long as some 150 articles."""

MOST: Final = 8
"""Processes beyond which handing over and taking back takes what is gained."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, how many there are."""


class Store(Protocol):
    """What results are kept in: bytes by key.  A key that is not there, or no longer, gives None."""

    def get(self, key: bytes) -> bytes | None:
        """The bytes kept under a key."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep bytes under a key."""


class Kept(NamedTuple):
    """An examined article as bytes: its card, and what leads from it to others."""

    card: bytes
    leads: bytes


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
    return examine_all([article], options or Options())[0]


def examine_all(articles: Sequence[Article], options: Options) -> list[Scorecard]:
    """What each of a few texts alone shows: all go through one step before any goes through the next."""
    cards = [Scorecard(article, options) for article in articles]
    reasons = [no_article(article) for article in articles]
    for view in ("sentences", "language"):
        for article, reason in zip(articles, reasons, strict=True):
            if reason is None:
                getattr(article, view)  # made here, for every signal asks for it
    with languages.with_agencies(tuple((a.name, a.aliases) for a in options.agencies)):
        whole = [card for card, reason in zip(cards, reasons, strict=True) if reason is None]
        for signal in signals() if whole else ():
            for card in whole:
                signal.examine(card)
        for card, reason in zip(cards, reasons, strict=True):
            if reason is None:
                continue
            from mkdocs_credibility.signals import byline

            byline.read_facts(card)  # who a page is from is a fact of a page that is no article, too
            for dimension in DIMENSIONS:
                card.abstain(dimension, reason)
    return cards


def processes(jobs: int | None, count: int) -> int:
    """How many processes examine so many articles: `jobs`, or for 0 as many as pay."""
    if jobs != 0:
        return max(1, min(jobs or 1, count))
    if count < WORTH:
        return 1
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, MOST)


def cards(
    articles: Sequence[Article],
    options: Options,
    memory: stories.Memory,
    *,
    every: int,
    store: Store | None = None,
    jobs: int | None = None,
    progress: Progress,
) -> list[Scorecard]:
    """A card for each article, in their order, and in the memory what leads from it to others.

    What the store knows of an unchanged article is not worked out again.  Of the articles, words and sentences are
    forgotten on the way: those of all at once would be most of the memory.  `every` is the sample that the number of
    articles asks for which are to be compared.
    """
    found: list[Scorecard | None] = [None] * len(articles)
    keys = [_keys(article, options, every) for article in articles] if store is not None else []

    def restore(n: int, data: Kept | None) -> bool:
        card = kept.card_of(data.card, articles[n], options) if data is not None else None
        leads = stories.leads_of(data.leads, articles[n]) if data is not None else None
        if card is None or leads is None:
            return False
        memory.keep_fingerprint(card, every, leads)
        found[n] = card
        return True

    def here(those: Sequence[int]) -> Iterator[tuple[int, Kept | None]]:
        cards = examine_all([articles[n] for n in those], options)
        for card in cards:
            memory.keep_fingerprint(card, every, stories.leads(card, every))
        for n, card in zip(those, cards, strict=True):
            found[n] = card
            articles[n].forget()
            yield n, _kept(card, memory, every) if store is not None else None

    left = [n for n in range(len(articles)) if store is None or not restore(n, _stored(store, keys[n]))]
    several = processes(jobs, len(left))
    if several > 1:
        made = _in_several(articles, left, options, every, several)
    else:
        made = chain.from_iterable(map(here, _parts(left, TOGETHER)))
    for count, (n, data) in enumerate(made, len(articles) - len(left) + 1):
        if found[n] is None and not restore(n, data):
            ((_, data),) = here([n])  # noqa: PLW2901  # what another process left undone
        if store is not None and data is not None:
            for key, value in zip(keys[n], data, strict=True):
                store.put(key, value)
        if count % STEP == 0:
            progress("assess", count, len(articles))
    progress("assess", len(articles), len(articles))
    return [card for card in found if card is not None]


def _parts(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[at : at + size] for at in range(0, len(items), size)]


def _keys(article: Article, options: Options, every: int) -> tuple[bytes, bytes]:
    key = kept.article_key(article, options)
    return key, digest(key, f"leads {every} {sys.byteorder}")


def _stored(store: Store, keys: tuple[bytes, bytes]) -> Kept | None:
    card = store.get(keys[0])
    leads = store.get(keys[1]) if card is not None else None
    return None if card is None or leads is None else Kept(card, leads)


def _kept(card: Scorecard, memory: stories.Memory, every: int) -> Kept | None:
    data = kept.card_bytes(card)
    return None if data is None else Kept(data, stories.leads_bytes(memory.fingerprint(card, every)))


def _in_several(
    articles: Sequence[Article], left: Sequence[int], options: Options, every: int, several: int
) -> Iterator[tuple[int, Kept | None]]:
    """The articles examined in several processes, in order; None for what this process has to do itself."""
    from concurrent.futures.process import BrokenProcessPool

    from mkdocs_credibility.processes import Pool

    parts = _parts(left, max(1, min(STEP, -(-len(left) // (4 * several)))))
    pool = Pool(several)
    broken = False
    try:
        waiting = deque([pool.submit(work, [articles[n] for n in part], options, every) for part in parts])
        for part in parts:
            future = waiting.popleft()  # let go of what was taken: all results at once weigh more than the cards
            data: Sequence[Kept | None] = [None] * len(part)
            if not broken:
                try:
                    data = [*pool.result(future)]
                except (BrokenProcessPool, OSError) as error:
                    broken = True
                    log.warning("a process that assessed articles ended early (%s): going on in this one alone", error)
            yield from zip(part, data, strict=True)
    finally:
        pool.shutdown(wait=not broken, cancel_futures=True)


def work(articles: Sequence[Article], options: Options, every: int) -> list[Kept | None]:
    """In a process of its own: a few articles examined, as bytes."""
    memory = stories.Memory()
    found = []
    for part in _parts(articles, TOGETHER):
        cards = examine_all(part, options)
        for card in cards:
            memory.keep_fingerprint(card, every, stories.leads(card, every))
        for card in cards:
            found.append(_kept(card, memory, every))
            card.article.forget()
    return found
