"""What a text says of itself at its ends: that it was corrected, that it is a press release, who published it first."""

from __future__ import annotations

import re
from typing import Final

from mkdocs_credibility.article import Article
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.stories.profile import Profile

ENDS: Final = 3
"""Blocks at the beginning and at the end of an article among which it says whose text it is."""
NAME_LETTERS: Final = 5
"""Letters a publisher's name needs before its standing in a text says anything."""
_LEAD: Final = " \t([*_–—-"


def ends(article: Article) -> list[str]:
    """The blocks among which an article says whose it is, without headings and captions."""
    blocks = [b for b in article.blocks if b.kind not in ("caption", "table-cell", "heading")]
    places = {b.prose_start: b.prose_end for b in (*blocks[:ENDS], *blocks[-ENDS:])}
    return [article.prose[start:end] for start, end in places.items()]


def publishers(article: Article) -> list[str]:
    """Who publishes the article, as its page says."""
    stated = [article.site_name, article.metadata.get("publisher")]
    stated += [d.value for d in article.declared if d.kind == "publisher"]
    return list(dict.fromkeys(value.strip() for value in stated if isinstance(value, str) and value.strip()))


def names_publisher(card: Scorecard, other: Article) -> str:
    """The publisher of the other article, if the card's names it where credits stand and is not published by it; an
    outlet named as the first to report is no source of the text."""
    article = card.article
    known = {name.casefold() for name in publishers(article)}
    known |= {c.name.casefold() for c in card.credits if c.kind == "pickup"}
    for name in publishers(other):
        if len(name) < NAME_LETTERS or name.casefold() in known:
            continue
        if name in article.prose and re.search(rf"\b{re.escape(name)}\b", "\n".join(ends(article))):
            return name
    return ""


def is_release(p: Profile) -> bool:
    """Whether the text says that it is a press release, or whom the press may ask about it."""
    return bool(_opening(p, p.lexicon.release))


def _opening(p: Profile, phrases: tuple[str, ...]) -> list[str]:
    """The blocks at the ends that open with one of the phrases."""
    if not phrases:
        return []
    return [text for text in ends(p.article) if text.lstrip(_LEAD).casefold().replace("’", "'").startswith(phrases)]


def put_right(source: Profile, target: Profile, before: str, after: str) -> bool:
    """Whether a note of correction in one of two versions accounts for a change of words: it names a number or a name
    of the change, or nothing at all."""
    lexicon = target.lexicon
    phrases = tuple(phrase.replace("’", "'") for phrase in lexicon.corrections)
    notes = [lexicon.tokens(note) for p in (source, target) for note in _opening(p, phrases)]
    if not notes:
        return False
    changed = {t.form for text in (before, after) for t in lexicon.tokens(text) if t.value is not None or t.capital}
    changed |= {t.form for t in lexicon.tokens(after)[:1]} if len(after.split()) == 1 else set()
    for note in notes:
        told = {t.form for t in note}
        if changed & told or not any(t.value is not None for t in note):
            return True
    return False
