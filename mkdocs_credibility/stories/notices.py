"""What a text says of itself at its ends: that it was corrected, that it is a press release, who published it first."""

from __future__ import annotations

import re
from typing import Final

from mkdocs_credibility.article import Article
from mkdocs_credibility.stories.profile import Profile

NAME_LETTERS: Final = 5
"""Letters a publisher's name needs before its standing in a text says anything."""


def publishers(article: Article) -> list[str]:
    """Who publishes the article, as its page says."""
    stated = [article.site_name, article.metadata.get("publisher")]
    stated += [d.value for d in article.declared if d.kind == "publisher"]
    return list(dict.fromkeys(value.strip() for value in stated if isinstance(value, str) and value.strip()))


def names_publisher(p: Profile, other: Article) -> str:
    """The publisher of the other article, if the first names it where credits stand and is not published by it; an
    outlet named as the first to report is no source of the text."""
    article = p.article
    known = {name.casefold() for name in publishers(article)}
    known |= {c.name.casefold() for c in p.card.credits if c.kind == "pickup"}
    for name in publishers(other):
        if len(name) < NAME_LETTERS or name.casefold() in known:
            continue
        if name in article.prose and re.search(rf"\b{re.escape(name)}\b", "\n".join(p.ends)):
            return name
    return ""


def put_right(source: Profile, target: Profile, before: str, after: str) -> bool:
    """Whether a note of correction in one of two versions accounts for a change of words: it names a number or a name
    of the change, or nothing at all."""
    lexicon = target.lexicon
    phrases = tuple(phrase.replace("’", "'") for phrase in lexicon.corrections)
    notes = [lexicon.tokens(note) for p in (source, target) for note in p.opening(phrases)]
    if not notes:
        return False
    changed = {t.form for text in (before, after) for t in lexicon.tokens(text) if t.value is not None or t.capital}
    changed |= {t.form for t in lexicon.tokens(after)[:1]} if len(after.split()) == 1 else set()
    for note in notes:
        told = {t.form for t in note}
        if changed & told or not any(t.value is not None for t in note):
            return True
    return False
