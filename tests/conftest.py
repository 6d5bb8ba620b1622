"""What the tests share: small sites, built for real."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

BODY = """\
By Ada Corvin

The council of Osby met on Monday and agreed to mend the bridge before the winter comes, its clerk Petra Holm said on
the steps of the town hall. Work begins in the first week of May and will take eleven weeks. Buses go by the lower road,
which is two miles longer, and the school opens a quarter of an hour later until the bridge is free again.
"""

STORY = """\
The ferry Marigold ran aground off Tessel Point on Tuesday morning with 214 people aboard, the harbour office said, and
all of them were brought ashore by noon.

“We felt one long shudder and then nothing at all,” said Ilse Varga, a nurse who was travelling to Brenmouth. “Nobody
shouted. We put the jackets on and waited.”

Harbour master Tomas Rehn said the ship had left its usual channel to avoid a drifting barge. “The barge had no lights
and no crew,” Rehn said. “It should not have been there.”

The owner of the barge, Lindqvist Haulage, declined to comment. Divers were to inspect the hull on Wednesday, and the
crossing would stay closed until they had, Rehn added.
"""


@dataclass
class Site:
    """A site on disk; `build()` writes it and `page()` reads what came out."""

    root: Path

    @property
    def out(self) -> Path:
        return self.root / "site"

    def build(self, docs: dict[str, str], plugins: list[Any] | None = None, **settings: Any) -> Path:
        for name, text in docs.items():
            path = self.root / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        settings = {
            "site_name": "The Brenmouth Ledger",
            "site_url": "https://ledger.example/",
            "plugins": ["search", "credibility"] if plugins is None else plugins,
            **settings,
        }
        file = self.root / "mkdocs.yml"
        file.write_text(yaml.safe_dump(settings), "utf-8")
        config = load_config(str(file))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
        return self.out

    def page(self, name: str) -> str:
        return (self.out / name).read_text("utf-8")


@pytest.fixture(autouse=True)
def _mkdocs_is_heard() -> None:
    """Builds that other tests ran quietly leave MkDocs' logger turned down."""
    logging.getLogger("mkdocs").setLevel(logging.NOTSET)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An empty site to write pages into."""
    return Site(tmp_path)
