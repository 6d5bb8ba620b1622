"""One build in a process of its own: `one_build.py CONFIG [serve EDITED]` prints what it took as a line of JSON.

The plugin's share is the processor time, workers included, of its imports, its event handlers and what these call,
against the rest of the same process: numerator and denominator see the same machine in the same minute.  With `serve`
the site is built twice by one program, with a line added to the page EDITED in between, and the second is told of.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

PLUGIN = "mkdocs_credibility"


def clock() -> float:
    """Processor seconds of this process and of those it has waited for."""
    found = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in found)


class Stages:
    """Processor time by stage, each without the stages in it."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inner: list[float] = []

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time()
            self._inner.append(0.0)
            try:
                return function(*args, **kwargs)
            finally:
                took = time.process_time() - start
                inner = self._inner.pop()
                self.seconds[name] += took - inner
                if self._inner:
                    self._inner[-1] += took

        return call

    def wrap(self, owner: Any, attribute: str, name: str) -> None:
        setattr(owner, attribute, self.timed(name, getattr(owner, attribute)))


def stages_of_the_plugin(stages: Stages) -> None:
    """Time what the plugin does, by the names that the docs print; loads all of it first."""
    from mkdocs_credibility import examining, stories
    from mkdocs_credibility.plugin import build, publish
    from mkdocs_credibility.plugin.write import Writer
    from mkdocs_credibility.reports import evidence, html
    from mkdocs_credibility.stories import gather

    for signal in examining.signals():
        stages.wrap(signal, "examine", f"assess: {signal.__name__.rpartition('.')[2]}")
    stages.wrap(examining, "no_article", "assess: words")
    stages.wrap(build, "read_page", "read")
    stages.wrap(stories, "leads", "stories: what leads to others")
    stages.wrap(gather, "find", "stories: compare")
    stages.wrap(html.Renderer, "badge", "render: badges")
    stages.wrap(evidence.Evidence, "href", "render: evidence")
    stages.wrap(html.Renderer, "story", "render: story pages")
    stages.wrap(html.Renderer, "table", "render: table")
    stages.wrap(publish.svg, "badge", "render: SVG badges")
    stages.wrap(Writer, "write", "write")


def main(config_file: str, mode: str = "build", edited: str = "") -> None:
    start = clock()
    by_stage = mode == "stages"
    import mkdocs.commands.build as command
    from mkdocs.config import load_config
    from mkdocs.plugins import BasePlugin

    logging.disable(logging.CRITICAL)
    stages, ours = Stages(), 0.0
    before = clock()
    if by_stage:
        stages_of_the_plugin(stages)
        stages.seconds["import"] = ours = clock() - before
    elif "credibility" in Path(config_file).read_text("utf-8"):
        import_module(f"{PLUGIN}.plugin.plugin")  # what more it needs is imported by its handlers, and counted there
        ours = clock() - before
    config = load_config(config_file)
    spent = {"seconds": 0.0}

    def counted(handler: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            began = clock()
            try:
                return handler(*args, **kwargs)
            finally:
                spent["seconds"] += clock() - began

        return call

    def watch() -> None:
        for handlers in config.plugins.events.values():
            for at, handler in enumerate(handlers):
                owner = getattr(handler, "__self__", None)
                if isinstance(owner, BasePlugin) and type(owner).__module__.startswith(PLUGIN):
                    handlers[at] = counted(stages.timed("other", handler) if by_stage else handler)

    if mode == "serve":
        config.plugins.on_startup(command="serve", dirty=False)
        command.build(config)
        page = Path(edited)
        page.write_text(page.read_text("utf-8") + "\nNobody had expected another word of it.\n", "utf-8")
        start, ours = clock(), 0.0
        config = load_config(config_file)
    else:
        config.plugins.on_startup(command="build", dirty=False)
    watch()
    command.build(config)
    total = clock() - start
    ours += spent["seconds"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    told = {"ours": ours, "total": total, "share": ours / (total - ours), "peak": peak, "stages": dict(stages.seconds)}
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
