"""What in the docs is made from the code: a page names a part in a comment (`<!-- made:rules -->`), and the build puts
it there.  Rules, weights, options and the commands' help are thus always those of the code beside them."""

from __future__ import annotations

import inspect
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import mkdocs_credibility
from mkdocs_credibility import rubric, rules, settings
from mkdocs_credibility.reports.texts import texts

ROOT = Path(__file__).parents[1]
MEASURED = tomllib.loads((ROOT / "scripts" / "measured.toml").read_text("utf-8"))
MARKER = re.compile(r"^<!-- made:(\w+) -->$", re.MULTILINE)

OWNERS = {
    "publisher": "the publisher: whoever put the article on the site",
    "agency": "the agency: it stands in the text as it came over the wire",
    "ingest": "ingest: it was done on the way in, by a scraper or an importer",
}


def on_page_markdown(markdown: str, **_: Any) -> str:
    """MkDocs' event: fill in what a page asks for."""
    return MARKER.sub(lambda marker: PARTS[marker.group(1)](), markdown)


def on_post_build(config: Any, **_: Any) -> None:
    """MkDocs' event: publish the options' JSON Schema beside the docs."""
    (Path(config.site_dir) / "mkdocs.schema.json").write_text(json.dumps(settings.schema(), indent=2) + "\n", "utf-8")


def rule_reference() -> str:
    """Every rule by dimension: what it finds, why, who says so, an example, how to fix it and how to silence it."""
    return "\n".join(_rule_reference(rules.every()))


def _rule_reference(every: Iterable[rules.Rule]) -> Iterator[str]:
    dimension = None
    for rule in every:
        if rule.dimension != dimension:
            dimension = rule.dimension
            yield f"## {dimension.capitalize()}\n"
        yield f"### `{rule.id}` {{ #{anchor(rule.id)} }}\n"
        yield f"**{text(rule.title)}**\n"
        yield f"> {text(rule.message)}\n"
        yield f"Why: {text(rule.rationale)}\n"
        if rule.source:
            yield f"Source: {text(rule.source)}\n"
        if rule.example:
            wrong, right = rule.example
            yield f"| found | not found |\n| --- | --- |\n| {cell(wrong)} | {cell(right)} |\n"
        yield f"Fix: {text(rule.fix)}\n"
        yield from measured(rule.id)
        compared = ", shown by a comparison of versions" if rule.compared else ""
        yield f"Severity {rule.severity}{compared}; owned by {OWNERS[rule.owner]}.\n"
        if rule.aliases:
            yield f"Once called {', '.join(f'`{alias}`' for alias in rule.aliases)}.\n"
        yield f"Silence it on a page: `credibility: {{ignore: {{{rule.id}: why it is right here}}}}`\n"


def measured(rule_id: str) -> Iterator[str]:
    """What was counted of a rule on labelled articles; nothing for a rule that was not measured by itself."""
    if rule_id in MEASURED["lines"]:
        right, wrong = MEASURED["lines"][rule_id]
        share = f", precision {right / (right + wrong):.1%}" if right + wrong >= 20 else ""
        yield f"Measured: of {right + wrong} lines it marks in 131 pages {right} are labelled boilerplate{share}.\n"
    if rule_id in MEASURED["texts"]:
        people, statistical, neural = MEASURED["texts"][rule_id]
        yield (
            f"Measured: found in {people} of 616 texts by people, {statistical} of 238 by statistical and {neural} of "
            "926 by neural machine translation.\n"
        )
    if rule_id in MEASURED["news"]:
        yield f"Measured: found in {MEASURED['news'][rule_id]} of 399 news articles; not labelled, so no precision.\n"


def anchor(rule_id: str) -> str:
    """The fragment under which a rule stands on the reference page."""
    return rule_id.replace("/", "-")


def text(value: str) -> str:
    """Plain words as Markdown that shows them as they are; a message's placeholders become an ellipsis."""
    value = re.sub(r"\{\w*[^{}]*\}", "…", value)
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(value.split()))


def cell(value: str) -> str:
    """Plain words, with their line breaks, for a table cell."""
    return "<br>".join(text(line) for line in value.strip().splitlines())


def weights() -> str:
    """What findings cost, and what each dimension weighs."""
    rows = ["| severity | one finding | all findings of one rule, at most |", "| --- | ---: | ---: |"]
    rows += [f"| {name} | {cost:g} | {rubric.CAP[name]:g} |" for name, cost in rubric.POINTS.items()]
    rows += ["", "| whose work the damage is | share of the points |", "| --- | ---: |"]
    rows += [f"| {OWNERS[owner]} | {share:.0%} |" for owner, share in rubric.OWNER_SHARE.items()]
    rows += [f"| shown by a comparison of versions | × {rubric.COMPARED_SHARE:g} |"]
    rows += ["", "| dimension | share of the total |", "| --- | ---: |"]
    rows += [f"| {dimension} | {share:.0%} |" for dimension, share in rubric.WEIGHTS.items()]
    return "\n".join(rows)


def bands() -> str:
    """The bands with the scores they take in."""
    words = texts("en")
    rows, top = ["| band | badge says | score |", "| --- | --- | --- |"], "100"
    for floor, name in rubric.BANDS:
        rows.append(f"| {name} | {words.plain(f'band.{name}')} | {floor:g} to {top} |")
        top = f"under {floor:g}"
    return "\n".join(
        [*rows, f"| {rubric.NOT_ASSESSED} | {words.plain(f'band.{rubric.NOT_ASSESSED}')} | none, and the reason |"]
    )


def options() -> str:
    """Every option of the plugin, from the model that plugin and command line share."""
    return "\n".join(_options())


def _options() -> Iterator[str]:
    for found in settings.every():
        kind, default = found.metadata["kind"], settings.default_of(found)
        choices = kind.schema.get("enum")
        listed = f" One of {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""
        yield f"### `{found.name}` {{ #option-{found.name} }}\n"
        yield f"{found.metadata['doc']}{listed} Default: `{_yaml(default)}`.\n"


def _yaml(value: object) -> str:
    if isinstance(value, settings.kinds.FailUnder) or value is None:
        return "none"
    if isinstance(value, tuple):
        return "[]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def commands() -> str:
    """The help of the program and of each of its commands."""
    import click

    from mkdocs_credibility.cli import main

    parent = click.Context(main, info_name="mkdocs-credibility", **main.context_settings)
    parts = [f"```text\n{main.get_help(parent)}\n```\n"]
    for name, command in getattr(main, "commands", {}).items():
        context = click.Context(command, info_name=name, parent=parent, **command.context_settings)
        parts.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def names() -> str:
    """Every public name of the package: how it is called, what it says of itself, what it has."""
    return "\n".join(part for name in mkdocs_credibility.__all__ for part in _name(name))


def _name(name: str) -> Iterator[str]:
    found = getattr(mkdocs_credibility, name)
    yield f"## `{name}` {{ #{name.lower()} }}\n"
    if inspect.isfunction(found):
        yield f"```py\n{_signature(name, found)}\n```\n"
    yield f"{inspect.getdoc(found)}\n"
    if not inspect.isclass(found) or not is_dataclass(found):
        return
    yield "\n".join(f"- `{field.name}`: {_kind(found, str(field.type))}" for field in fields(found)) + "\n"
    yield from _members(found)


def _members(found: type) -> Iterator[str]:
    """Properties and methods that the class itself has, each with the first paragraph of what it says."""
    for name, member in vars(found).items():
        function = getattr(member, "func", None) or getattr(member, "fget", None) or member
        if name.startswith("_") or not inspect.isfunction(function):
            continue
        call = "" if function is not member else f"({', '.join(list(inspect.signature(function).parameters)[1:])})"
        told = " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split())
        yield f"`.{name}{call}`\n:   {told}\n"


def _kind(found: type, annotation: str) -> str:
    """A type as it is written; the words themselves where it is one of a few."""
    bare, scope = annotation.removesuffix(" | None"), vars(sys.modules[found.__module__])
    named = scope.get(bare) if bare.isidentifier() else eval(bare, scope) if bare.startswith("Literal[") else None
    words = [str(word) for word in get_args(named)] or [bare]
    return ", ".join(f"`{word}`" for word in words) + (", or None" if bare != annotation else "")


def _signature(name: str, function: Callable[..., Any]) -> str:
    """A call with its types, an argument a line."""
    signature = inspect.signature(function)
    kinds = [parameter.kind for parameter in signature.parameters.values()]
    named = [str(parameter).replace("'", "") for parameter in signature.parameters.values()]
    if inspect.Parameter.KEYWORD_ONLY in kinds:
        named.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    return f"{name}(\n{''.join(f'    {one},{chr(10)}' for one in named)}) -> {signature.return_annotation}"


def changelog() -> str:
    """CHANGELOG.md without its title."""
    return (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n", 1)[1]


def hostile() -> str:
    """What was tried against the package, from the tests that try it."""
    folder = str(ROOT / "tests" / "hostile")
    if folder not in sys.path:
        sys.path.append(folder)
    import hostile_faults  # noqa: F401 - fills the table
    import hostile_inputs  # noqa: F401 - fills the table
    import hostile_places  # noqa: F401 - fills the table
    import hostile_table

    return hostile_table.table()


def mutants() -> str:
    """The changes to the code that no test can notice, and why they make no difference."""
    known = tomllib.loads((ROOT / "scripts" / "mutants.toml").read_text("utf-8"))["mutant"]
    rows = [f"| `{m['module']}` | `{m['within']}` | `{cell(m['change'])}` | {cell(m['why'])} |" for m in known]
    return "\n".join(["| module | in | change | why nobody can tell |", "| --- | --- | --- | --- |", *rows])


PARTS: dict[str, Callable[[], str]] = {
    "rules": rule_reference,
    "weights": weights,
    "bands": bands,
    "options": options,
    "commands": commands,
    "names": names,
    "changelog": changelog,
    "hostile": hostile,
    "mutants": mutants,
}
