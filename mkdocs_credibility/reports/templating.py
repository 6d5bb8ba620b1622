"""The Jinja environment of badge, table and story page: where templates are found, and what they may call."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from types import CodeType
from typing import ClassVar, Final, cast

import jinja2
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from markupsafe import Markup, escape

from mkdocs_credibility.reports import diff, side_by_side
from mkdocs_credibility.reports.texts import Texts

PREFIX: Final = "credibility/"
"""Folder of a theme's `custom_dir` in which templates of the same names replace the packaged ones."""

_BARE_TEXT: Final = re.compile(r"""\{\{ ?t\.plain\(["']([\w.]+)["']\) ?\}\}""")


def environment(lookup: jinja2.BaseLoader | None, t: Texts) -> jinja2.Environment:
    """Templates that speak `t`'s language; `lookup` (a theme's loader) is asked for each before the packaged ones."""
    loaders = [lookup] if lookup else []
    env = jinja2.Environment(
        loader=jinja2.ChoiceLoader([*loaders, jinja2.DictLoader(_packaged())]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(),
        extensions=[_Spoken],
        auto_reload=False,  # a build sees one state of a theme: no look at every file for every badge
    )
    env.globals |= {
        "t": t, "pieces_html": diff.html, "rows_html": side_by_side.html, "bar_svg": bar_svg,
        "lang_attribute": lang_attribute,
    }  # fmt: skip
    return env


@cache
def _packaged() -> dict[str, str]:
    folder = files(__package__) / "templates"
    return {PREFIX + f.name: f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".html")}


def _texts(env: jinja2.Environment) -> Texts:
    return cast("Texts", env.globals["t"])


class _Compiled(jinja2.BytecodeCache):
    """Templates that were compiled before, as long as the program runs: `mkdocs serve` renders in one after another."""

    known: ClassVar[dict[tuple[str, str, str], CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if a template of that name and text is known in this language."""
        bucket.code = self.known.get((_texts(bucket.environment).code, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.known[_texts(bucket.environment).code, bucket.key, bucket.checksum] = bucket.code


class _Spoken(Extension):
    """Puts texts without values into a template before it is compiled: of what a badge prints, these are a fifth."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002  # Jinja's
        """The template's source with `{{ t.plain("key") }}` as the text it prints."""
        return source if "raw" in source else _BARE_TEXT.sub(self._said, source)

    def _said(self, match: re.Match[str]) -> str:
        t = _texts(self.environment)
        text = str(escape(t.plain(match[1]))) if match[1] in t else "{"
        return match[0] if "{" in text else text


@lru_cache(maxsize=None, typed=True)  # 50 and 50.0 are one key else, and do not print alike
def bar_svg(percent: float) -> Markup:
    """A bar that long: as SVG, whose width is an attribute, for a page that allows no inline style."""
    bar = f'<rect width="{percent}%" height="5"/>' if percent > 0 else ""
    return Markup(f'<svg class="cr-bar" aria-hidden="true">{bar}</svg>')  # noqa: S704  # holds a number


def lang_attribute(code: str | None) -> Markup:
    """The attribute `lang` for a language, with a space before it; nothing for none."""
    return Markup(f' lang="{escape(code)}"' if code else "")  # noqa: S704  # the code is escaped
