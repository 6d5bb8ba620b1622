"""Scorecards, stories and rules as text for a terminal.

What comes out of an article cannot speak to the terminal: control characters are shown as pictures, never sent.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, get_args

from mkdocs_credibility.article import Article
from mkdocs_credibility.reports import diff
from mkdocs_credibility.reports.places import FileOf, as_is, place_of
from mkdocs_credibility.reports.story_views import StoryViews, family, letters, related, title_of
from mkdocs_credibility.reports.texts import Texts, texts
from mkdocs_credibility.reports.views import CardViews
from mkdocs_credibility.rules import Rule, Severity
from mkdocs_credibility.scorecard import Finding, Scorecard
from mkdocs_credibility.span import Span
from mkdocs_credibility.story import Story

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_COLOURS: Final = {
    "clear": "32", "minor": "33", "notable": "33;1", "serious": "31", "not-assessed": "2",
    "high": "31", "medium": "33", "low": "36", "info": "2", "bold": "1", "dim": "2", "del": "31;9", "ins": "32;4",
}  # fmt: skip
INDENT: Final = "  "


def safe(text: str) -> str:
    """Text on one line with everything that could move the cursor, turn the line or ring the bell made visible."""
    return _UNSAFE.sub(_picture, text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < 0x20 else "\N{REPLACEMENT CHARACTER}"


def columns(text: str) -> int:
    """Cells of a terminal that a text takes."""
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) == "Cf"
        else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def place(article: Article, span: Span) -> str:
    """Line and column of a span, both from 1, as an editor takes them; the line alone where no column is known."""
    at = place_of(article, span)
    return str(at.line) if at.column is None else f"{at.line}:{at.column}"


class Terminal:
    """`colour` says whether escape codes may be used, `width` how many cells a line has, `file_of` what the file of an
    article is called."""

    def __init__(
        self, *, colour: bool = False, width: int = 100, locale: str = "en", file_of: FileOf = as_is
    ) -> None:  # fmt: skip
        self.colour = colour
        self.file_of = file_of
        self.width = max(width, 40)
        self.t: Texts = texts(locale)
        self.views = CardViews(self.t)

    def style(self, text: str, name: str) -> str:
        """Text in a colour of its meaning; as it is when there are no colours."""
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if self.colour and text else text

    def wrapped(self, text: str, indent: str, first: str | None = None) -> list[str]:
        """Lines of a text that may be longer than the terminal is wide."""
        return textwrap.wrap(
            safe(text), self.width, initial_indent=indent if first is None else first, subsequent_indent=indent
        )

    # check ------------------------------------------------------------------------------------------------------

    def card(self, card: Scorecard, known: AbstractSet[int] = frozenset(), *, everything: bool = False) -> str:
        """One file: its score, then its findings by place.

        Findings whose `id()` is in `known` (a baseline's) and silenced ones are counted, and shown with `everything`.
        """
        name = self.style(safe(self.file_of(card.article.key)), "bold")
        if card.score is None:
            reason = self.t.plain("terminal.not_assessed", reason=safe(self.views.reason(card) or ""))
            return f"{name}  {self.style(reason, 'dim')}\n"
        word = self.t.plain(f"band_short.{card.band}")
        total = self.t.plain("terminal.score", score=self.views.score(card.score), word=word)
        parts = [
            f"{self.t.plain(f'dimension_inline.{d}')} {'–' if r.score is None else self.views.score(r.score)}"
            for d, r in card.dimensions.items()
        ]
        lines = [f"{name}  {self.style(total, card.band)}  {self.style(' · '.join(parts), 'dim')}"]
        for dimension, result in card.dimensions.items():
            if result.score is None:
                reason = self.t.plain("terminal.not_assessed", reason=safe(self.t.say(result.reason or "")))
                lines.append(INDENT + self.style(f"{self.t.plain(f'dimension_inline.{dimension}')} –  {reason}", "dim"))
        told: set[str] = set()
        old = [finding for finding in card.findings if id(finding) in known]
        for finding in sorted(card.findings, key=_position):
            if id(finding) not in known or everything:
                note = self.t.plain("terminal.known_mark") if id(finding) in known else ""
                lines += self._finding(card.article, finding, told, note)
        for silenced in card.silenced if everything else ():
            note = self.t.plain("terminal.silenced_mark", reason=safe(silenced.reason))
            lines += self._finding(card.article, silenced.finding, told, note)
        if card.silenced and not everything:
            lines.append(INDENT + self.style(self.t.plain("terminal.silenced", n=len(card.silenced)), "dim"))
        if old and not everything:
            lines.append(INDENT + self.style(self.t.plain("terminal.known", n=len(old)), "dim"))
        return "\n".join(lines) + "\n"

    def _finding(self, article: Article, finding: Finding, told: set[str], note: str = "") -> Iterable[str]:
        span = finding.spans[0] if finding.spans else None
        where = place(article, span) if span else "1"
        severity = self.style(self.t.plain(f"severity.{finding.severity}"), finding.severity)
        yield f"{INDENT}{where}  {severity}  {self.style(safe(finding.rule), 'bold')}{'  ' * bool(note)}{note}"
        indent = INDENT * 3
        yield from self.wrapped(self.t.say(finding.message), indent)
        for each in finding.spans:
            yield from self.excerpt(article, each, indent)
        if finding.reference and finding.reference_span:
            other = f"{safe(self.file_of(finding.reference.key))}:{place(finding.reference, finding.reference_span)}"
            yield indent + self.style(self.t.plain("terminal.compared", place=other), "dim")
            yield from self.excerpt(finding.reference, finding.reference_span, indent)
        if finding.fix and finding.rule not in told:
            told.add(finding.rule)
            fix = self.t.plain("terminal.fix", fix=self.t.rule(finding.rule, "fix") or finding.fix)
            yield from (self.style(line, "dim") for line in self.wrapped(fix, indent))

    def excerpt(self, article: Article, span: Span, indent: str) -> Iterable[str]:
        """The line a span stands on, cut to the terminal, with the span underlined."""
        text = article.text
        start, end = span.start, max(span.end, span.start + 1)
        left = max(text.rfind("\n", 0, start) + 1, start - self.width)
        stop = text.find("\n", start)
        right = min(len(text) if stop < 0 else stop, start + 4 * self.width)
        room = self.width - len(indent)
        before, marked = safe(text[left:start]).lstrip(), safe(text[start : min(end, right)])
        after = safe(text[min(end, right) : right])
        spare = max(room - columns(marked), 0)
        before = _tail(before, spare // 3)
        marked = _head(marked, room - columns(before))
        after = "" if marked.endswith("…") else _head(after, room - columns(before) - columns(marked))
        yield f"{indent}{before}{marked}{after}".rstrip()
        yield f"{indent}{' ' * columns(before)}{self.style('^' * max(columns(marked), 1), 'notable')}"

    def summary(
        self, cards: Sequence[Scorecard], stories: Sequence[Story], known: AbstractSet[int] = frozenset()
    ) -> str:
        """A line at the end: what was read and found; findings in `known` are counted apart."""
        t = self.t
        old = sum(id(f) in known for c in cards for f in c.findings)
        line = t.plain(
            "terminal.summary",
            n=len(cards),
            assessed=sum(c.score is not None for c in cards),
            findings=t.plain("terminal.findings", n=sum(len(c.findings) for c in cards) - old),
            stories=t.plain("terminal.stories", n=len(stories)),
        )
        return f"{line}; {t.plain('terminal.known', n=old)}\n" if old else f"{line}\n"

    def held_back(self, lines: Sequence[str], pages: int) -> str:
        """What the gates do not let pass: how many pages, and a line each."""
        head = self.style(self.t.plain("terminal.held_back", n=pages), "serious")
        told = (row for line in lines for row in self.wrapped(line, INDENT * 3, INDENT))
        return "\n".join([head, *told]) + "\n"

    # compare ----------------------------------------------------------------------------------------------------

    def story(self, story: Story, cards: Sequence[Scorecard]) -> str:
        """One story: the family of its versions, how they relate and why, and what each changed."""
        t, by_article = self.t, {id(c.article): c for c in cards}
        tree = family(story)
        letter = {id(article): letters(i) for i, (article, _) in enumerate(tree)}
        named = [(article, letter[id(article)]) for article, _ in tree]
        head = t.plain("terminal.story", n=len(story.articles), title=safe(title_of(story)))
        lines = [self.style(head, "bold")]
        views = StoryViews(self.views)
        for article, depth in tree:
            card = by_article.get(id(article))
            score = self.views.score(card.score) if card and card.score is not None else "–"
            indent = INDENT * (depth + 1)
            lines.append(f"{indent}{letter[id(article)]}  {safe(self.file_of(article.key))}  {score}")
            relation = str(views.relation_line(article, story, named).striptags())
            parent = story.parent_of(article)
            root = parent is None and any(story.parent_of(a) is article for a in story.articles)
            found = None if root else next(iter(related(article, story)), None)
            lines.append(f"{indent}   {relation}")
            for reason in found.reasons if found else ():
                lines += (self.style(x, "dim") for x in self.wrapped(t.say(reason), f"{indent}     ", f"{indent}   - "))
        if story.unseen_source:
            names = t.several([letter[id(a)] for a in story.unseen_members if id(a) in letter])
            lines += self.wrapped(t.plain("terminal.unseen", names=names), INDENT)
        for article, _ in tree:
            lines += self._changes(story, article, letter)
        return "\n".join(lines) + "\n"

    def _changes(self, story: Story, article: Article, letter: dict[int, str]) -> Iterable[str]:
        drifts = story.drifts_of(article)
        if not drifts:
            return
        source = letter.get(id(drifts[0].source), "?")
        yield ""
        yield INDENT + self.style(self.t.plain("terminal.changes", name=letter[id(article)], source=source), "bold")
        for drift in (d for d in drifts if d.severity != "info"):
            who = " " + self.t.plain("terminal.said_by", name=safe(drift.speaker)) if drift.speaker else ""
            label = self.style(self.t.plain(f"drift.{drift.kind}"), drift.severity)
            at = place(article, drift.after_span) + "  " if drift.after_span else ""
            yield f"{INDENT * 2}{at}{label}{who}"
            if drift.before or drift.after:
                yield from self._diff(drift.before or "", drift.after or "", INDENT * 3)
        light = [self.t.plain(f"drift.{d.kind}") for d in drifts if d.severity == "info"]
        if light:
            counted = [f"{kind} ({light.count(kind)})" for kind in dict.fromkeys(light)]
            yield from self.wrapped(self.t.plain("terminal.more_minor", list="; ".join(counted)), INDENT * 2)

    def _diff(self, before: str, after: str, indent: str) -> list[str]:
        """A word diff on as many lines as it takes: `[-out-]{+in+}` where there are no colours."""
        marks = {"del": ("[-", "-]"), "ins": ("{+", "+}"), "same": ("", "")}
        lines: list[str] = []
        row, used = "", 0
        for piece in diff.words(safe(before), safe(after)):
            left, right = ("", "") if self.colour else marks[piece.op]
            for i, word in enumerate(words := re.findall(r"\s*\S+|\s+$", piece.text)):
                text = (left if i == 0 else "") + word + (right if i == len(words) - 1 else "")
                if used and used + columns(text) > self.width - len(indent):
                    lines, row, used, text = [*lines, indent + row], "", 0, text.lstrip()
                row += self.style(text, piece.op) if piece.op != "same" else text
                used += columns(text)
        return [*lines, indent + row] if row else lines

    # rules ------------------------------------------------------------------------------------------------------

    def rules(self, every: Iterable[Rule]) -> str:
        """All rules, a line each, by dimension."""
        width = max(len(self.t.plain(f"severity.{name}")) for name in get_args(Severity)) + 1
        lines: list[str] = []
        dimension = None
        for rule in every:
            if rule.dimension != dimension:
                dimension = rule.dimension
                lines += [*([""] if lines else []), self.style(self.t.plain(f"dimension.{dimension}"), "bold")]
            severity = self.style(self.t.plain(f"severity.{rule.severity}").ljust(width), rule.severity)
            lines.append(f"{INDENT}{rule.id:<44} {severity} {safe(self.title(rule))}")
        return "\n".join(lines) + "\n"

    def title(self, rule: Rule) -> str:
        """A rule's title in the report's language, else its own."""
        return self.t.rule(rule.id, "title") or rule.title

    def rule(self, rule: Rule) -> str:
        """Everything about one rule."""
        t = self.t
        weight = t.plain(
            "terminal.rule_weight",
            severity=t.plain(f"severity.{rule.severity}"),
            owner=t.plain(f"owner_name.{rule.owner}"),
        )
        rows = [
            ("counts", f"{weight}; {t.plain('terminal.rule_compared')}" if rule.compared else weight),
            ("says", t.rule(rule.id, "message") or rule.message),
            ("why", t.rule(rule.id, "why") or rule.rationale),
            ("from", rule.source),
            ("fix", t.rule(rule.id, "fix") or rule.fix),
        ]
        if rule.aliases:
            rows.append(("aliases", ", ".join(rule.aliases)))
        lines = [self.style(rule.id, "bold"), INDENT + safe(self.title(rule)), ""]
        wide = max(len(t.plain(f"terminal.rule_{name}")) for name in (*dict(rows), "example", "silence")) + 2

        def labelled(name: str) -> str:
            return INDENT + t.plain(f"terminal.rule_{name}").ljust(wide)

        for name, text in rows:
            label = labelled(name)
            lines += self.wrapped(text, " " * len(label), label)
        if rule.example:
            label = labelled("example")
            lines += self.wrapped(rule.example[0], " " * len(label) + "  ", f"{label}{self.style('-', 'del')} ")
            lines += self.wrapped(
                rule.example[1], " " * len(label) + "  ", f"{' ' * len(label)}{self.style('+', 'ins')} "
            )
        label = labelled("silence")
        gap = " " * len(label)
        lines += [f"{label}credibility:", f"{gap}  ignore:", f"{gap}    {rule.id}: …"]
        return "\n".join(lines) + "\n"


def _position(finding: Finding) -> tuple[int, str]:
    return (finding.spans[0].start if finding.spans else -1, finding.rule)


def _head(text: str, room: int) -> str:
    """As much of a text's beginning as fits, with an ellipsis where it was cut."""
    if columns(text) <= room:
        return text
    if room < 1:
        return ""
    while text and columns(text) >= room:
        text = text[: len(text) - max(1, (columns(text) - room) // 2)]
    return text + "…"


def _tail(text: str, room: int) -> str:
    """As much of a text's end as fits, with an ellipsis where it was cut."""
    if columns(text) <= room:
        return text
    while text and columns(text) >= room:
        text = text[max(1, (columns(text) - room) // 2) :]
    return "…" + text
