"""Translation and spin artifacts: what a translator, a machine or a spinner left in a text.

Findings are about places; `card.translationese` is about the text's profile as a whole, informs readers, and costs
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.phrase import Wording
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.translation import (
    conventions,
    fragments,
    names,
    phrases,
    quotes,
    sequences,
    style,
    translationese,
    typography,
)
from mkdocs_credibility.signals.translation.page import Page

SEQUENCES: Final[Mapping[str, str]] = {
    "garbled-syntax": "translation/garbled-syntax",
    "agreement": "translation/agreement",
    "verb-form": "translation/verb-form",
    "pronoun": "translation/pronoun",
    "repeated-word": "translation/repeated-word",
    "double-negation": "translation/double-negation",
    "dropped-article": "translation/dropped-article",
}
"""Key of a language's `sequences` -> the rule that its patterns belong to."""

_FEW_WORDS: Final = Wording("abstain.few-words", "fewer than {n} words")
_LANGUAGE_WITHOUT: Final = Wording("abstain.language-without", "no data for the article's language")
_LANGUAGE_UNCLEAR: Final = Wording("abstain.language-unclear", "the language is not clear")

FEWEST_WORDS: Final = 80
"""Words under which a text is too short to be judged."""


def examine(card: Scorecard) -> None:
    """Add the findings of this dimension, and fill `card.translationese` where the language has a model."""
    article = card.article
    if len(article.tokens) < FEWEST_WORDS:
        card.abstain("translation", _FEW_WORDS(n=FEWEST_WORDS))
        return
    code = article.language
    if code is None or "translation" not in language.load(code):
        card.abstain("translation", _LANGUAGE_WITHOUT() if code else _LANGUAGE_UNCLEAR())
        return
    page = Page(card, code)
    typography.examine(page)
    conventions.examine(page)
    style.examine(page)
    names.examine(page)
    quotes.examine(page)
    phrases.examine(page)
    fragments.examine(page)
    _sequences(page)
    if (found := translationese.examine(code, page.coded, len(page.texts))) is not None:
        card.translationese, card.translationese_reasons = found


def _sequences(page: Page) -> None:
    grammar = sequences.grammar(page.code)
    if grammar is None:
        return
    for rule, places in sequences.find(page.article, page.coded, grammar).items():
        # a statement that is turned round is no matter of style: quotes count
        turned = rule == "double-negation"
        kept = [place for place in places if page.running(*place)] if turned else page.own(places)
        page.report(SEQUENCES[rule], kept)
