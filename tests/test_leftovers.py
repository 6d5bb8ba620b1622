"""Line by line: what was left in a text that nobody wrote as part of it, and what only looks so."""

from __future__ import annotations

import pytest

from mkdocs_credibility import assess, read_markdown, read_text

BEFORE = (
    "The harbour board met on Monday evening in the old customs house, and the room was full. The question on the "
    "table was a new crane for the eastern quay, which has stood empty since the storm of last winter.\n\nThe meeting "
    "lasted until eleven, and went home early for once, said the mayor."
)
AFTER = "The board met again on Friday and nobody spoke of it."


def left(*lines, after=AFTER):
    """(kind of rule, all of what it shows) of each finding in a text with these lines in it."""
    text = "\n\n".join([BEFORE, *lines, *([after] if after else [])])
    found = assess(read_text(text)).findings
    return [(f.rule.partition("/")[2], [span.exact for span in f.spans]) for f in found if f.dimension == "boilerplate"]


CAPTION = "The old crane at the eastern quay at night in May"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # a credit alone on its line makes a caption of what stands above it
        ([CAPTION, "Shutterstock"], [("caption-in-body", [CAPTION, "Shutterstock"])]),
        ([CAPTION, "(Ana Brandt)"], [("caption-in-body", [CAPTION, "(Ana Brandt)"])]),
        (["Ana Brandt / AP"], [("caption-in-body", ["Ana Brandt / AP"])]),  # a sentence above it is none
        # what says by a word that it is one
        (["image caption The old crane"], [("caption-in-body", ["image caption The old crane"])]),
        (["The crane leans in a night of pain.Photograph by Ana Brandt"],
         [("caption-in-body", ["The crane leans in a night of pain.Photograph by Ana Brandt"]),
          ("glued-words", ["pain.Photograph"])]),
        # lists
        (["#crane #harbour #board"], [("tag-list", ["#crane #harbour #board"])]),
        (["#crane is a word that the whole town has been writing for weeks"], []),
        (["Tags", "Crane", "Harbour", "Board"], [("tag-list", ["Tags", "Crane", "Harbour", "Board"])]),
        # letters that were lost
        (["The goods you?ll never see, it?s said, are on the quay."], [("lost-letters", ["?ll", "?s"])]),
        (["Is it you? It is said, that the goods are on the quay."], []),
    ],
)  # fmt: skip
def test_what_is_left_in_a_text(lines, expected):
    last = lines[0].startswith("Tags")  # a list of tags stands at the end
    assert left(*lines, after=None if last else AFTER) == expected


def test_nothing_is_left_in_the_text_around():
    assert left() == []


def test_a_line_between_two_leftovers_is_one():
    assert left("Share this article", "Crane plans", "Subscribe to our newsletter") == [
        ("share-bar", ["Share this article"]),
        ("page-furniture", ["Crane plans"]),
        ("newsletter-prompt", ["Subscribe to our newsletter"]),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("As an AI language model, I cannot say more about the crane.", True),
        ('He wrote "As an AI language model, I cannot" and left.', False),
        ("He wrote “as an AI language model, I cannot”, too.", False),
        ("> As an AI language model, I cannot do this.", False),
        ("| a | b |\n| --- | --- |\n| As an AI language model | 2 |", False),
    ],
)
def test_what_a_chatbot_says_is_left_where_nobody_quotes_it(line, found):
    card = assess(read_markdown(f"# The crane\n\n{BEFORE}\n\n{line}\n\n{AFTER}"))
    assert ("boilerplate/chatbot-phrase" in {f.rule for f in card.findings}) == found
