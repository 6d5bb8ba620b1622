"""Nothing is fetched: a build of the demo with every socket blocked, and a look at what it published."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import hostile_table
import pytest
import yaml
from hostile_sites import elements

from mkdocs_credibility.readers import strict_yaml

ROOT = hostile_table.ROOT
PACKAGE = ROOT / "mkdocs_credibility"

BLOCKED = """
import sys

def refuse(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname") or event.startswith("urllib."):
        print("network:", event, arguments, file=sys.stderr)
        raise RuntimeError(f"{event} {arguments}")

sys.addaudithook(refuse)
"""
BUILD = (
    BLOCKED
    + """
import logging
logging.disable(logging.INFO)
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config(sys.argv[1], site_dir=sys.argv[2])
config.plugins["credibility"].config["cache"] = False
config.plugins.on_startup(command="build", dirty=False)
build(config)
"""
)
CHECK = BLOCKED + "from mkdocs_credibility.cli import main\nmain(sys.argv[1:])\n"
FETCHING = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "audio": "src", "video": "src", "embed": "src",
    "object": "data", "use": "href", "image": "href",
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    site = tmp_path_factory.mktemp("demo") / "site"
    command = [sys.executable, "-c", BUILD, str(ROOT / "mkdocs.yml"), str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "network:" not in done.stderr
    return site


def test_the_block_blocks():
    code = BLOCKED + "import socket\nsocket.create_connection(('127.0.0.1', 9))\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "network: socket." in done.stderr


def test_the_demo_is_built_and_loads_nothing_from_elsewhere(demo):
    pages = sorted(demo.rglob("*.html"))
    assert len(pages) > 30
    assert (demo / "credibility.json").is_file()
    for page in pages:
        for tag, attributes in elements(page.read_text("utf-8")):
            loads = FETCHING.get(tag)
            if tag == "link" and {"stylesheet", "icon", "preload", "preconnect"} & set(
                (attributes.get("rel") or "").split()
            ):
                loads = "href"
            value = attributes.get(loads) if loads else None
            assert not re.match(r"(?i)\s*(?:[a-z]+:)?//", value or ""), (page, tag, value)


def test_our_styles_scripts_and_pictures_load_nothing(demo):
    ours = [*demo.glob("assets/credibility.*"), *demo.glob("credibility/**/*.svg")]
    assert ours
    for path in ours:
        text = (
            path.read_text("utf-8")
            .replace("http://www.w3.org/2000/svg", "")
            .replace("http://www.w3.org/1999/xlink", "")
        )
        assert not re.search(r"(?i)url\(\s*['\"]?(?:https?:)?//|@import|\bfetch\(|XMLHttpRequest|https?://", text), path


def test_a_check_and_an_assessment_open_no_connection(tmp_path):
    command = [sys.executable, "-c", CHECK, "check", str(ROOT / "docs" / "newsroom"), "--format", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "network:" not in done.stderr


def test_every_environment_escapes_and_no_template_is_made_of_text():
    made = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rsplit(".", 1)[-1]
            assert name not in ("from_string", "eval", "exec", "Template", "system", "popen"), f"{path}:{node.lineno}"
            called = ast.unparse(node.func)
            assert called not in ("pickle.loads", "pickle.load", "marshal.loads", "yaml.unsafe_load"), path
            assert called != "yaml.load" or path.name == "strict_yaml.py", path
            if name in ("Environment", "SandboxedEnvironment"):
                made += 1
                escaped = {k.arg: ast.unparse(k.value) for k in node.keywords}.get("autoescape")
                assert escaped == "True", f"{path}:{node.lineno}"
    assert made == 1
    assert issubclass(strict_yaml._Loader, yaml.SafeLoader)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.html")), ids=lambda p: p.name)
def test_templates_let_nothing_through_unescaped(path: Path):
    text = path.read_text("utf-8")
    assert "autoescape" not in text
    for filtered in re.findall(r"\|\s*safe\b", text):
        pytest.fail(f"{path}: {filtered}")
