"""Known findings: a small file that remembers what an archive had when the checks began, so that only new ones fail.

A finding is known by its page, its rule and its evidence (the words quoted, without markup, signs and spaces), never by
a line number: what moves stays known, what is written anew does not.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from mkdocs_credibility.article import Article
from mkdocs_credibility.scorecard import Finding, Scorecard
from mkdocs_credibility.span import Span

VERSION: Final = 1
"""Of the file's form; another one is not read."""
_HASH: Final = re.compile(r"[0-9a-f]{12}")
_SIGNS: Final = re.compile(r"[\W_]+")

Known = Mapping[str, Mapping[str, Counter[str]]]
"""Page to rule to fingerprints, each as often as it was found."""


class BaselineError(ValueError):
    """A file that is no baseline; one line with its name."""


@dataclass
class Sorted:
    """The findings of a review beside a baseline: `old` holds the ids (`id()`) of those it knows, `stale` what it knows
    and nobody finds: (page, rule, how many)."""

    old: set[int] = field(default_factory=set)
    stale: list[tuple[str, str, int]] = field(default_factory=list)

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that are not known."""
        return [finding for finding in findings if id(finding) not in self.old]


def fingerprint(article: Article, finding: Finding) -> str:
    """12 hex digits over a finding's rule and evidence; the same for Markdown and for the page made of it."""
    words = "\0".join(_words(article, span) for span in finding.spans)
    return blake2b(f"{finding.rule}\0{words}".encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _words(article: Article, span: Span) -> str:
    prose = article.prose[_prose_offset(article, span.start) : _prose_offset(article, span.end)]
    return _SIGNS.sub("", prose or span.exact).casefold()


def _prose_offset(article: Article, offset: int) -> int:
    """The place in the prose of a character of the text, or of the next that is no markup."""
    pairs = article.prose_offsets
    if not pairs:
        return offset
    i = bisect_right(pairs, offset, key=lambda pair: pair[1]) - 1
    if i < 0:
        return 0
    at, text_at = pairs[i]
    return min(at + offset - text_at, pairs[i + 1][0] if i + 1 < len(pairs) else len(article.prose))


def load(path: Path) -> Known:
    """The findings that a file knows.  Raises BaselineError when it cannot be read or is no baseline."""
    name = path.as_posix()
    try:
        content = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise BaselineError(f"{name}: no such file; write it with check --update-baseline") from error
    except OSError as error:
        raise BaselineError(f"{name}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise BaselineError(f"{name}: not UTF-8") from error
    return parse(content, name)


def parse(content: str, name: str) -> Known:
    """The findings that the text of a file knows, which messages call `name`.  Raises BaselineError."""
    try:
        data = json.loads(content)
    except ValueError as error:
        raise BaselineError(f"{name}: not valid JSON: {error}") from error
    except RecursionError as error:
        raise BaselineError(f"{name}: nested too deeply") from error
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("pages"), dict):
        raise BaselineError(f"{name}: not a baseline of version {VERSION}; write it with check --update-baseline")
    known: dict[str, dict[str, Counter[str]]] = {}
    for page, by_rule in data["pages"].items():
        if not isinstance(by_rule, dict) or not all(map(_hashes, by_rule.values())):
            raise BaselineError(f"{name}: {page}: expected rules with lists of fingerprints")
        known[page] = {rule: Counter(hashes) for rule, hashes in by_rule.items()}
    return known


def _hashes(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and _HASH.fullmatch(item) for item in value)


def compare(cards: Sequence[Scorecard], known: Known, *, gone: Iterable[str] = ()) -> Sorted:
    """Which findings are known, and what is known and no longer found; `gone` are pages that are not there any more."""
    result = Sorted()
    for card in cards:
        left = {rule: Counter(hashes) for rule, hashes in known.get(card.article.key, {}).items()}
        for finding in card.findings:
            hashes = left.get(finding.rule)
            mark = fingerprint(card.article, finding) if hashes else ""
            if hashes and hashes[mark] > 0:
                hashes[mark] -= 1
                result.old.add(id(finding))
        result.stale += [(card.article.key, rule, n) for rule, hashes in left.items() if (n := hashes.total())]
    seen = {card.article.key for card in cards}
    for page in sorted(set(gone) & set(known) - seen):
        result.stale += [(page, rule, hashes.total()) for rule, hashes in known[page].items()]
    result.stale.sort()
    return result


def text(cards: Iterable[Scorecard], kept: Known | None = None) -> str:
    """A baseline that knows every finding of the cards; `kept` are pages to take over from an older one.

    Sorted, a page a line: the same findings give the same bytes, and a page that changes is one line of a diff.
    """
    pages = {page: {rule: sorted(hashes.elements()) for rule, hashes in rules.items()} for page, rules in
             (kept or {}).items()}  # fmt: skip
    for card in cards:
        found: dict[str, list[str]] = {}
        for finding in card.findings:
            found.setdefault(finding.rule, []).append(fingerprint(card.article, finding))
        pages[card.article.key] = {rule: sorted(hashes) for rule, hashes in found.items()}
    lines = [
        f"{json.dumps(page, ensure_ascii=True)}: {json.dumps(pages[page], sort_keys=True)}"
        for page in sorted(pages)
        if pages[page]
    ]
    return f'{{"version": {VERSION}, "pages": {{\n' + ",\n".join(lines) + "\n}}\n"
