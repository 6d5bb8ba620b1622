"""Where the blocks of a rendered page stand in its Markdown source, so that findings can name the line to mend."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from mkdocs_credibility.article import Article, Guard

# words that Markdown leaves as they are: long enough to be rare, short enough to end before most markup
_PROBE = re.compile(r"\w[\w ,;’'-]{7,47}")


def block_lines(article: Article, source: str) -> tuple[tuple[int, int], ...]:
    """Pairs (offset in the article's text, 1-based line of the source), ascending.

    A block is looked for after the one before it; one that the source does not hold word for word (made by a macro, or
    all markup) gets no pair and counts to the block before it.
    """
    starts = [0, *(m.end() for m in re.finditer(r"\n", source))]
    pairs: list[tuple[int, int]] = []
    position = 0
    for block in article.blocks:
        probe = _PROBE.search(article.text, block.start, block.end)
        if probe is None:
            continue
        found = source.find(probe.group().rstrip(), position)
        if found >= 0:
            position = found
            pairs.append((block.start, bisect_right(starts, found)))
    return tuple(pairs)


def guards_with_lines(article: Article, source: str) -> tuple[Guard, ...]:
    """The guards of a rendered page with their lines in its Markdown source.

    Where source and page do not hold the same guards (a snippet brought one in), the line is that of the text before.
    """
    if not article.guards:
        return ()
    from mkdocs_credibility.readers import read_markdown  # few pages have guards

    written = read_markdown(source).guards
    if [(g.rules, g.reason) for g in written] == [(g.rules, g.reason) for g in article.guards]:
        return tuple(replace(guard, line=own.line) for guard, own in zip(article.guards, written, strict=True))
    return tuple(replace(guard, line=article.line(guard.start) or 1) for guard in article.guards)
