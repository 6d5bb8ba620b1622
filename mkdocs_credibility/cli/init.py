"""`init`: the plugin, with its options as comments, in a `mkdocs.yml` of which no other byte changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
import yaml

from mkdocs_credibility.cli.work import Failure, fail, write_file
from mkdocs_credibility.readers.project import NAMES, PLUGIN, ProjectError, find_config, load_config, plugin_options
from mkdocs_credibility.reports.terminal import safe

OPTIONS: Final = (
    "# include: [news/]            # pages to read, gitignore syntax; all when left out",
    "# exclude: [news/about.md]    # pages to leave out",
    "# badge: after-title          # or before-content, after-content, theme, none",
    "# fail_under: 60              # fail the build when a page scores less",
    "# fail_on: [high]             # ... or has such findings",
    "# baseline: credibility-baseline.json  # findings from before that fail nothing",
    "# ignore:                     # rules to silence, each with the reason that readers see",
    "#   boilerplate/teaser-line: Our teasers are part of the house style.",
)
"""What is written below the plugin's name.  All of it is commented out: the defaults are meant to be right."""


@click.command()
@click.argument("config", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
def init(config: Path | None) -> None:
    """Add the plugin to a mkdocs.yml, with its options as comments.  Nothing else in the file changes."""
    file = find_config(config or Path())
    if file is None:
        raise Failure(f"{safe(str(config or '.'))}: no {NAMES[0]} there")
    try:
        loaded = load_config(file)
        text = file.read_bytes().decode("utf-8")
    except ProjectError as error:
        raise fail(error.problems) from None
    _, path = plugin_options(loaded.data)
    if path:
        click.echo(f"{safe(loaded.place(path))}: the plugin is there already")
        return
    place = loaded.places.get(("plugins",))
    if place is not None and Path(place[0]) != file:
        raise Failure(f"{safe(str(file))}: the plugins stand in {safe(place[0])}; call init with that file")
    changed = with_plugin(text)
    if changed is None or not _same_but_for_plugin(text, changed):
        raise Failure(f"{safe(str(file))}: cannot tell where the plugin belongs; add `- {PLUGIN}` to plugins yourself")
    write_file(file, changed)
    click.echo(f"{safe(str(file))}: plugin added")


def with_plugin(text: str) -> str | None:
    """The text of a configuration file with the plugin in it; None when its form is not understood."""
    end = "\r\n" if "\r\n" in text else "\n"
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
        return None
    items = {key.value: (key, value) for key, value in root.value} if root is not None else {}
    if "plugins" not in items:
        lines = ["plugins:", "  - search", *_entry("  - ")]
        return _insert(text, len(text), lines, end)
    key, value = items["plugins"]
    if isinstance(value, yaml.ScalarNode):
        if value.tag != "tag:yaml.org,2002:null" or value.value:
            return None
        return _insert(text, _line_end(text, key.end_mark.index), ["  - search", *_entry("  - ")], end)
    if value.flow_style or not value.value:
        return _into_flow(text, value)
    at = _line_end(text, max(_ends(value)))
    dash = " " * value.start_mark.column
    return _insert(text, at, _entry(f"{dash}- " if isinstance(value, yaml.SequenceNode) else dash), end)


def _entry(lead: str) -> list[str]:
    indent = " " * (len(lead) + 2)
    return [f"{lead}{PLUGIN}:", *(f"{indent}{line}" for line in OPTIONS)]


def _ends(node: yaml.Node) -> Iterator[int]:
    """Where the leaves of a node end (a collection in blocks ends only where the next thing begins)."""
    stack: list[Any] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, yaml.ScalarNode) or item.flow_style:
            yield item.end_mark.index
        elif isinstance(item, yaml.MappingNode):
            stack += [part for pair in item.value for part in pair]
        else:
            stack += item.value


def _line_end(text: str, at: int) -> int:
    """Behind the line end of the line on which a leaf ends."""
    if at and text[at - 1] == "\n":
        return at  # a text over several lines, whose last line end is its own
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _insert(text: str, at: int, lines: list[str], end: str) -> str:
    lead = end if at and text[at - 1] != "\n" else ""
    return f"{text[:at]}{lead}{end.join(lines)}{end}{text[at:]}"


def _into_flow(text: str, value: yaml.Node) -> str:
    """`[search]` with the plugin behind its last item; `{search: {}}` likewise."""
    name = f"{PLUGIN}: {{}}" if isinstance(value, yaml.MappingNode) else PLUGIN
    if not value.value:
        at = value.start_mark.index + 1
        return f"{text[:at]}{name}{text[at:]}"
    last = value.value[-1]
    at = (last[1] if isinstance(last, tuple) else last).end_mark.index
    return f"{text[:at]}, {name}{text[at:]}"


def _same_but_for_plugin(before: str, after: str) -> bool:
    """Whether the two say the same when the plugin is taken out again (and `search`, where it was only implied)."""
    old, new = (_plain(yaml.compose(text, Loader=yaml.SafeLoader)) for text in (before, after))
    old, new = old or {}, new or {}
    was, now = old.pop("plugins", None) or [], new.pop("plugins", None)
    if isinstance(now, list):
        names = [item for item in now if item != PLUGIN and item != {PLUGIN: ""}]
        return bool(old == new and len(names) < len(now) and names == (was or names))
    rest = {key: value for key, value in (now or {}).items() if key != PLUGIN}
    return bool(old == new and now and PLUGIN in now and rest == (was or rest))


def _plain(node: Any) -> Any:
    if node is None:
        return None
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    return [_plain(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value
