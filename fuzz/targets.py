"""What fuzzing calls: one function a target, from bytes to an exception when a promise is broken.

The promises are those of `docs/security.md`: any input is read and assessed without an exception, spans quote the text
that they point at, places of the prose lead back, a score lies between 0 and 100.  `tests/hostile/test_found.py` calls
the same functions with everything that was ever found, so they know nothing of a fuzzer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from mkdocs_credibility import Article, Scorecard, Span, assess, read_html, read_markdown, read_text, review

STORY = """\
The ferry Marigold ran aground off Tessel Point on Tuesday morning with 214 people aboard, the harbour office said, and
all of them were brought ashore by noon.

“We felt one long shudder and then nothing at all,” said Ilse Varga, a nurse who was travelling to Brenmouth. “Nobody
shouted. We put the jackets on and waited.”

Harbour master Tomas Rehn said the ship had left its usual channel to avoid a drifting barge. “The barge had no lights
and no crew,” Rehn said. “It should not have been there.”
"""
"""An article long enough to be assessed: what is tried stands between its paragraphs."""


class BrokenPromiseError(AssertionError):
    """Something that must never be so."""


def text_of(data: bytes) -> str:
    """Any bytes as text: UTF-8 with lone surrogates where they are that, else one character a byte."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def hold(promise: bool, message: str) -> None:
    """Raise for a promise that is broken."""
    if not promise:
        raise BrokenPromiseError(message)


def check_article(article: Article) -> Article:
    """Blocks in order and in the text; every character of the prose has a place; sentences and words are in blocks."""
    size, prose = len(article.text), article.prose
    for block in article.blocks:
        hold(0 <= block.start <= block.end <= size, f"block out of the text: {block}")
        hold(0 <= block.prose_start <= block.prose_end <= len(prose), f"block out of the prose: {block}")
    for one, two in pairwise(article.blocks):
        hold(one.prose_end <= two.prose_start, f"blocks overlap: {one} {two}")
    for sentence in article.sentences:
        hold(0 <= sentence.start < sentence.end <= len(prose), f"sentence out of the prose: {sentence}")
        check_span(article, article.span(sentence.start, sentence.end))
    for word in article.words:
        hold(0 <= word.start < word.end <= len(prose), f"word out of the prose: {word}")
    return article


def check_span(article: Article, span: Span) -> None:
    """A span quotes the text that it points at."""
    hold(0 <= span.start <= span.end <= len(article.text), f"span out of the text: {span}")
    hold(article.text[span.start : span.end] == span.exact, f"span does not quote its text: {span}")


def spans_of(card: Scorecard) -> Iterator[Span]:
    """Every span of a card that points into its own article."""
    for finding in card.findings:
        yield from finding.spans
    yield from card.anonymous_sources
    for quote in card.quotes:
        if quote.speaker_span is not None:
            yield quote.speaker_span


def check_card(card: Scorecard) -> Scorecard:
    """A card keeps what every card promises."""
    article = card.article
    for span in spans_of(card):
        check_span(article, span)
    for quote in card.quotes:
        hold(article.text[quote.start : quote.end] == quote.text, f"quote does not quote its text: {quote}")
    hold(card.score is None or 0 <= card.score <= 100, f"score {card.score}")
    hold(card.translationese is None or 0 <= card.translationese <= 1, f"translationese {card.translationese}")
    for name, result in card.dimensions.items():
        hold((result.score is None) == (result.reason is not None), f"{name}: neither a score nor a reason, or both")
        hold(result.score is None or 0 <= result.score <= 100, f"{name}: {result.score}")
    return card


def text(data: bytes) -> None:
    """`read_text`."""
    source = text_of(data)
    hold(check_article(read_text(source)).text == source, "text is not what was given")


def markdown(data: bytes) -> None:
    """`read_markdown`."""
    source = text_of(data)
    hold(check_article(read_markdown(source)).text == source, "text is not what was given")


def html(data: bytes) -> None:
    """`read_html`, of bytes and of text."""
    check_article(read_html(data))
    check_article(read_html(text_of(data)))


def judge(data: bytes) -> None:
    """`assess`: what is tried stands between the paragraphs of an article, read as text and as Markdown."""
    tried = text_of(data)
    first, second, third = STORY.split("\n\n")
    whole = f"{first}\n\n{tried}\n\n{second}\n\n{third}"
    for article in (read_text(whole), read_markdown(whole)):
        check_card(assess(article))


def together(data: bytes) -> None:
    """`review` of an article and a version with what is tried put in: relations, drifts, findings of comparisons."""
    tried = text_of(data)
    half = len(STORY) // 2
    articles = [read_text(STORY, path="a.txt"), read_text(STORY[:half] + tried + STORY[half:], path="b.txt")]
    result = review(articles)
    for card in result.cards:
        check_card(card)
    for story in result.stories:
        for relation in story.relations:
            hold(0 <= relation.similarity <= 1, f"similarity {relation.similarity}")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": text,
    "markdown": markdown,
    "html": html,
    "assess": judge,
    "review": together,
}
