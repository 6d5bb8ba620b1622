"""Invented story families with everything that was done to each version: what the comparison must find, and no more."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "stories"


@dataclass
class Version:
    """A version's text, the version it was made from, and what was changed on the way."""

    name: str
    text: str
    parent: str | None = None
    quotes: list[tuple[str, str, str]] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)
    negations: list[tuple[str, str]] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)


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
            dropped={"agency-credit-dropped", "contributors-dropped", "anonymity-reason-dropped"},
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


NAMES = sorted(path.stem for path in FOLDER.glob("*.yml"))
