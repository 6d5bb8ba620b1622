"""The cache: what it keeps, what it drops, and what it makes of files that are not its own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from dataclasses import fields
from pathlib import Path
from random import Random

import deadly
import pytest
from conftest import STORY

from mkdocs_credibility import Agency, Options, OwnRules, examining, kept, read_markdown, review, stories
from mkdocs_credibility import cache as caching
from mkdocs_credibility.cache import DiskCache, MemoryCache, digest, fingerprint
from mkdocs_credibility.pipeline import Session
from mkdocs_credibility.plugin.past import Layers
from mkdocs_credibility.processes import Pool
from mkdocs_credibility.reports.json import document, dumps
from mkdocs_credibility.rules import Rule
from mkdocs_credibility.rules.own import OwnRule
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.span import Span

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _files_are_let_go(monkeypatch):
    """A program that ends closes its files; what a test has opened is closed here, or Python 3.13 warns of it."""
    opened, begin = [], DiskCache.__init__

    def note(self, *args, **keywords):
        opened.append(self)
        begin(self, *args, **keywords)

    monkeypatch.setattr(DiskCache, "__init__", note)
    yield
    for store in opened:
        store.close()


def test_what_is_kept_is_there_in_the_next_run(tmp_path):
    first = DiskCache(tmp_path / "deep" / "folder")
    assert first.get(b"a") is None
    first.put(b"a", b"one")
    first.put(b"b", b"")
    assert first.get(b"a") == b"one"
    first.flush()
    second = DiskCache(tmp_path / "deep" / "folder")
    assert (second.get(b"a"), second.get(b"b"), second.get(b"c")) == (b"one", b"", None)
    assert (tmp_path / "deep" / "folder" / ".gitignore").read_text("utf-8") == "*\n"


def test_nothing_is_made_where_nothing_is_kept(tmp_path):
    empty = DiskCache(tmp_path / "folder")
    assert empty.get(b"a") is None
    empty.flush()
    assert not (tmp_path / "folder").exists()


def test_large_amounts_are_written_before_the_end(tmp_path, monkeypatch):
    monkeypatch.setattr(caching, "BATCH", 1000)
    writing = DiskCache(tmp_path)
    for n in range(10):
        writing.put(b"%d" % n, bytes(300))
    assert DiskCache(tmp_path).get(b"0") == bytes(300)
    assert writing.get(b"0") == writing.get(b"9") == bytes(300)


def test_a_value_too_large_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(caching, "LARGE", 10)
    store = DiskCache(tmp_path)
    store.put(b"a", bytes(11))
    store.put(b"b", bytes(10))
    store.flush()
    assert (store.get(b"a"), store.get(b"b")) == (None, bytes(10))


def days(monkeypatch, number):
    monkeypatch.setattr(caching.time, "time", lambda: number * 86_400.0)


def test_what_nobody_used_for_long_goes_and_what_was_used_stays(tmp_path, monkeypatch):
    days(monkeypatch, 1000)
    store = DiskCache(tmp_path, keep_days=10)
    store.put(b"used", b"1")
    store.put(b"unused", b"2")
    store.flush()
    days(monkeypatch, 1008)
    store = DiskCache(tmp_path, keep_days=10)
    assert store.get(b"used") == b"1"
    store.flush()
    days(monkeypatch, 1012)
    store = DiskCache(tmp_path, keep_days=10)
    store.put(b"new", b"3")
    store.flush()
    assert [store.get(k) for k in (b"used", b"unused", b"new")] == [b"1", None, b"3"]


def test_the_oldest_goes_when_there_is_too_much(tmp_path, monkeypatch):
    for day in range(4):
        days(monkeypatch, 1000 + day)
        store = DiskCache(tmp_path, limit=2500)
        store.put(b"%d" % day, bytes(1000))
        store.flush()
    assert [store.get(b"%d" % day) is not None for day in range(4)] == [False, False, True, True]


def test_what_the_run_asked_for_stays_when_there_is_too_much(tmp_path):
    store = DiskCache(tmp_path, limit=3500)
    for name in (b"article", b"build 1"):
        store.put(name, bytes(1000))
    store.flush()
    for n in (2, 3, 4):
        store = DiskCache(tmp_path, limit=3500)
        assert store.get(b"article") is not None
        store.put(b"build %d" % n, bytes(1000))
        store.flush()
    kept = [n for n in (1, 2, 3, 4) if store.get(b"build %d" % n) is not None]
    assert (store.get(b"article") is not None, kept) == (True, [3, 4])


def test_as_much_goes_as_there_is_too_much(tmp_path):
    store = DiskCache(tmp_path, limit=2500)
    for n in range(6):
        store.put(b"%d" % n, bytes(1000))
    store.flush()
    assert [store.get(b"%d" % n) is not None for n in range(6)] == [False] * 4 + [True] * 2


def assert_begun_anew(folder):
    """What lay there is not believed, and what comes after it is kept."""
    store = DiskCache(folder)
    assert store.get(b"a") is None
    store.put(b"a", b"1")
    store.flush()
    assert DiskCache(folder).get(b"a") == b"1"


@pytest.mark.parametrize("content", [b"", b"no database", bytes(5000), b"SQLite format 3\0" + bytes(200)])
def test_a_damaged_file_is_ignored_and_replaced(tmp_path, content):
    (tmp_path / caching.FILE).write_bytes(content)
    assert_begun_anew(tmp_path)


def test_a_file_cut_short_is_ignored_and_replaced(tmp_path):
    store = DiskCache(tmp_path)
    for n in range(100):
        store.put(b"%d" % n, bytes(1000))
    store.flush()
    data = store.path.read_bytes()
    store.path.write_bytes(data[: len(data) // 2])
    store = DiskCache(tmp_path)
    found = [store.get(b"%d" % n) for n in range(100)]
    assert set(found) <= {None, bytes(1000)}
    for n in range(100):
        store.put(b"%d" % n, bytes(999))
    store.flush()
    store = DiskCache(tmp_path)
    again = [store.get(b"%d" % n) for n in range(100)]
    if any(value != bytes(999) for value in again):  # found damaged while it was written: replaced in the run after
        store.put(b"0", b"1")
        store.flush()
        assert DiskCache(tmp_path).get(b"0") == b"1"


def test_a_database_of_somebody_else_is_ignored_and_replaced(tmp_path):
    with sqlite3.connect(tmp_path / caching.FILE) as other:
        other.execute("CREATE TABLE kept (other TEXT)")
    other.close()
    assert_begun_anew(tmp_path)


def test_a_value_that_was_altered_is_not_handed_back(tmp_path):
    store = DiskCache(tmp_path)
    store.put(b"a", b"12345678")
    store.put(b"b", b"87654321")
    store.flush()
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE kept SET value = 'text' WHERE key = ?", (b"a",))
        connection.execute("UPDATE kept SET value = ? WHERE key = ?", (b"87654320" + bytes(4), b"b"))
    connection.close()
    assert DiskCache(tmp_path).get(b"a") is None
    assert DiskCache(tmp_path).get(b"b") is None


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    store = DiskCache(tmp_path / "file" / "cache")
    store.put(b"a", b"1")
    store.flush()
    assert store.get(b"a") is None


def kept_before(folder):
    """A cache with one value in its file."""
    store = DiskCache(folder)
    store.put(b"a", b"one")
    store.flush()
    return DiskCache(folder)


def test_a_file_that_another_program_holds_is_left_to_it(tmp_path, monkeypatch):
    store = kept_before(tmp_path)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **k: connect(path, **{**k, "timeout": 0}))
    other = connect(store.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    store.put(b"b", b"two")
    store.flush()
    assert DiskCache(tmp_path).get(b"a") is None
    other.execute("COMMIT")
    other.close()
    assert [DiskCache(tmp_path).get(key) for key in (b"a", b"b")] == [b"one", None]


@pytest.mark.parametrize(
    ("fault", "left"),
    [
        (sqlite3.OperationalError("database or disk is full"), b"one"),  # what was there stays
        (sqlite3.DatabaseError("database disk image is malformed"), None),  # the next run begins afresh
    ],
)
def test_a_fault_while_writing_is_no_error(tmp_path, monkeypatch, fault, left):
    store = kept_before(tmp_path)

    def fails(*_):
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr(DiskCache, "_tidy", fails)
        store.put(b"b", b"two")
        store.flush()
    after = DiskCache(tmp_path)
    assert [after.get(key) for key in (b"a", b"b")] == [left, None]
    after.put(b"c", b"three")
    after.flush()
    assert DiskCache(tmp_path).get(b"c") == b"three"


def test_what_interrupts_writing_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    store = kept_before(tmp_path)

    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(DiskCache, "_tidy", interrupted)
        store.put(b"b", b"two")
        with pytest.raises(KeyboardInterrupt):
            store.flush()
    assert [DiskCache(tmp_path).get(key) for key in (b"a", b"b")] == [b"one", None]


def test_several_values_are_asked_for_at_once(tmp_path):
    for store in (MemoryCache(), kept_before(tmp_path)):
        store.put(b"a", b"one")
        store.put(b"b", b"two")
        assert store.get_many([b"a", b"none", b"b"]) == {b"a": b"one", b"b": b"two"}


def test_a_python_without_sqlite_keeps_nothing_and_says_nothing(tmp_path, monkeypatch):
    kept_before(tmp_path)
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    store = DiskCache(tmp_path)
    assert store.get(b"a") is None
    store.put(b"b", b"two")
    store.flush()


def test_programs_at_the_same_time_do_not_get_in_each_others_way(tmp_path):
    code = """
import sys
from mkdocs_credibility.cache import DiskCache
for part in range(20):
    store = DiskCache(sys.argv[1])
    for n in range(20):
        key = f"{sys.argv[2]}-{part}-{n}".encode()
        store.put(key, key * 100)
        assert store.get(key) == key * 100
    store.flush()
"""
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "ab"]  # noqa: S603
    assert [program.wait(timeout=60) for program in running] == [0, 0]
    store = DiskCache(tmp_path)
    keys = [f"{name}-{part}-{n}".encode() for name in "ab" for part in range(20) for n in range(20)]
    assert all(store.get(key) == key * 100 for key in keys)


def test_memory_keeps_what_the_last_round_used():
    store = MemoryCache()
    store.put(b"a", b"1")
    store.put(b"b", b"2")
    store.flush()
    assert store.get(b"a") == b"1"
    store.flush()
    assert (store.get(b"a"), store.get(b"b")) == (b"1", None)


def test_what_the_folder_has_is_in_memory_from_then_on_and_what_is_new_stays_there(tmp_path):
    disk = DiskCache(tmp_path)
    disk.put(b"a", b"1")
    disk.put(b"b", b"2")
    disk.flush()
    memory = MemoryCache()
    memory.put(b"c", b"3")
    layers = Layers(memory, DiskCache(tmp_path), write=False)
    assert layers.get_many([b"a", b"b", b"c", b"d"]) == {b"a": b"1", b"b": b"2", b"c": b"3"}
    layers.put(b"d", b"4")
    layers.flush()
    alone = Layers(memory, None, write=False)
    assert alone.get_many([b"a", b"b", b"c", b"d"]) == {b"a": b"1", b"b": b"2", b"c": b"3", b"d": b"4"}
    alone.flush()
    assert DiskCache(tmp_path).get(b"d") is None


def test_a_key_says_where_its_parts_end():
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("a") == digest(b"a")
    assert digest("\ud800") != digest("")


def test_a_fingerprint_changes_with_a_file_and_with_its_name(tmp_path):
    (tmp_path / "a.py").write_text("1", "utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.toml").write_text("2", "utf-8")
    first = fingerprint(str(tmp_path), (".py", ".toml"))
    (tmp_path / "b" / "note.txt").write_text("3", "utf-8")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.py").write_text("4", "utf-8")
    assert fingerprint(str(tmp_path), (".py", ".toml")) == first
    (tmp_path / "b" / "c.toml").write_text("3", "utf-8")
    second = fingerprint(str(tmp_path), (".py", ".toml"))
    (tmp_path / "b" / "c.toml").rename(tmp_path / "b" / "d.toml")
    assert len({first, second, fingerprint(str(tmp_path), (".py", ".toml"))}) == 3


# what a review keeps ------------------------------------------------------------------------------------------------


def family(count=6):
    """Articles of one story and of none, as read afresh each time."""
    texts = [STORY, STORY.replace("the harbour office said", "according to the harbour office")]
    texts += [
        f"# Mill {n}\n\nThe paper mill number {n} at Osby will close, its owner Jon Aske {n} said. " * 12
        for n in range(count)
    ]
    return [read_markdown(text, path=f"{n}.md") for n, text in enumerate(texts)]


def report(result):
    return dumps(document(result.cards, result.stories))


def test_a_review_is_the_same_with_and_without_a_cache_cold_and_warm(tmp_path):
    plain = report(review(family()))
    store = DiskCache(tmp_path)
    assert report(review(family(), cache=store)) == plain
    store.flush()
    again = DiskCache(tmp_path)
    asked = []
    again.get = lambda key, get=again.get: asked.append(get(key)) or asked[-1]
    assert report(review(family(), cache=again)) == plain
    assert len(asked) == 16
    assert None not in asked


def test_an_unchanged_article_is_not_examined_again(tmp_path, monkeypatch):
    store = MemoryCache()
    first = report(review(family(), cache=store))
    monkeypatch.setattr(examining, "examine_all", lambda *_: pytest.fail("examined again"))
    assert report(review(family(), cache=store)) == first


@pytest.mark.parametrize("change", [{"agencies": (Agency("KNA"),)}, {"rules": "own"}])
def test_other_options_are_asked_for_anew(change):
    if "rules" in change:
        rule = Rule("boilerplate/osby", "low", "publisher", "t", "“{phrase}”", "r", "s", "f")
        change = {"rules": OwnRules((OwnRule(rule, ("paper mill",)),))}
    store = MemoryCache()
    review(family(), cache=store)
    options = Options(**change)
    assert report(review(family(), options=options, cache=store)) == report(review(family(), options=options))


def test_a_card_comes_back_as_it_was():
    for article in family():
        card = examining.examine(article)
        again = kept.card_of(kept.card_bytes(card), article, card.options)
        for part in fields(Scorecard):
            before, after = getattr(card, part.name), getattr(again, part.name)
            assert (before, repr(before)) == (after, repr(after)), part.name
        assert [getattr(f.message, "values", None) for f in card.findings] == [
            getattr(f.message, "values", None) for f in again.findings
        ]


NO_TAG = json.dumps([["x", 1]] * (len(fields(Scorecard)) - 2)).encode()


def test_a_card_that_holds_what_is_not_kept_is_not_kept():
    """What another package put there: its article is examined anew the next time."""
    card = examining.examine(family()[0])
    card.translationese_reasons = [object()]
    assert kept.card_bytes(card) is None


def test_a_span_that_somebody_made_by_hand_comes_back_as_it_was():
    card = examining.examine(family()[0])
    card.anonymous_sources = [Span(3, 9, "other words", "before", "behind", 7)]
    again = kept.card_of(kept.card_bytes(card), card.article, card.options)
    assert again.anonymous_sources == card.anonymous_sources
    assert [span.exact for span in again.anonymous_sources] == ["other words"]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"{}", b'"x"', b"[" * 3000, b'[["x",1]]', b"\xff", b"[[0]]", NO_TAG]
)
def test_bytes_that_are_no_card_are_none(data):
    [article, *_] = family()
    assert kept.card_of(data, article, Options()) is None
    assert stories.leads_of(data, article) is None


def test_a_store_full_of_nonsense_changes_nothing():
    class Nonsense:
        def get(self, key):
            return key * 3

        def put(self, key, value):
            pass

    assert report(review(family(), cache=Nonsense())) == report(review(family()))


def test_several_processes_find_what_one_finds():
    told = []
    result = review(family(), jobs=2, progress=lambda *stage: told.append(stage))
    assert report(result) == report(review(family()))
    assert ("assess", 8, 8) in told
    assert ("compare", 8, 8) in told


def die(*_):
    os._exit(1)


def test_a_process_that_dies_leaves_its_work_to_the_others(monkeypatch, caplog):
    plain = report(review(family()))
    monkeypatch.setattr(examining, "work", die)
    assert report(review(family(), jobs=2)) == plain
    assert "ended early" in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="half a message is written to a pipe of POSIX")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_dies_while_it_hands_over_is_waited_for_no_longer(jobs):
    with Pool(jobs) as pool:
        dead = pool.submit(deadly.end_while_handing_over, 0.2)
        with pytest.raises(BrokenProcessPool):
            pool.result(dead)


def test_processes_are_started_where_they_pay():
    assert [examining.processes(jobs, 10) for jobs in (None, 1, 3, 20, 0)] == [1, 1, 3, 10, 1]
    assert examining.processes(0, 100_000) >= 1
    assert examining.processes(3, 0) == 1


def test_a_session_remembers_articles_and_forgets_what_went():
    session = Session()
    first, *others = family()
    review([first, *others], session=session)
    [changed, *_] = [read_markdown(STORY.replace("a", "e"), path="0.md")]
    assert report(review([changed, *others], session=session)) == report(review([changed, *others]))
    assert report(review(others, session=session)) == report(review(others))
    assert report(review([first, *others], session=session)) == report(review(family()))


def test_a_session_works_through_any_row_of_changes():
    rng = Random(3)
    session = Session()
    articles = family(12)
    for _ in range(8):
        n = rng.randrange(len(articles))
        text = articles[n].text.replace("Osby", rng.choice(["Osby", "Varne", "Holm"]))
        articles[n] = read_markdown(text if rng.random() < 0.7 else STORY, path=articles[n].path)
        rng.shuffle(articles)
        fresh = [read_markdown(a.text, path=a.path) for a in articles]
        assert report(review(articles, session=session)) == report(review(fresh))


@pytest.mark.parametrize("story", ["bell", "bridge", "dairy"])
def test_what_a_story_said_of_two_versions_is_not_said_when_a_third_is_gone(story):
    files = sorted((ROOT / "docs" / "newsroom" / story).glob("*.md"))

    def read():
        return [read_markdown(path.read_text("utf-8"), path=path.name) for path in files]

    session, articles = Session(), read()
    for gone in range(len(files)):
        assert report(review(articles, session=session)) == report(review(read()))
        left, fresh = list(articles), read()
        del left[gone], fresh[gone]
        assert report(review(left, session=session)) == report(review(fresh))


def test_other_options_make_a_session_begin_anew():
    session = Session()
    articles = family()
    review(articles, session=session)
    ignore = Options(ignore={"byline/no-byline": "house style"})
    assert report(review(articles, options=ignore, session=session)) == report(review(family(), options=ignore))
