"""Print, as JSON, every regular expression of the package and how it is called: run in a process of its own.

`re._compile` is replaced before the first module is imported, so that patterns at module level, those in caches and
those made from a language's lists are all seen, by the line that compiles them.  The lines that call `re` are read from
the sources, too: a pattern that stands there as a literal is taken from there, and a line that makes its pattern from
something else must have been seen at work, or it is named as missing.
"""

from __future__ import annotations

import ast
import inspect
import json
import pkgutil
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "mkdocs_credibility"
METHODS = frozenset({"search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "scanner"})
ELSEWHERE = ("__main__", "spark_engine", "duckdb_engine")
EXTRAS = frozenset({"duckdb", "pandas", "pyarrow", "pyspark", "warcio"})
"""Modules that are programs, and libraries that need not be installed where tests run; what asks for these is read from
its sources alone."""


@dataclass
class Use:
    """The lines of the package that compile a pattern, and the methods it is called with: none known, none excluded."""

    places: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)


class Noted:
    """A compiled pattern that notes which of its methods are asked for."""

    def __init__(self, pattern: Any, methods: set[str]) -> None:
        self._pattern, self._methods = pattern, methods

    def __getattr__(self, name: str) -> Any:
        if name in METHODS:
            self._methods.add(name)
        return getattr(self._pattern, name)

    def __hash__(self) -> int:
        return hash(self._pattern)

    def __eq__(self, other: object) -> bool:
        return bool(self._pattern == (other._pattern if isinstance(other, Noted) else other))


uses: dict[tuple[str | bytes, int], Use] = defaultdict(Use)
compiled = re._compile  # type: ignore[attr-defined]


def noting(pattern: Any, flags: Any) -> Any:
    """What `re` calls to compile: note who in the package compiles what; patterns of others stay as they are."""
    if isinstance(pattern, Noted):
        return pattern
    frame = sys._getframe(1)
    while frame.f_back is not None and Path(frame.f_code.co_filename).parent.name == "re":
        frame = frame.f_back
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(PACKAGE) or not isinstance(pattern, (str, bytes)):
        return compiled(pattern, flags)
    use = uses[pattern, int(flags)]
    use.places.add(f"{path.relative_to(PACKAGE).as_posix()}:{frame.f_lineno}")
    return Noted(compiled(pattern, flags), use.methods)


def imported(name: str) -> ModuleType | None:
    """A module; None for one that needs an extra which is not here."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in EXTRAS:
            return None
        raise


def exercise() -> None:
    """Import everything; make all that is kept, for every language; read, assess and report articles with something of
    everything in them."""
    import mkdocs_credibility

    names = [m.name for m in pkgutil.walk_packages(mkdocs_credibility.__path__, "mkdocs_credibility.")]
    modules = [module for name in names if not name.endswith(ELSEWHERE) and (module := imported(name))]
    from mkdocs_credibility import Article, Block, assess, language, read_html, read_markdown, read_text, review
    from mkdocs_credibility.reports.wording import renamed
    from mkdocs_credibility.signals.byline import lexicon
    from mkdocs_credibility.signals.translation import sequences

    for function in {v for m in modules for v in vars(m).values() if hasattr(v, "cache_info")}:
        if function.__module__.startswith("mkdocs_credibility."):
            asked = [p.name for p in inspect.signature(function).parameters.values() if p.default is p.empty]
            if set(asked) <= {"code", "further"}:
                for code in language.codes() if "code" in asked else (None,):
                    with suppress(KeyError):  # not every table has every language
                        function(*[code if name == "code" else () for name in asked])
    for known in filter(None, map(sequences.grammar, language.codes())):
        for _, _, pattern in chain.from_iterable(known.patterns.values()):
            sequences.compiled(pattern)
    for code in (None, *language.codes()):
        words = lexicon.lexicon(code)
        for name, value in vars(type(words)).items():
            if isinstance(value, cached_property):
                getattr(words, name)

    said = "“We went,” said Ana Brandt. By Ana Brandt, 3 May 2024, 12 percent. https://a.example (AP) Photo: X. " * 12
    odd = (
        "<div class='a'>x</div>\n\n<script>\nx\n</script>\n\n| a | b |\n|---|---|\n| c | d |\n\n[TOC]\n\n```\nx\n```\n\n"
        "[a](b 'c') <script>x</script> <del>a</del>\n"
    )
    declared = '<script type="application/ld+json">{"@type": "NewsArticle", "author": "Reuters"}</script>'
    for code in language.codes():
        assess(read_markdown(f"---\nlang: {code}\n---\n\n# T\n\nBy Ana Brandt\n\n{said}\n\n{said}"))
        assess(read_text(said, metadata={"lang": code}))
        assess(read_html(f'<html lang="{code}">{declared}<article><h1>T</h1><p>{said}</p></article></html>'))
    for read in (read_text, read_markdown, read_html):
        assess(read(f"{odd}\n\n{said}\n\nPARIS (AP) - {said}\n\n{said}—\n"))
    assess(read_text(f"Title: A\nAuthor: B\n\n{said}"))
    apart = f"a field of another reader\n\n{said} xqzt"  # text that is in no block, and a strange word
    assess(Article(apart, (Block("paragraph", 27, len(apart), 27, len(apart)),), declared_language="en"))
    pages = sorted((ROOT / "docs" / "newsroom").rglob("*.md"))
    review([read_markdown(page.read_text("utf-8"), path=page.name) for page in pages])
    renamed("a.md and b.md", [("a.md", "A"), ("b.md", "B")])


def parsed(path: Path) -> ast.AST:
    """The tree of a module."""
    return ast.parse(path.read_text("utf-8"))


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call of a function of `re` that takes a pattern, with the function's name."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)) if name in METHODS | {"compile"}:
                yield node, name


def flags_of(call: ast.Call, function: str) -> int:
    """The flags that a call gives, which are names of `re`."""
    given = [k.value for k in call.keywords if k.arg == "flags"]
    given += call.args[{"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(function, 2) :]
    return int(eval(ast.unparse(given[0]), {"re": re})) if given else 0  # noqa: S307 - our own sources


def read_sources() -> list[str]:
    """Add the literal patterns of the sources and the methods that are called by name; the lines of `re` calls whose
    pattern nobody has seen."""
    missing: list[str] = []
    trees = {p.relative_to(PACKAGE).as_posix(): parsed(p) for p in sorted(PACKAGE.rglob("*.py"))}
    called: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr=method) if (
                    method in METHODS
                ):
                    called[path if name.startswith("_") else "", name].add(method)
    for path, tree in trees.items():
        names = {
            node.value: node.targets[0] if isinstance(node, ast.Assign) else node.target
            for node in ast.walk(tree)
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None
        }
        for call, function in calls(tree):
            lines = {f"{path}:{n}" for n in range(call.lineno, (call.end_lineno or call.lineno) + 1)}
            if isinstance(call.args[0], ast.Constant):
                uses[call.args[0].value, flags_of(call, function)].places.add(f"{path}:{call.lineno}")
            found = [use for use in uses.values() if use.places & lines]
            if not found:
                missing.append(f"{path}:{call.lineno}")
            for use in found:
                if function != "compile":
                    use.methods.add(function)
                elif isinstance(target := names.get(call), ast.Name):
                    use.methods |= called.get((path if target.id.startswith("_") else "", target.id), set())
    return missing


if __name__ == "__main__":
    re._compile = noting  # type: ignore[attr-defined]
    exercise()
    re._compile = compiled  # type: ignore[attr-defined]
    missing = read_sources()
    found = [
        [pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern, isinstance(pattern, bytes), flags,
         sorted(use.places), sorted(use.methods)]
        for (pattern, flags), use in uses.items()
    ]  # fmt: skip
    json.dump({"missing": missing, "patterns": found}, sys.stdout)
