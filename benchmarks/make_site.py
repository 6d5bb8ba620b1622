"""Sites to measure on, made of invented words: the same arguments give the same bytes on any machine.

A third of the articles tell a story together: a wire text and up to three versions of it, with words swapped, sentences
left out, quotes altered and credits dropped.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path


def words(text: str) -> list[str]:
    return text.split()


ONSETS = words("b br d dr f g gr h k l m n p r s st t tr v w")
VOWELS = words("a e i o u ai ea ou")
CODAS = words("l m n nd r rk rn s st t th x")
VERBS = words("said told explained warned added insisted noted argued recalled replied")
PLAIN = words("""council harbour bridge school tax budget ferry valley mill union strike road court hospital vote plan
figures people workers families tickets trains farmers prices repairs weeks months talks offer report contract deal
court ruling appeal study water winter summer roof platform market station office grant loan rent""")
DOING = words("""approved rejected delayed announced closed reopened funded reviewed repaired extended cancelled signed
questioned measured counted published planned inspected""")
SMALL = words("the a this its their every another no")
LINKS = words("after before because while although when since unless")
SWAPS = {"said": "stated", "told": "informed", "people": "persons", "plan": "scheme", "talks": "negotiations",
         "weeks": "a few weeks", "closed": "shut", "approved": "passed", "rejected": "refused"}  # fmt: skip
RESIDUE = ("Share this article", "Advertisement", "Sign up for our newsletter", "Read more: {name} and the {noun}")


class Writer:
    """Writes one story: its people, places and words stay the same in all its versions."""

    def __init__(self, seed: str) -> None:
        self.rng = random.Random(seed)
        self.people = [f"{self.name()} {self.name()}" for _ in range(4)]
        self.place = self.name()
        self.own = [self.word() for _ in range(60)]

    def word(self) -> str:
        rng = self.rng
        return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.randint(1, 2))) + rng.choice(CODAS)

    def name(self) -> str:
        return self.word().capitalize()

    def noun(self) -> str:
        return self.rng.choice(PLAIN if self.rng.random() < 0.7 else self.own)

    def clause(self) -> str:
        rng = self.rng
        parts = [rng.choice(SMALL), self.noun(), rng.choice(["was", "had been", "would be"]), rng.choice(DOING)]
        if rng.random() < 0.6:
            parts += [rng.choice(["in", "near", "for", "with", "by"]), rng.choice(SMALL), self.noun()]
        if rng.random() < 0.25:
            parts += ["in", str(rng.randint(1990, 2026))]
        return " ".join(parts)

    def sentence(self) -> str:
        rng = self.rng
        text = f"{self.clause()} {rng.choice(LINKS)} {self.clause()}" if rng.random() < 0.6 else self.clause()
        return text[0].upper() + text[1:] + "."

    def quote(self) -> str:
        rng, who = self.rng, self.rng.choice(self.people)
        said = self.sentence()[:-1]
        if rng.random() < 0.5:
            return f"“{said},” {who} {rng.choice(VERBS)}. “{self.sentence()}”"
        return f"{who}, a {self.noun()} worker in {self.place}, {rng.choice(VERBS)} that {self.clause()}."

    def paragraphs(self, length: int) -> list[str]:
        found: list[str] = []
        count = 0
        while count < length:
            rng = self.rng
            text = self.quote() if rng.random() < 0.35 else " ".join(self.sentence() for _ in range(rng.randint(2, 4)))
            found.append(text)
            count += len(text.split())
        return found


def version(paragraphs: list[str], rng: random.Random) -> list[str]:
    """A text as somebody else would print it."""
    kept = [p for p in paragraphs if rng.random() > 0.12]
    rate = rng.choice((0.1, 0.3, 0.6))
    return [" ".join(SWAPS.get(w, w) if rng.random() < rate else w for w in p.split(" ")) for p in kept]


def article(title: str, author: str | None, dateline: str, paragraphs: list[str], rng: random.Random) -> str:
    lines = ["---", f"title: {title}", *([f"author: {author}"] if author else []), "---", "", f"# {title}", ""]
    body = [dateline + paragraphs[0], *paragraphs[1:]]
    if rng.random() < 0.2:
        body.insert(len(body) // 2, rng.choice(RESIDUE).format(name=title.partition(" ")[0], noun=rng.choice(PLAIN)))
    for number, paragraph in enumerate(body):
        if number % 6 == 5:
            lines += [f"## {title.partition(' ')[0]} {number}", ""]
        lines += [paragraph, ""]
    return "\n".join(lines)


def told(articles: int, length: int, seed: int) -> Iterator[tuple[int, int, int, Writer, list[str]]]:
    """So many articles, story by story: the article's number, its place in its story, the story's size, who writes it
    and the text of the first version.  Whoever takes one draws what makes it differ before taking the next."""
    number = story = 0
    while number < articles:
        writer = Writer(f"{seed}-{story}")
        text = writer.paragraphs(length)
        members = writer.rng.randint(2, 4) if writer.rng.random() < 0.15 else 1
        for member in range(min(members, articles - number)):
            yield number, member, members, writer, text
            number += 1
        story += 1


def make_site(folder: Path, articles: int, *, theme: str = "mkdocs", length: int = 800, seed: int = 1) -> None:
    """Write a site of so many articles of some `length` in words, with a short navigation."""
    docs = folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    (docs / "index.md").write_text("# The Daily Measure\n\nNews.\n", "utf-8")
    (folder / "mkdocs.yml").write_text(
        f"site_name: The Daily Measure\nsite_url: https://measure.example/\ntheme:\n  name: {theme}\n"
        "nav: [index.md]\nnot_in_nav: '/*/*.md'\nplugins: [search]\n",
        "utf-8",
    )
    for number, member, members, writer, text in told(articles, length, seed):
        rng = writer.rng
        title = " ".join([writer.name(), writer.noun(), writer.noun(), str(number)])
        wire = members > 1 and member == 0
        dateline = f"{writer.place.upper()} (AP) — " if wire else ""
        author = None if wire or rng.random() < 0.3 else rng.choice(writer.people)
        paragraphs = text if member == 0 else version(text, rng)
        path = docs / f"{number % 25:02}" / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(article(title, author, dateline, paragraphs, rng), "utf-8")
