"""Many articles in, scorecards and stories out: `review()` is the one way through, for plugin and command line."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_credibility import examining, rubric, stories
from mkdocs_credibility.article import Article
from mkdocs_credibility.examining import Progress, Store, no_article
from mkdocs_credibility.options import Options, page_options
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.silence import silence, unused_options
from mkdocs_credibility.story import Relation, Story

if TYPE_CHECKING:
    from mkdocs_credibility.signals.boilerplate.lines import Line

ExamineAll = Callable[[list[Article]], list[Scorecard]]


@dataclass
class Review:
    """The result of `review()`.

    `cards` stand in the order of the articles, `references` in that of the reference articles (read for comparison,
    not published); `stories` are those that two or more of them tell.  `problems` are what could not be understood in
    front matter and guards: (article key, what is wrong); `unused` are ignores and guards that silence nothing:
    (article key, or "" for the options, which one).
    """

    cards: list[Scorecard]
    stories: list[Story]
    references: list[Scorecard] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    unused: list[tuple[str, str]] = field(default_factory=list)


def assess(article: Article, *, options: Options | None = None) -> Scorecard:
    """One `article`'s scorecard, from its text alone, under a site's `options` if given.  Never raises for a text."""
    return review([article], options=options).cards[0]


def relate(a: Article, b: Article) -> Relation:
    """How two articles, `a` and `b`, relate: kind, similarity (0-1), likely source or None, reasons in words."""
    return stories.relate(Scorecard(a, Options()), Scorecard(b, Options()), _catch_up)


def _catch_up(card: Scorecard, wording: bool) -> None:
    """Find who a text credits, or how its wording suffered: most pairs are told apart before that is asked for."""
    from mkdocs_credibility.signals import byline, translation

    if no_article(card.article) is None:
        (translation if wording else byline).examine(card)
    elif not wording:
        byline.read_facts(card)


def compare(articles: Sequence[Article]) -> list[Story]:
    """The stories that two or more of the `articles` tell, with relations and changes; none for unrelated ones."""
    return review(articles).stories


def review(
    articles: Sequence[Article],
    references: Sequence[Article] = (),
    *,
    options: Options | None = None,
    cache: Store | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    session: Session | None = None,
) -> Review:
    """Read-through of a whole site: every article assessed, compared with the others and the references, and scored.

    `articles` are judged under the site's `options` and have a card each in the result; `references` are those of other
    sites or archives: read for comparison, not part of `cards`.  `cache` is asked first for what an unchanged article
    showed, and is given what is new; the result is the same without it.  `jobs` is the number of processes: None or 1
    for this one alone, 0 for as many as pay.  `progress` is called now and then with what is being done ("assess",
    "compare"), how many of it are done and how many there are.  A `session` remembers what the same articles showed in
    the call before.
    """
    options, progress = options or Options(), progress or _silent
    session = session or Session(lasting=False)
    count = len(articles) + len(references)
    every = stories.sample(count) if count else 1  # of a site without articles nothing is looked at or imported

    def examine_all(new: list[Article]) -> list[Scorecard]:
        return examining.cards(new, options, session.memory, every=every, store=cache, jobs=jobs, progress=progress)

    with _no_collections():
        return _review(articles, references, options, session, examine_all, progress)


def review_examined(
    cards: Sequence[Scorecard], options: Options | None = None, neighbours: stories.Neighbours | None = None
) -> Review:
    """The rest of a review, for a few articles of many that were examined elsewhere: compared, and scored.

    `neighbours` is what the search among all of them found of these.  What repeats all over a site is not looked for:
    these are none.  The cards stay as they are; those of the result are others.
    """
    known = {id(card.article): card for card in cards}
    articles = [card.article for card in cards]

    def examined(new: list[Article]) -> list[Scorecard]:
        return [known[id(article)] for article in new]

    with _no_collections():
        return _review(
            articles,
            (),
            options or Options(),
            Session(lasting=False),
            examined,
            _silent,
            neighbours or stories.Neighbours((), ()),
        )


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


class Session:
    """What rounds of reviews over mostly the same articles remember, for a program that runs on: `mkdocs serve`.

    An article is known by its identity: whoever reviews one again hands in the very same object.
    """

    def __init__(self, *, lasting: bool = True) -> None:
        """`lasting`: there will be another round; without one, what only that would ask for is not kept."""
        self.lasting = lasting
        self._options: str | None = None
        self._forget()

    def _forget(self) -> None:
        self.memory = stories.Memory()
        self._examined: dict[int, Scorecard] = {}
        self._lines: dict[int, tuple[Article, list[Line]]] = {}
        self._told: dict[int, tuple[Scorecard, Scorecard]] = {}
        self._scored: dict[int, tuple[Scorecard, stories.Feedback | None, Scored]] = {}

    def begin(self, options: Options) -> None:
        """Begin a round: what other options made of an article says nothing now."""
        if self._options != repr(options):
            self._forget()
            self._options = repr(options)

    def examined(self, articles: Sequence[Article], examine_all: ExamineAll) -> list[Scorecard]:
        """A card for each article: those of the round before, and of new articles what `examine_all` makes."""
        known = {id(a): card for a in articles if (card := self._examined.get(id(a))) is not None and card.article is a}
        new = [article for article in articles if id(article) not in known]
        known |= {id(card.article): card for card in examine_all(new)}
        self._examined = known
        self._lines = {key: value for key, value in self._lines.items() if key in known}
        here = {id(card) for card in known.values()}
        self._told = {key: cards for key, cards in self._told.items() if key in here}
        there = {id(told) for _, told in self._told.values()} | here
        self._scored = {key: scored for key, scored in self._scored.items() if key in there}
        return [known[id(article)] for article in articles]

    def lines(self, article: Article) -> list[Line]:
        """The article's lines, for a look at those of the whole site."""
        from mkdocs_credibility.signals.boilerplate.lines import lines_of

        if not self.lasting:
            return lines_of(article)
        if id(article) not in self._lines:
            self._lines[id(article)] = article, lines_of(article)
        return self._lines[id(article)][1]

    def told(self, card: Scorecard, copy: Scorecard) -> Scorecard:
        """The card that stories are told by: as it was examined, or the copy when the site added findings to it; the
        very same object as in the round before if it says the same."""
        if len(copy.findings) == len(card.findings):
            return card
        before = self._told.get(id(card))
        if before is None or before[0] is not card or before[1].findings != copy.findings:
            self._told[id(card)] = card, _copy(copy)
        return self._told[id(card)][1]

    def scored(self, told: Scorecard, feedback: stories.Feedback | None, score: Callable[[], Scored]) -> Scored:
        """What becomes of a card that stories are told by, when they show this about it: the very same as in the round
        before if both are."""
        before = self._scored.get(id(told))
        if before is not None and before[0] is told and before[1] is feedback:
            return before[2]
        found = score()
        if self.lasting:
            self._scored[id(told)] = told, feedback, found
        return found


class Scored(NamedTuple):
    """A card with its scores, what is wrong with its page's ignores and guards, and which of them silence nothing."""

    card: Scorecard
    problems: list[tuple[str, str]]
    unused: list[tuple[str, str]]


def _score(card: Scorecard, feedback: stories.Feedback | None, options: Options) -> Scored:
    if feedback is not None:
        _take(card, feedback)
    page = page_options(card.article.metadata)
    wrong, idle = silence(card, options, page)
    rubric.score(card)
    return Scored(card, [*((card.article.key, problem) for problem in page.problems), *wrong], idle)


def _copy(card: Scorecard) -> Scorecard:
    """A card whose findings can be added to and silenced without the other's noticing."""
    new = copy(card)
    new.findings = list(card.findings)
    return new


def _review(
    articles: Sequence[Article],
    references: Sequence[Article],
    options: Options,
    session: Session,
    examine_all: ExamineAll,
    progress: Progress,
    neighbours: stories.Neighbours | None = None,
) -> Review:
    session.begin(options)
    everyone = [*articles, *references]
    examined = session.examined(everyone, examine_all)
    final = [_copy(card) for card in examined]
    cards, others = final[: len(articles)], final[len(articles) :]
    if cards and neighbours is None:
        from mkdocs_credibility.signals import boilerplate

        boilerplate.examine_site(cards, session.lines)
    told = [session.told(card, new) for card, new in zip(examined, final, strict=True)]
    progress("compare", 0, len(everyone))
    compared = told[: len(articles)], told[len(articles) :]
    found = stories.find(*compared, session.memory, neighbours) if len(everyone) > 1 else []
    progress("compare", len(everyone), len(everyone))
    by_key = {card.article.key: card for card in (*others, *cards)}
    feedback: dict[int, stories.Feedback] = {}
    told_by_key = {card.article.key: card for card in (*told[len(articles) :], *told[: len(articles)])}
    for story in found:
        for key, shown in session.memory.feedback(story, partial(stories.feedback, story, told_by_key)).items():
            feedback[id(by_key[key])] = shown
    scored = []
    for card, known in zip(final, told, strict=True):
        shown_of = feedback.get(id(card))
        scored.append(session.scored(known, shown_of, partial(_score, card, shown_of, options)))
    every_card = [s.card for s in scored]
    unused = [note for s in scored for note in s.unused] + unused_options(options, every_card)
    problems = [problem for s in scored for problem in s.problems]
    return Review(every_card[: len(articles)], found, every_card[len(articles) :], problems, unused)


def _take(card: Scorecard, feedback: stories.Feedback) -> None:
    """Put what a comparison showed in the card: replaced findings keep their place, new ones come last."""
    replaced = {id(old): new for old, new in feedback.replaced}
    card.findings = [replaced.get(id(finding), finding) for finding in card.findings] + feedback.added
