"""What place alone says: lines above the story, after its end, and between lines that are furniture for certain.

Most of it only informs: `page-furniture` costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mkdocs_credibility.signals.boilerplate import reasons
from mkdocs_credibility.signals.boilerplate.lines import TIME, Line, Mark
from mkdocs_credibility.signals.boilerplate.phrases import LIKELY, WEAK

MENU: Final = 3
"""Short lines above the headline of a story from which they are the page's menu."""

CROWD: Final = 3
"""Sure marks after the end of a story from which every line there that is no sentence is furniture."""

LIST_AFTER: Final = 4
"""Paragraphs that a story must have for a list after it to be told from a story that is a list."""

LIST_AT_END: Final = 4
"""Lines without a sentence, after the last paragraph, from which they are a list of links and no part of the story."""


def fill(lines: Sequence[Line], marks: list[Mark | None], tail: int) -> None:
    """Lines between furniture: short ones anywhere, and after the end of the story any that is no sentence."""
    sure = [m is not None and m.strength >= LIKELY for m in marks]
    if not any(sure):
        return
    crowded = sum(sure[tail:]) >= CROWD
    for i, line in enumerate(lines):
        if sure[i] or line.kind == "heading" or line.kind not in ("paragraph", "list-item"):
            continue
        before = i > 0 and sure[i - 1]
        after = i + 1 < len(lines) and sure[i + 1]
        sentence = (line.ends and line.words > 2) or line.text.endswith("?")
        mark = None
        if i > tail and not sentence and (before or after or crowded):
            above = marks[i - 1]
            if before and above is not None and above.kind == "teaser-line" and line.headline_like:
                mark = Mark("teaser-line", LIKELY, reasons.AMONG_LINKS())
            else:
                mark = Mark("page-furniture", LIKELY, reasons.AMONG_AFTER())
        elif i > tail and before and after and line.words <= 25:
            mark = Mark("page-furniture", LIKELY, reasons.BETWEEN_AFTER())
        elif before and after and line.words <= 4 and not line.ends:
            mark = Mark("page-furniture", LIKELY, reasons.BETWEEN())
        if mark is not None:
            marks[i], sure[i] = mark, True


def list_at_end(lines: Sequence[Line], marks: list[Mark | None], last: int, paragraphs: int) -> None:
    """Several lines after the last paragraph of which none is a sentence, on a page that holds other furniture."""
    rest = [line for line in lines[last + 1 :] if marks[line.index] is None]
    if (
        paragraphs >= LIST_AFTER
        and any(m is not None and m.strength >= LIKELY for m in marks)
        and len(rest) >= LIST_AT_END
        and len(lines) - 1 in {line.index for line in rest}
        and all(line.kind == "paragraph" and not line.ends and line.words <= 20 for line in rest)
        and not any(":" in line.text or line.text[0] in '-–—•*“"' for line in rest)
    ):
        for line in rest:
            marks[line.index] = Mark("page-furniture", LIKELY, reasons.END_LIST())


def top(lines: Sequence[Line], marks: list[Mark | None], first: int, paragraphs: int) -> None:
    """The lines above the first paragraph: dates, and short lines on a page whose top holds furniture."""
    for i in range(1, first):
        mark = marks[i]
        if mark is not None and mark.kind == "date-line" and mark.strength == WEAK and mark.why != TIME:
            marks[i] = Mark("date-line", LIKELY, reasons.ABOVE_STORY(why=mark.why))
    sure = [i for i in range(first) if (m := marks[i]) is not None and m.strength >= LIKELY and m.kind != "date-line"]
    headline = next((i for i in range(first) if lines[i].kind == "heading" or lines[i].words >= 5), first)
    above = lines[:headline]
    if headline == first and sum(mark is None or mark.strength < LIKELY for mark in marks[:first]) == 1:
        return  # one line that is no furniture: the headline itself, however short
    menu = (
        paragraphs >= LIST_AFTER
        and len(above) >= MENU
        and not any(line.ends or line.words > 4 or ":" in line.text or line.text[0] in "-–—•*" for line in above)
    )
    for i in range(first):
        line, mark = lines[i], marks[i]
        if line.kind == "heading" or line.ends or (mark is not None and mark.strength >= LIKELY):
            continue
        if ((sure or menu) and i < headline and line.words <= 4) or (len(sure) >= 2 and line.words <= 2):
            marks[i] = Mark("page-furniture", LIKELY, reasons.SHORT_ABOVE())
