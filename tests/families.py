"""Invented story families with everything that was done to each version: what the comparison must find, and no more.

`quarry` and `ferry` share one plan of versions (`family`); the others say of each version what was done to it
(`told_family`): its paragraphs are numbers of the paragraphs of the version it was made `from`, or its own; `replace`
changes nothing that counts, `quotes`, `numbers` and `negations` are changes that count, and are made unless the
paragraph is the version's own.
"""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "stories"


@dataclass
class Version:
    """A version's text, the version it was made from, and what was changed on the way.

    `own`: it is its house's own work, of which nothing is to be said against another version.  `unseen`: it shares a
    text that is not in the family.  `corrections` are numbers that it changes and says so; `sources` counts the claims
    that lost whose they are.
    """

    name: str
    text: str
    parent: str | None = None
    quotes: list[tuple[str, str, str]] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)
    negations: list[tuple[str, str]] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    own: bool = False
    unseen: bool = False
    corrections: list[tuple[str, str]] = field(default_factory=list)
    sources: int = 0
    path: str = ""
    source: str = ""


def family(name: str) -> dict[str, Version]:
    """The versions of one story: agency, credited, uncredited, copy of that copy, translated back, independent."""
    told = yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
    rows = told["paragraphs"]
    wire = [row["wire"] for row in rows]
    edited = [text for row in rows if (text := row.get("edit", row["wire"]))]
    back = [row["back"] for row in rows]
    opening, title = told["dateline"] + " — ", told["title"]
    british = [p.replace("miles", "kilometres").replace("9 kilometres", "14.5 kilometres") for p in edited]

    def page(paragraphs: list[str], *, head: str = "", before: str = "", tail: str = "") -> str:
        first, *rest = paragraphs
        return "\n\n".join(p for p in (title, head, before + first, *rest, tail) if p) + "\n"

    versions = [
        Version("wire", page(wire, before=opening, tail=told["tagline"])),
        Version("credited", page(wire[:-1], before=opening), "wire"),
        Version(
            "uncredited", page([*edited[:4], told["added"], *edited[4:]]), "wire",
            dropped={"agency-credit-dropped", "contributors-dropped", *told["edit_drops"]},
        ),
        Version("copy-of-copy", page([*british[:3], told["added"], *british[4:-1]]), "uncredited"),
        Version(
            "back", page(back, head=told["byline_back"], before=told["site_back"] + " — "), "wire",
            quotes=[tuple(q) for row in rows for q in row.get("quotes", ())],
            numbers=[tuple(n) for row in rows for kind in ("numbers", "dates") for n in row.get(kind, ())],
            negations=[tuple(row["negation"]) for row in rows if "negation" in row],
            dropped={"agency-credit-dropped", "byline-replaced", "contributors-dropped"},
        ),
        Version("independent", title.split()[0] + " notes\n\n" + told["independent"]),
    ]  # fmt: skip
    return {version.name: version for version in versions}


def told_family(name: str) -> dict[str, Version]:
    """The versions of a story that says itself what they are; `path` and `source` are those of a Markdown page."""
    told = yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
    paragraphs: dict[str, list[str]] = {"text": told["text"]}
    versions = {}
    for key, row in told["versions"].items():
        base = row.get("from", "text")
        kept = row.get("paragraphs", range(1, len(paragraphs[base]) + 1))
        body = [p if isinstance(p, str) else paragraphs[base][p - 1] for p in kept]
        counting = [tuple(c) for kind in ("quotes", "numbers", "negations") for c in row.get(kind, ())]
        for before, after, *_ in [*row.get("replace", ()), *counting]:
            body = [p if after in p else p.replace(before, after) for p in body]
        whole = "\n".join(body)
        for _, after, *_ in counting:
            assert after in whole, (name, key, after)
        paragraphs[key] = body
        title = row.get("title", told["title"])
        first = row.get("before", "") + body[0]
        parts = [row.get("head", ""), first, *body[1:], row.get("tail", "")]
        text = "\n\n".join(p for p in parts if p) + "\n"
        meta = {"title": title, "date": row.get("date"), "publisher": row.get("site", told.get("site"))}
        meta["lang"] = told.get("language", "en")
        front = yaml.safe_dump({k: v for k, v in meta.items() if v}, allow_unicode=True)
        versions[key] = Version(
            key, text, row.get("parent", row.get("from")),
            quotes=[tuple(q) for q in row.get("quotes", ())],
            numbers=[tuple(n) for n in row.get("numbers", ())],
            negations=[tuple(n) for n in row.get("negations", ())],
            dropped=set(row.get("dropped", ())),
            own=bool(row.get("own")), unseen=bool(row.get("unseen")),
            corrections=[tuple(n) for n in row.get("corrections", ())],
            sources=row.get("sources_dropped", 0),
            path=row.get("path", f"{name}/{key}.md"),
            source=f"---\n{front}---\n\n# {title}\n\n{text}",
        )  # fmt: skip
    return versions


_ALL = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
NAMES = [name for name, told in _ALL.items() if "paragraphs" in told]
TOLD = [name for name, told in _ALL.items() if "versions" in told]
LOOKALIKES = [name for name in TOLD if _ALL[name].get("lookalikes")]
