"""Locales: every text in every language, with the same places to fill, and no English left on a page in another one."""

import importlib
import pkgutil
import re
import tomllib
from string import Formatter

import pytest

import mkdocs_credibility
from mkdocs_credibility import rules
from mkdocs_credibility.phrase import KNOWN
from mkdocs_credibility.reports import texts as texts_module
from mkdocs_credibility.reports.texts import locales

LOCALES = texts_module._LOCALES  # noqa: SLF001  # the files themselves, to hold them against each other
FOREIGN = [code for code in locales() if code != "en"]


def wordings():
    """The English of every wording in the code, by key: its forms."""
    for module in pkgutil.walk_packages(mkdocs_credibility.__path__, "mkdocs_credibility."):
        importlib.import_module(module.name)
    own = {key: [w.text] if w.one is None else [w.text, w.one] for key, w in KNOWN.items() if "." in key}
    for rule in rules.every():
        own[f"{rule.id}.title"] = [rule.title]
        own[f"{rule.id}.message"] = [rule.message]
        own[f"{rule.id}.fix"] = [rule.fix]
        own |= {f"{rule.id}.{name}": [text] for name, text in rule.wordings}
    return own


def flat(name):
    return texts_module._flat(tomllib.loads((LOCALES / name).read_text("utf-8")))  # noqa: SLF001


def forms(value):
    return list(value.values()) if isinstance(value, dict) else [value] if isinstance(value, str) else []


def places(value):
    return {name for form in forms(value) for _, name, _, _ in Formatter().parse(form) if name}


def test_the_four_languages_are_there():
    assert locales() == ("de", "en", "es", "fr")


@pytest.mark.parametrize("code", FOREIGN)
def test_the_reports_own_words_are_complete(code):
    english, here = flat("en.toml"), flat(f"{code}.toml")
    assert sorted(here) == sorted(english)
    wrong = {key for key in english if places(english[key]) != places(here[key])}
    assert not wrong
    assert not {key for key in english if isinstance(english[key], dict) and set(here[key]) != {"one", "other"}}


@pytest.mark.parametrize("code", FOREIGN)
def test_every_rule_reason_and_change_is_said(code):
    english, here = wordings(), flat(f"{code}.findings.toml")
    assert sorted(here) == sorted(english)
    for key, own in english.items():
        wanted = {name for form in own for _, name, _, _ in Formatter().parse(form) if name}
        assert places(here[key]) == wanted, key
        assert (len(own) > 1) == isinstance(here[key], dict), f"{key}: forms"
