"""An archive to measure on: `python -m benchmarks.make_archive FILE.jsonl ARTICLES`; always the same bytes.

A quarter of the articles tell a story together, as in the sites of `make_site`; those of one story stand far apart.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.make_site import PLAIN, RESIDUE, told, version


def rows(articles: int, *, length: int = 400, seed: int = 1) -> Iterator[dict[str, object]]:
    """So many articles of some `length` in words, story by story."""
    for number, member, members, writer, text in told(articles, length, seed):
        rng = writer.rng
        wire = members > 1 and member == 0
        paragraphs = list(text) if member == 0 else version(text, rng) or list(text)
        if wire:
            paragraphs[0] = f"{writer.place.upper()} (AP) \u2014 {paragraphs[0]}"
        if rng.random() < 0.2:
            residue = rng.choice(RESIDUE).format(name=writer.place, noun=rng.choice(PLAIN))
            paragraphs.insert(len(paragraphs) // 2, residue)
        yield {
            "url": f"https://archive.example/{number % 1009}/{number}",
            "title": " ".join([writer.name(), writer.noun(), writer.noun(), str(number)]),
            "authors": [] if wire or rng.random() < 0.3 else [rng.choice(writer.people)],
            "language": "en",
            "text": "\n\n".join(paragraphs),
        }


def make_archive(path: Path, articles: int, *, length: int = 400, seed: int = 1) -> None:
    """Write the articles as JSON Lines, in an order that keeps no story together."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows(articles, length=length, seed=seed)]
    random.Random(seed).shuffle(lines)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("--length", type=int, default=400, help="words of an article (400)")
    given = parser.parse_args()
    make_archive(given.file, given.articles, length=given.length)
