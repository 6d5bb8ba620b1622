"""Which lines of an article are furniture of the page it came from: phrases, shape, position and neighbours together.

A line gets a mark from its own words first: certain (a phrase that articles do not use as a line), likely (a label and
a headline behind it) or weak (a word like "Share" or "Sport" that may head a section as well).  Weak marks stand only
in company: next to a sure one, or in a run of several.  A heading like "Most read" takes the headlines under it along.
After the last paragraph of the story, what follows a sure mark without being a sentence is taken as furniture too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise
from typing import Final

from mkdocs_credibility.signals.boilerplate import edges, reasons
from mkdocs_credibility.signals.boilerplate.lines import LONG, TIME, Line, Mark
from mkdocs_credibility.signals.boilerplate.phrases import CERTAIN, LIKELY, LIMIT, WEAK, Phrases
from mkdocs_credibility.tokens import Words

RUNNING: Final = 20
"""Words that no phrase of the data has: a longer line that ends like a sentence can begin with one or hold one."""

REACH: Final = 2
"""Lines to either side in which a weak mark looks for company."""

UNDER_HEADER: Final = 8
"""Headlines that a teaser header may take along inside the story."""

CAPITALS: Final = 8
"""Words from which a line in capitals between two paragraphs is a link to another story and no subheading."""

REPEATED: Final = 3
"""Times that a weak line must stand in one article to be furniture without other company."""

LEADING: Final = 4
"""Words from which a phrase at the head of a paragraph needs no other sign."""

_MUTE: Final = frozenset(("date-line", "page-furniture"))
"""Kinds of weak marks that keep others no company: dates, numbers and addresses stand in lists of any kind."""

_LABEL = re.compile(r"([^\W\d_][^:|–—>»]{0,30}?)\s?(?::|\||–|—|>>|»|>)\s*(\S.*)", re.DOTALL)
_COLON = re.compile(r"[:|–—>»]")
_QUOTED = '"“”„«»'
_COUNTER = re.compile(r"[(\[]?\d{1,3}(?:[.,]?\d{1,3})?\s?[kKmM]?\+?[)\]]?")
_ADDRESS = re.compile(r"(?:(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6})")
_HANDLE = re.compile(r"(?<!\w)@\w{2,}|\S@\S{1,80}\.\w|\[email.protected\]")
# From a small letter only where a row of them begins: from within it would be found what is found from there.
_GLUED_LINK = re.compile(r"(?:(?<![a-zà-ÿ])[a-zà-ÿ]|[^\W\d_a-zà-ÿ])[a-zà-ÿ]{2,}+[A-ZÀ-Þ][a-zà-ÿ]++[A-ZÀ-Þ]?")
_CAMEL = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ]")
_SEAMS = re.compile(r"\s|(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_STEP = re.compile(r"[>›»→/|]")
_DATE_TOKEN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*|#|\d+")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)


def mark_lines(lines: Sequence[Line], phrases: Phrases, words: Words, vocabulary: Set[str]) -> list[Mark | None]:
    """A mark or None for every line; `words` are all words of the article and `vocabulary` their set."""
    inside = sorted(phrases.possible(words, vocabulary))
    marks = [
        _running(line, phrases, inside) if line.words > RUNNING and line.ends else _own(line, phrases, inside)
        for line in lines
    ]
    prose = [(mark is None or mark.strength == WEAK) and line.prose for line, mark in zip(lines, marks, strict=True)]
    body = [i for i, p in enumerate(prose) if p]
    first = next((i for i, j in pairwise(body) if j - i <= REACH), body[0] if body else len(lines))
    last = body[-1] if body else -1
    tail = len(lines)
    if any(marks):
        _siblings(lines, marks)
        _repeated(lines, marks)
        _headers(lines, marks, prose)
        tail = _tail(lines, marks, prose, first)
        _company(lines, marks, prose, first, min(last, tail), phrases)
    _capitals(lines, marks, prose)
    if any(marks):
        edges.fill(lines, marks, tail)
        edges.list_at_end(lines, marks, last, len(body))
    edges.top(lines, marks, first, len(body))
    return [m if m is not None and m.strength > WEAK else None for m in marks]


def _own(line: Line, phrases: Phrases, inside: Sequence[tuple[str, str]]) -> Mark | None:
    """What the own words of a line that is no running text say."""
    if not line.norm:
        return _symbols(line) if line.low else None
    if line.kind == "heading" and line.level == 1:
        return _path(line, phrases)  # all that a headline can be but itself
    if line.kind in ("table-cell", "caption", "quote"):
        return None
    if line.norm in phrases.headers or (line.words <= 7 and line.norm.startswith(phrases.header_starts)):
        return Mark("teaser-line", WEAK, "header")
    if line.words <= LIMIT and line.text[0] not in _QUOTED and (mark := _phrased(line, phrases, inside)):
        return mark
    return _shaped(line, phrases)


def _running(line: Line, phrases: Phrases, inside: Sequence[tuple[str, str]]) -> Mark | None:
    """What can be said of a line of running text: most are told by their first words to be nothing else."""
    text = line.text
    if line.level == 1 or line.kind in ("table-cell", "caption", "quote") or len(text) > LONG:
        return None
    looked = line.words <= LIMIT and text[0] not in _QUOTED and (inside or phrases.may_start(text))
    if looked and (mark := _phrased(line, phrases, inside)):
        return mark
    return _after_label(line, phrases) if _COLON.search(text, 1, 36) else None


def _phrased(line: Line, phrases: Phrases, inside: Sequence[tuple[str, str]]) -> Mark | None:
    """A phrase that is the line, begins it or stands in it.

    Prompts speak to the reader; a sentence that reports what somebody says of them does not, and a paragraph that
    neither opens like a prompt nor speaks of "you" or "us" is residue in company only.
    """
    hit = phrases.match(line.low, line.norm)
    if hit is None and not inside:
        return None
    if hit is None:
        found = next(((kind, CERTAIN, p) for p, kind in inside if p in line.low), None)
        if found is None or any(q in line.low.partition(found[2])[0] for q in _QUOTED):
            return None
        hit = found
    kind, strength, phrase = hit
    own = phrase.count(" ") + 1
    if line.words > own + 3:
        words = line.low.replace(",", " ").replace(".", " ").split()
        if not phrases.reporting.isdisjoint(words):
            return None
        leads = own >= LEADING and line.norm.startswith(phrase)
        if line.prose and not leads and (words[0] not in phrases.openers or phrases.address.isdisjoint(words)):
            strength = min(strength, WEAK)
    if line.kind in ("heading", "list-item") and line.words <= own + 3:
        strength = min(strength, WEAK)
    starts = reasons.BEGINS if line.norm.startswith(phrase) else reasons.CONTAINS
    why = reasons.READS if line.norm == phrase else starts
    return Mark(kind, strength, why(phrase=phrase))


def _symbols(line: Line) -> Mark | None:
    return Mark("page-furniture", WEAK, reasons.COUNTER()) if _COUNTER.fullmatch(line.text) else None


def _shaped(line: Line, phrases: Phrases) -> Mark | None:
    """Labels, headers, dates, breadcrumbs: lines told by their shape and a word or two."""
    norm, text = line.norm, line.text
    if norm in phrases.tag_headers:
        return Mark("tag-list", WEAK, "header")
    if _COUNTER.fullmatch(text):
        return Mark("page-furniture", WEAK, reasons.COUNTER())
    if line.words <= 20 and (mark := _date(line, phrases)):
        return mark
    if line.words <= 2 and _ADDRESS.fullmatch(text):
        return Mark("page-furniture", WEAK, reasons.ADDRESS())
    if mark := _after_label(line, phrases):
        return mark
    if line.words <= 14 and not line.ends:
        if mark := _path(line, phrases):
            return mark
        signed = "@" in text or "/" in text or ":" in text
        if not signed and _CAMEL.search(text) and len(_GLUED_LINK.findall(text)) >= 2:
            brands = {piece.lower() for piece in _SEAMS.split(text)} - {"e"}
            kind = "share-bar" if len(brands & phrases.names) >= 2 else "page-furniture"
            return Mark(kind, LIKELY, reasons.RUN_TOGETHER())
        if ("@" in text or "[email" in text) and _HANDLE.search(text) and text[0] not in "—–-":
            return Mark("author-box", WEAK, reasons.HANDLE())
        if "#" in text and text.count(" #") + text.startswith("#") >= max(2, line.words // 2):
            return Mark("tag-list", CERTAIN, reasons.HASHTAGS())
    return None


def _path(line: Line, phrases: Phrases) -> Mark | None:
    parts = _STEP.split(line.norm)
    if len(parts) >= 3 and line.words <= 14 and not line.ends and parts[0].strip() in phrases.roots:
        return Mark("breadcrumb", CERTAIN, reasons.PATH())
    return None


def _after_label(line: Line, phrases: Phrases) -> Mark | None:
    if _COLON.search(line.text, 1, 36) and (m := _LABEL.match(line.text)):
        label, rest = " ".join(m.group(1).lower().replace("’", "'").split()), m.group(2)
        return _labelled(line, label, rest, phrases)
    return None


def _labelled(line: Line, label: str, rest: str, phrases: Phrases) -> Mark | None:
    if label in phrases.labels and line.kind in ("paragraph", "heading", "quote"):
        words = rest.count(" ") + 1
        headline = (rest[0].isupper() or rest[0].isdigit() or rest[0] in "\"'“‘«") and not rest.rstrip().endswith(".")
        if label in phrases.sure_labels and headline and 2 <= words <= 32:
            return Mark("teaser-line", CERTAIN, reasons.BEFORE_HEADLINE(label=label))
        if headline and 4 <= words <= 30:
            return Mark("teaser-line", LIKELY, reasons.BEFORE_HEADLINE(label=label))
    if label in phrases.tag_labels and not line.ends and line.words <= 25 and rest:
        return Mark("tag-list", LIKELY if label != "more" else WEAK, reasons.LIST_AFTER(label=label))
    return None


def _date(line: Line, phrases: Phrases) -> Mark | None:
    """A line in which every word belongs to dates and times, or most do and a clock time stands beside a month."""
    if "#" not in line.low:
        return None
    tokens = _DATE_TOKEN.findall(line.low)
    words = [t for t in tokens if t != "#"]
    if strange := sum(1 for t in words if t not in phrases.date_words):
        near = strange <= 6 and not line.ends and any(t in phrases.months for t in words)
        if near and (_CLOCK.search(line.text) or strange <= 2 or " | " in line.text):
            return Mark("date-line", WEAK, reasons.NEAR_DATE())
        return None
    if any(t in phrases.date_signs for t in words):
        return Mark("date-line", LIKELY, reasons.PUBLICATION_DATE())
    if any(t in phrases.months for t in words):
        return Mark("date-line", LIKELY if _CLOCK.search(line.text) else WEAK, reasons.DATE())
    if len(words) <= 2 and _CLOCK.search(line.text):
        return Mark("date-line", WEAK, TIME)
    return None


def _repeated(lines: Sequence[Line], marks: list[Mark | None]) -> None:
    """A weak line that stands three times in one article is furniture; so are times alone on their lines."""
    seen: dict[str, list[int]] = {}
    for i, mark in enumerate(marks):
        if mark is None or mark.strength != WEAK or mark.why == "header" or lines[i].kind != "paragraph":
            continue
        if mark.kind != "page-furniture":  # numbers may count a story's parts
            seen.setdefault("time" if mark.why == TIME else lines[i].norm, []).append(i)
    for same in seen.values():
        first = marks[same[0]]
        if len(same) >= REPEATED and first is not None and (first.why != TIME or _over_text(lines, same)):
            for i in same:
                mark = marks[i]
                if mark is not None:
                    marks[i] = Mark(mark.kind, LIKELY, reasons.TIMES(why=mark.why, n=len(same)))


def _over_text(lines: Sequence[Line], times: Sequence[int]) -> bool:
    """Whether most of the times stand over paragraphs, as the entries of a live blog do, and not in a schedule."""
    return 2 * sum(any(line.prose for line in lines[i + 1 : i + 4]) for i in times) > len(times)


def _siblings(lines: Sequence[Line], marks: list[Mark | None]) -> None:
    """A column that lists "Watch: …, Read: …, Listen: …" labels its own lines: those are no teasers."""
    for i, mark in enumerate(marks):
        if mark is None or mark.kind != "teaser-line" or mark.strength != LIKELY:
            continue
        label = lines[i].text.partition(":")[0].lower()
        for j in (i - 2, i - 1, i + 1, i + 2):
            if 0 <= j < len(lines) and 0 < (at := lines[j].text.find(":")) <= 20:
                other = lines[j].text[:at].lower()
                near = marks[j]
                if other != label and other.count(" ") <= 2 and (near is None or near.strength == LIKELY):
                    marks[i] = None
                    break


def _headers(lines: Sequence[Line], marks: list[Mark | None], prose: Sequence[bool]) -> None:
    """A header stands when headlines (or tags) follow it, and takes them along."""
    last = max((i for i, p in enumerate(prose) if p), default=-1)
    for i, mark in enumerate(marks):
        if mark is None or mark.why != "header":
            continue
        found: list[int] = []
        steps = 0
        for j in range(i + 1, len(lines)):
            line, own = lines[j], marks[j]
            if prose[j] or line.kind == "heading" or (own is not None and own.why == "header"):
                break
            if mark.kind == "tag-list":
                if line.words > 5 or line.ends:
                    break
                found.append(j)
            elif own is not None and own.strength == WEAK:
                continue
            elif own is not None and own.kind != "teaser-line":
                break
            elif line.headline_like or line.words <= 4:
                found.append(j)
            else:
                break
            steps += 1
            if steps >= UNDER_HEADER and j < last:
                break
        inside = i < last
        headlines = [j for j in found if mark.kind == "tag-list" or lines[j].headline_like]
        listed = any(lines[j].kind == "list-item" for j in found)
        if not headlines or (listed and mark.kind == "teaser-line" and lines[i].kind == "heading"):
            continue  # a section "Related" with a list under it is the author's own
        if inside and lines[i].kind == "heading":
            continue
        name = lines[i].text.strip(" :")
        marks[i] = Mark(mark.kind, LIKELY, reasons.ABOVE_LINKS(name=name))
        for j in found:
            under = marks[j]
            if under is None or under.strength < LIKELY:
                marks[j] = Mark(mark.kind, LIKELY, reasons.UNDER(name=name))


def _tail(lines: Sequence[Line], marks: Sequence[Mark | None], prose: Sequence[bool], first: int) -> int:
    """The line from which on the page is furniture: a sure mark after which hardly a paragraph comes, and never two
    in a row.  len(lines) when there is no such line."""
    tail = len(lines)
    if not any(mark is not None and mark.strength >= LIKELY for mark in marks):
        return tail
    paragraphs, sentences, before = 0, 0, False
    for i in range(len(lines) - 1, first, -1):
        mark = marks[i]
        if prose[i]:
            if before:
                break
            paragraphs += 1
        elif mark is None and lines[i].ends and lines[i].words >= 5:
            sentences += 1
        before = prose[i]
        rows = len(lines) - i
        if mark is not None and mark.strength >= LIKELY and paragraphs <= 1 + rows // 5 and sentences <= 1 + rows // 3:
            tail = i
    return tail


def _company(
    lines: Sequence[Line], marks: list[Mark | None], prose: Sequence[bool], first: int, last: int, phrases: Phrases
) -> None:
    """Weak marks stand next to sure ones or in runs."""
    i = 0
    while i < len(marks):
        if marks[i] is None:
            i += 1
            continue
        run, gap = [i], 0
        for j in range(i + 1, len(marks)):
            if prose[j]:
                break
            if marks[j] is not None:
                run.append(j)
                gap = 0
            else:
                gap += 1
                if gap >= REACH:
                    break
        names = all(lines[j].norm in phrases.names for j in run)  # may be a story's list of companies
        outside = run[-1] > last or run[0] == 0 or (run[0] < first and not names)
        if _confirmed([m for j in run if (m := marks[j]) is not None], [lines[j] for j in run], outside) and (
            outside or not names
        ):
            for j in run:
                mark = marks[j]
                if mark is not None and mark.strength == WEAK:
                    why = reasons.LINK_LIST_HEADING() if mark.why == "header" else mark.why
                    marks[j] = Mark(mark.kind, LIKELY, reasons.NEXT_TO(why=why))
        i = run[-1] + 1


def _confirmed(marks: Sequence[Mark], lines: Sequence[Line], outside: bool) -> bool:
    """Whether a run of marks is furniture: `outside` when it stands before or after the story's paragraphs."""
    sure = sum(1 for m in marks if m.strength >= LIKELY and m.kind != "date-line")
    weak = sum(
        1
        for m, line in zip(marks, lines, strict=True)
        if m.strength == WEAK and m.why != "header" and m.kind not in _MUTE and line.kind != "heading"
    )
    if any(line.kind == "list-item" for line in lines):
        return sure >= 1 and any(m.kind == "share-bar" for m in marks)
    if outside:
        return sure >= 1 or weak >= 2
    return (sure >= 1 and weak + sure >= 2) or weak >= 4


def _capitals(lines: Sequence[Line], marks: list[Mark | None], prose: Sequence[bool]) -> None:
    """A long line in capitals between paragraphs: the link to another story that stands in the text."""
    long = [
        i
        for i, line in enumerate(lines[1:-1], 1)
        if not line.ends and line.words >= CAPITALS and line.kind == "paragraph" and line.text.isupper()
    ]
    if not long or 3 * sum(line.text.isupper() for line in lines) > len(lines):
        return  # an old telegram, a poem, a statute: its capitals say nothing
    for i in long:
        if marks[i] is None and any(prose[max(0, i - REACH) : i + REACH + 1]):
            marks[i] = Mark("teaser-line", LIKELY, reasons.CAPITALS())
