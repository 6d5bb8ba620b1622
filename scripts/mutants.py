"""Mutation testing: one thing in a module is changed at a time, and a test must notice.

    python scripts/mutants.py                        every module of TARGETS, some minutes
    python scripts/mutants.py rubric --line 62       one module, or one line of it

The tests are collected once, and each mutant is tried in a fork of that process: the changed functions and constants
are put in the place of those that were imported, and the tests that reach the changed line run, the quickest first,
until one fails.  Ends with 1 if a mutant survives that `mutants.toml` does not explain.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import os
import pickle
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parents[1]
PACKAGE = "mkdocs_credibility"
STORIES = [
    "tests/test_relations.py",
    "tests/test_descent.py",
    "tests/test_stories.py",
    "tests/test_golden.py",
    "-k",
    "(relations or descent or stories) and not order_of_articles",
]
TARGETS = {
    "rubric": ["tests/test_rubric.py"],
    "rules": ["tests/test_rules.py", "tests/test_extensions.py", "tests/test_own_rules.py"],
    "rules.own": ["tests/test_own_rules.py"],
    "stories.relation": STORIES,
    "stories.direction": STORIES,
    "stories.descent": STORIES,
}
"""The tests of each module, in the order in which they are asked."""
EXPLAINED = {(e["module"], e["within"], e["change"]): e["why"] for e in tomllib.loads(
    (Path(__file__).parent / "mutants.toml").read_text("utf-8")
).get("mutant", [])}  # fmt: skip
SECONDS = 120
"""Processor time after which a mutant counts as noticed: it does not end."""

OTHER: dict[type[ast.AST], list[type[ast.AST]]] = {
    ast.Lt: [ast.LtE], ast.LtE: [ast.Lt], ast.Gt: [ast.GtE], ast.GtE: [ast.Gt], ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq], ast.In: [ast.NotIn], ast.NotIn: [ast.In], ast.Is: [ast.IsNot], ast.IsNot: [ast.Is],
    ast.And: [ast.Or], ast.Or: [ast.And], ast.Add: [ast.Sub], ast.Sub: [ast.Add], ast.Mult: [ast.Div],
    ast.Div: [ast.Mult], ast.BitAnd: [ast.BitOr], ast.BitOr: [ast.BitAnd],
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """`holder.field` (or its item `index`) becomes `new`; `within` is the function or constant it is in."""

    line: int
    within: str
    change: str
    holder: ast.AST
    field: str
    index: int | None
    new: ast.AST

    def apply(self) -> None:
        if self.index is None:
            setattr(self.holder, self.field, self.new)
        else:
            getattr(self.holder, self.field)[self.index] = self.new


def mutants(tree: ast.AST, within: str = "") -> Iterator[Mutant]:
    """Every change that is tried below a node, in the order of the source."""
    for field, value in ast.iter_fields(tree):
        if field in ("annotation", "returns", "decorator_list", "type_params", "type_comment"):
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or _is_text(node):
                continue
            inside = within
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                inside = f"{within}.{node.name}".lstrip(".")
            elif not within and isinstance(node, ast.Assign | ast.AnnAssign):
                inside = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            for new in variants(node, field):
                before, after = (ast.unparse(x) or "pass" for x in (node, new))
                yield Mutant(
                    node.lineno, inside, f"{before} -> {after}", tree, field, index, ast.copy_location(new, node)
                )
            yield from mutants(node, inside)


def _is_text(node: ast.AST) -> bool:
    """Docstrings; the wording of what is said, which other tests hold; types."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id == "Literal"
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Wording"


def variants(node: ast.AST, field: str) -> Iterator[ast.AST]:
    """What may stand in a node's place."""
    match node:
        case ast.Compare(left, ops, comparators):
            for n, op in enumerate(ops):
                for other in OTHER.get(type(op), ()):
                    yield ast.Compare(left, [*ops[:n], other(), *ops[n + 1 :]], comparators)
        case ast.BoolOp(op, values):
            yield from (ast.BoolOp(other(), values) for other in OTHER[type(op)])
        case ast.BinOp(left, op, right):
            yield from (ast.BinOp(left, other(), right) for other in OTHER.get(type(op), ()))
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(float() as value):
            yield from (ast.Constant(value * 2 or 1.0), ast.Constant(value / 2)) if value else [ast.Constant(1.0)]
        case ast.Constant(str() as value):
            yield ast.Constant(f"{value}?")
        case ast.Call(ast.Name(name), args, keywords) if name in NAMES:
            yield ast.Call(ast.Name(NAMES[name], ast.Load()), args, keywords)
        case ast.Expr() | ast.AugAssign() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Assign([ast.Attribute() | ast.Subscript(), *_]):
            yield ast.Pass()
    if field in ("test", "ifs") and isinstance(node, ast.Name | ast.Call | ast.Attribute | ast.BoolOp | ast.NamedExpr):
        yield ast.UnaryOp(ast.Not(), node)


def put(module: ModuleType, tree: ast.Module) -> None:
    """Give what was imported from a module the behaviour of the changed source."""
    fresh: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(compile(tree, str(module.__file__), "exec"), fresh)
    for name, new in fresh.items():
        old = vars(module).get(name)
        if old is None or name.startswith("__"):
            continue
        if codes(old):
            changed = codes(new)
            for where, function in codes(old).items():
                function.__code__ = changed[where].__code__
                if repr(function.__defaults__) != repr(changed[where].__defaults__):
                    function.__defaults__ = changed[where].__defaults__
        elif not isinstance(old, type | ModuleType) and repr(new) != repr(old):
            for other in [m for n, m in sys.modules.items() if n.startswith((PACKAGE, "test"))]:
                if vars(other).get(name) is old:
                    setattr(other, name, new)


def codes(thing: Any, where: str = "") -> dict[str, FunctionType]:
    """The functions that a function, a decorated one, a property or a class of a module is made of."""
    found: dict[str, FunctionType] = {}
    if isinstance(thing, type):
        for name, value in vars(thing).items():
            found |= codes(value, f"{where}.{name}") if not isinstance(value, type) else {}
        return found
    inner = getattr(thing, "__wrapped__", None) or getattr(thing, "fget", None) or getattr(thing, "func", None) or thing
    return {where: inner} if isinstance(inner, FunctionType) else {}


class Reach(NamedTuple):
    """The lines of a module that a test runs, and how long the test takes."""

    lines: set[int]
    seconds: float


class Trial:
    """A plugin of pytest: in place of running the tests once, it runs them against each mutant."""

    def __init__(self, module: str, line: int | None) -> None:
        self.name, self.line = module, line
        self.outcome: dict[Mutant, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of the tests."""
        module = importlib.import_module(f"{PACKAGE}.{self.name}")
        source = Path(str(module.__file__)).read_text("utf-8")
        tests = forked(lambda: reached(session.items, str(module.__file__)))
        if not isinstance(tests, dict):
            raise pytest.UsageError("the tests fail without a mutant")
        tree = ast.parse(source)
        for mutant in mutants(tree):
            if self.line in (None, mutant.line):
                self.outcome[mutant] = self.try_out(mutant, tree, module, session.items, tests)
                if self.outcome[mutant] == "survived":
                    known = "  (explained)" if (self.name, mutant.within, mutant.change) in EXPLAINED else ""
                    print(f"{self.name}:{mutant.line} in {mutant.within}: {mutant.change}{known}", flush=True)
        return True

    def try_out(
        self, mutant: Mutant, tree: ast.Module, module: ModuleType, items: list[pytest.Item], tests: dict[str, Reach]
    ) -> str:
        """Whether the tests that reach a mutant notice it: "failed", "endless" or "survived"."""
        ordered = sorted(items, key=lambda item: tests[item.nodeid].seconds)
        first = [item for item in ordered if mutant.line in tests[item.nodeid].lines]
        rest: list[pytest.Item] = []
        if not first:  # it runs at import, or never: those notice first that run a line which names what it is in
            source = Path(str(module.__file__)).read_text("utf-8")
            lines = {n for n, text in enumerate(source.splitlines(), 1) if mutant.within in text}
            first = [item for item in ordered if tests[item.nodeid].lines & lines]
            rest = [item for item in ordered if item not in first]

        def run() -> str:
            mutant.apply()  # the fork's own tree
            try:
                put(module, tree)
            except Exception:  # noqa: BLE001 - such a module cannot even be imported
                return "failed"
            return "survived" if all(passes(item) for item in (*first, *rest)) else "failed"

        return forked(run) or "endless"


def passes(item: pytest.Item) -> bool:
    """Run one test with its fixtures."""
    reports = runtestprotocol(item, log=False, nextitem=None)
    return not any(report.failed for report in reports)


def reached(items: list[pytest.Item], file: str) -> dict[str, Reach] | None:
    """What each test runs of a file, by its id, without what another test has left in a cache."""
    found: dict[str, Reach] = {}
    for item in items:
        for name, module in list(sys.modules.items()):
            if name.startswith(("test", "families")):
                for value in vars(module).values():
                    getattr(value, "cache_clear", lambda: None)()
        lines: set[int] = set()

        def trace(frame: Any, event: str, _: Any, lines: set[int] = lines) -> Any:
            if frame.f_code.co_filename != file:
                return None
            if event in ("call", "line"):
                lines.add(frame.f_lineno)
            return trace

        sys.settrace(trace)
        begun = time.process_time()
        passed = passes(item)
        sys.settrace(None)
        found[item.nodeid] = Reach(lines, time.process_time() - begun)
        if not passed:
            print(f"fails without a mutant: {item.nodeid}")
            return None
    return found


def forked(function: Callable[[], Any]) -> Any:
    """What a function returns in a fork of this process; None if it dies or takes too long."""
    read, write = os.pipe()
    if not (child := os.fork()):
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        with os.fdopen(write, "wb") as out:
            out.write(pickle.dumps(function()))
            out.flush()
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        data = answer.read()
    os.waitpid(child, 0)
    return pickle.loads(data) if data else None


def main() -> int:
    """Try what the arguments ask for, and say what survived."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("modules", nargs="*", default=list(TARGETS))
    parser.add_argument("--line", type=int)
    options = parser.parse_args()
    os.chdir(ROOT)
    if len(options.modules) > 1:  # each in a process of its own: what one has imported is not the next one's
        commands = [[sys.executable, __file__, name] for name in options.modules]
        return max([subprocess.run(command, check=False).returncode for command in commands])
    (name,) = options.modules
    trial = Trial(name, options.line)
    quiet = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
    pytest.main([*quiet, *TARGETS[name]], plugins=[trial])
    outcomes = Counter(trial.outcome.values())
    survived = {(name, m.within, m.change) for m, outcome in trial.outcome.items() if outcome == "survived"}
    print(f"{name}: {dict(outcomes)}, {len(survived - set(EXPLAINED))} of the survivors unexplained")
    return 1 if survived - set(EXPLAINED) or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main())
