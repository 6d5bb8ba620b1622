"""Why a line is taken for furniture, in words: what the findings of this dimension say behind the colon."""

from __future__ import annotations

from typing import Final

from mkdocs_credibility.phrase import Wording

# the line's own words
READS: Final = Wording("why.reads", "the line reads “{phrase}”")
BEGINS: Final = Wording("why.begins", "it begins with “{phrase}”")
CONTAINS: Final = Wording("why.contains", "it contains “{phrase}”")

# its shape
COUNTER: Final = Wording("why.counter", "a counter")
ADDRESS: Final = Wording("why.address", "an address alone on a line")
HANDLE: Final = Wording("why.handle", "an address or a handle")
RUN_TOGETHER: Final = Wording("why.run-together", "labels run together")
HASHTAGS: Final = Wording("why.hashtags", "a row of hashtags")
PATH: Final = Wording("why.path", "a path of sections")
BEFORE_HEADLINE: Final = Wording("why.before-headline", "“{label}” before a headline")
LIST_AFTER: Final = Wording("why.list-after", "a list after “{label}”")
CAPITALS: Final = Wording("why.capitals", "a headline in capitals between paragraphs")
NEAR_DATE: Final = Wording("why.near-date", "a date among a few words")
PUBLICATION_DATE: Final = Wording("why.publication-date", "a date of publication")
DATE: Final = Wording("why.date", "a date alone on a line")
TIME: Final = Wording("why.time", "a time alone on a line")

# its place and its neighbours; `why` is what its own words or shape say
TIMES: Final = Wording("why.times", "{why}, {n} times in the text")
ABOVE_LINKS: Final = Wording("why.above-links", "“{name}” above links")
UNDER: Final = Wording("why.under", "under “{name}”")
LINK_LIST_HEADING: Final = Wording("why.link-list-heading", "a heading of lists of links")
NEXT_TO: Final = Wording("why.next-to", "{why}, next to other furniture")
ABOVE_STORY: Final = Wording("why.above-story", "{why} above the story")
SHORT_ABOVE: Final = Wording("why.short-above", "a short line among furniture above the story")
END_LIST: Final = Wording("why.end-list", "a list without a sentence after the last paragraph")
AMONG_LINKS: Final = Wording("why.among-links", "among links to other stories")
AMONG_AFTER: Final = Wording("why.among-after", "among furniture after the end of the story")
BETWEEN_AFTER: Final = Wording("why.between-after", "between furniture after the end of the story")
BETWEEN: Final = Wording("why.between", "a short line between furniture")

# captions and photo credits
PHOTO_CREDIT: Final = Wording("why.photo-credit", "it ends in a photo credit")
NAMED_PHOTO_CREDIT: Final = Wording("why.named-photo-credit", "it ends in the photo credit “{credit}”")
NAMED_CREDIT: Final = Wording("why.named-credit", "it ends in the credit “{credit}”")
BRACKETS: Final = Wording("why.brackets", "a credit in brackets, alone on its line under a caption")
CREDIT_ALONE: Final = Wording("why.credit-alone", "a photo credit, alone on its line")
ABOVE_CREDIT: Final = Wording("why.above-credit", "it stands above a photo credit")
BEFORE_NAME: Final = Wording("why.before-name", "“{label}” before a name")
OPENS: Final = Wording("why.opens", "it opens with “{phrase}”")
DESCRIBES: Final = Wording("why.describes", "it describes a picture and gives its date")

ALONE: Final = frozenset((BRACKETS.key, CREDIT_ALONE.key))
"""Reasons of credits whose caption is the line above."""
