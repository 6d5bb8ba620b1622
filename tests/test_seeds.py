"""The founding articles, where a checkout of them stands beside the repo; they belong to their publishers."""

from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the founding articles are not part of the repo")
