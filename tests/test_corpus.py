"""Archives: the stories and cards of one review, from any kind of file, on any engine, and nothing lost on the way."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
from array import array
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from families import NAMES, TOLD, family, told_family

from mkdocs_credibility import read_html, read_markdown, read_text, review
from mkdocs_credibility.cli import main
from mkdocs_credibility.reports import json as json_report
from mkdocs_credibility.stories.candidates import Fingerprint, candidates

pytest.importorskip("duckdb", reason="the extra `corpus` is not installed")
pa = pytest.importorskip("pyarrow", reason="the extra `corpus` is not installed")
pytest.importorskip("warcio", reason="the extra `corpus` is not installed")

import deadly
import pyarrow.parquet as pq

from mkdocs_credibility.corpus import CorpusError, Plan, batches, duckdb_engine, inputs, queries, run, workers
from mkdocs_credibility.corpus.duckdb_engine import DuckDBEngine
from mkdocs_credibility.corpus.inputs import Columns
from mkdocs_credibility.corpus.schema import ARTICLE, ASSESSED, STORY

NEWSROOM = Path(__file__).parents[1] / "docs" / "newsroom"
PARAGRAPH = (
    "The council of Harrowgate voted on Tuesday to close the swimming hall for repairs. Mayor Edda Lindqvist said the "
    "roof had leaked since {year}. “We cannot wait for another winter,” she told the council. Some forty people had "
    "come to protest, among them the swimming club, whose members train there on three evenings a week."
)


def everything(folder):
    """All rows of a result, and its summary."""
    tables = {name: pq.read_table(folder / name).to_pylist() for name in ("articles", "stories", "rejected")}
    return tables, (folder / "summary.json").read_text("utf-8"), (folder / "index.html").read_text("utf-8")


def write_lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def carry_out(folder, *files, engine=None, columns=None, tell=lambda _line: None):
    engine = engine or DuckDBEngine(1)
    try:
        return run(Plan(files, folder, columns or Columns()), engine, tell)
    finally:
        engine.close()


def few(number, **more):
    """So many rows; each three tell a story of their own."""
    rows = []
    for n in range(number):
        rng = random.Random(n // 3)
        words = ["".join(rng.choices("bdfgklmnprst", k=2) + rng.choices("aeiou", k=2)) + "n" for _ in range(90)]
        names = [word.capitalize() for word in words[:6]]
        told = " ".join(f"{name} {' '.join(words[12 * at + 6 : 12 * at + 18])}." for at, name in enumerate(names))
        rows.append({"key": f"a/{n}", "text": f"{PARAGRAPH.format(year=1900 + n)} {told}", **more})
    return rows


def rejected(folder):
    return [(row["key"], row["rejected"]) for row in pq.read_table(folder / "rejected").to_pylist()]


def articles(folder):
    return {row["key"]: row for row in pq.read_table(folder / "articles").to_pylist()}


# the same as a review -------------------------------------------------------------------------------------------------


def pages():
    found = [(f"newsroom/{p.relative_to(NEWSROOM).as_posix()}", p.read_text("utf-8")) for p in NEWSROOM.rglob("*.md")]
    found += [(f"{name}/{v.name}.md", v.text) for name in NAMES for v in family(name).values()]
    return sorted(found + [(v.path, v.source) for name in TOLD for v in told_family(name).values()])


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    found = pages()
    write_lines(folder / "pages.jsonl", [{"path": key, "markdown": text} for key, text in found])
    carry_out(folder / "out", folder / "pages.jsonl")
    return folder, found


def test_an_archive_tells_the_stories_of_a_site(archive):
    folder, found = archive
    aside = dict(rejected(folder / "out"))
    assert set(aside.values()) == {"left out by its own metadata"}
    site = review([read_markdown(text, path=key) for key, text in found if key not in aside])
    stories = {row["id"]: row for row in pq.read_table(folder / "out" / "stories").to_pylist()}
    by_article = {id(card.article): card for card in site.cards}
    expected = {story.id: json_report.story_row(story, by_article) for story in site.stories}
    assert len(expected) >= 15
    assert stories.keys() == expected.keys()
    for name, told in expected.items():
        for column in STORY.names:
            value = told[column]
            is_json = column in ("relations", "drifts", "parents")
            assert (json.loads(stories[name][column]) if is_json else stories[name][column]) == value, (name, column)


def test_an_archive_gives_the_cards_of_a_site(archive):
    folder, found = archive
    rows = articles(folder / "out")
    site = review([read_markdown(text, path=key) for key, text in found if key in rows])
    story_of = {id(a): story.id for story in site.stories for a in story.articles}
    alike = 0
    for card in site.cards:
        expected = json_report.article_row(card, story_of.get(id(card.article)))
        row = rows[card.article.key]
        if any(f.rule == "boilerplate/repeated-line" for f in card.findings):
            continue  # what repeats all over a site is not looked for in archives
        alike += 1
        for column in ARTICLE.names[:-1]:
            value = row[column]
            if isinstance(expected[column], dict) or (isinstance(expected[column], list) and isinstance(value, str)):
                value = json.loads(value)
            assert value == expected[column], (card.article.key, column)
        assert row["rules"] == sorted({f.rule for f in card.findings})
    assert alike > 60
    assert len(rows) == len(site.cards)


def test_the_summary_counts_what_there_is(archive):
    folder, _ = archive
    found = json.loads((folder / "out" / "summary.json").read_text("utf-8"))
    rows = articles(folder / "out").values()
    assert found["articles"] == len(rows)
    assert found["in_stories"] == sum(row["story"] is not None for row in rows)
    assert sum(found["bands"].values()) == len(rows)
    assert found["rules"]["translation/altered-quote"] == sum("translation/altered-quote" in r["rules"] for r in rows)
    assert "<table" in (folder / "out" / "index.html").read_text("utf-8")
    assert not (folder / "out" / ".work").exists()


def test_front_matter_puts_articles_into_one_story_and_keeps_them_apart(tmp_path):
    texts = [f"{PARAGRAPH.format(year=1950)}\n\nNobody was hurt in {place}." for place in ("Arden", "Bolbeck")]
    other = "The ferry to Skarn did not sail on Friday. " * 12
    rows = [
        {"key": "one", "text": texts[0], "credibility": {"story": "hall"}},
        {"key": "two", "text": other, "credibility": {"story": "hall"}},
        {"key": "three", "text": texts[1], "credibility": {"story": False}},
    ]
    carry_out(tmp_path / "out", write_lines(tmp_path / "rows.jsonl", rows))
    found = pq.read_table(tmp_path / "out" / "stories").to_pylist()
    assert [(row["id"], sorted(row["articles"])) for row in found] == [("hall", ["one", "two"])]


# candidates -----------------------------------------------------------------------------------------------------------


def prints(seed, count=300):
    """Fingerprints of articles of which some share a little, some a lot, some quotes or names alone."""
    rng = random.Random(seed)
    number = iter(range(1, 10**9))

    def fresh(n):
        return [next(number) * 7919 % (1 << 61) for _ in range(n)]

    often = [fresh(1)[0] for _ in range(12)]  # on a tenth of all: neighbours are tied by them
    names, everywhere = fresh(40), fresh(3)
    found = []
    story = ([], [], [])
    for n in range(count):
        if rng.random() < 0.6:
            story = (fresh(rng.choice((20, 60, 120))), fresh(rng.choice((0, 4, 12))), fresh(rng.choice((0, 2, 5, 20))))
        share = rng.choice((0.03, 0.07, 0.13, 0.5, 0.9))
        pairs, spoken, facts = ([m for m in marks if rng.random() < part] for marks, part in zip(
            story, (share, rng.choice((share, 0.9)), rng.choice((0.2, 0.8))), strict=True))  # fmt: skip
        pairs += fresh(rng.randint(0, 60)) + [m for m in often if rng.random() < 0.1]
        pairs += [m for m in everywhere if rng.random() < 0.5 and len(pairs) > 10]
        facts += fresh(rng.randint(0, 4)) + rng.sample(names, rng.choice((0, 1, 6)))
        key = f"{rng.randrange(10**6):06}-{n}"
        found.append(Fingerprint((key, key), *(array("q", sorted(set(m))) for m in (pairs, spoken, facts))))
    return found


def edges(engine, found, every):
    """The edges that the queries find among fingerprints, by keys."""
    key_of = {batches.number(p.key[0]): p.key[0] for p in found}
    for name, sql in queries.candidates(engine.dialect, count=len(found), every=every).items():
        engine.step(name, sql)
    rows = engine.select("select a, b from edges")
    return sorted(tuple(sorted((key_of[row["a"]], key_of[row["b"]]))) for row in rows)


def expected_edges(found, every):
    return sorted(tuple(sorted((found[i].key[0], found[j].key[0]))) for i, j in candidates(found, every))


def as_table(found, folder):
    rows = [
        {"key": p.key[0], "number": batches.number(p.key[0]), "pairs": list(p.pairs), "spoken": list(p.spoken),
         "facts": list(p.facts)}
        for p in found
    ]  # fmt: skip
    folder.mkdir()
    pq.write_table(pa.Table.from_pylist(rows, ASSESSED), folder / "rows.parquet")
    return folder


@pytest.mark.parametrize("every", [1, 4, 8])
def test_the_queries_find_the_pairs_that_one_process_finds(tmp_path, every):
    engine = DuckDBEngine(1)
    engine.begin(tmp_path)
    for seed in (every, every + 1):
        found = prints(seed)
        engine.table("assessed", as_table(found, tmp_path / str(seed)), ASSESSED)
        expected = expected_edges(found, every)
        assert len(expected) > 30
        assert edges(engine, found, every) == expected
    engine.close()


def test_groups_are_what_hangs_together_however_long_the_way(tmp_path):
    engine = DuckDBEngine(1)
    engine.begin(tmp_path)
    rng = random.Random(3)
    chains = [rng.sample(range(10_000 * n, 10_000 * n + 9000), length) for n, length in enumerate((2, 3, 40, 400))]
    pairs = [sorted(pair) for chain in chains for pair in pairwise(chain)]
    values = ", ".join(f"({a}, {b})" for a, b in pairs)
    engine.settle("ties", f"select * from (values {values}) t(a, b)")  # noqa: S608  # numbers
    engine.settle("labels", queries.FIRST_LABELS)
    rounds = 0
    while engine.number(queries.CHANGED):
        engine.settle("labels", queries.NEXT_LABELS)
        rounds += 1
    found = {row["number"]: row["label"] for row in engine.select("select number, label from labels")}
    assert found == {number: min(chain) for chain in chains for number in chain}
    assert rounds < 40
    engine.close()


# files ----------------------------------------------------------------------------------------------------------------


def warc(path, pages, *, packed=True):
    """A crawl's file: each record packed by itself, as they are."""
    records = []
    for n, (url, kind, body, status) in enumerate(pages):
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0-{n}>\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2026-01-05T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        records.append(gzip.compress(record) if packed else record)
    path.write_bytes(b"".join(records))
    return path


def html(text):
    return f"<html><head><title>Hall</title></head><body><article><h1>Hall</h1><p>{text}</p></article></body></html>"


ROWS = few(5, title="Swimming hall closes", authors=["Ivo Brandt", "Mia Falk"], language="en")


def as_gz(path):
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\r\n" for row in ROWS)


def as_folder(path):
    write_lines(path.with_name("a.jsonl"), ROWS[:2])
    write_lines(path.with_name("b.ndjson"), ROWS[2:])


FILES = {
    "x.jsonl": lambda path: write_lines(path, ROWS),
    "x.jsonl.gz": as_gz,
    "x.parquet": lambda path: pq.write_table(pa.Table.from_pylist(ROWS), path, row_group_size=2),
    "folder": as_folder,
}


@pytest.mark.parametrize("name", FILES)
def test_rows_are_the_same_in_any_kind_of_file(tmp_path, name):
    folder = tmp_path / "in"
    folder.mkdir()
    FILES[name](folder / name)
    found = [row for table in inputs.read(inputs.pieces(inputs.find([folder])), Columns()) for row in table.to_pylist()]
    assert [row["key"] for row in found] == [row["key"] for row in ROWS]
    article = batches.read_row(found[3])
    told = {name: ROWS[3][name] for name in ("title", "authors", "language")}
    expected = read_text(ROWS[3]["text"], path="a/3", metadata=told)
    assert (article.key, article.text, article.title) == ("a/3", ROWS[3]["text"], "Swimming hall closes")
    assert (article.metadata, article.language) == (expected.metadata, "en")
    carry_out(tmp_path / "out", folder)
    assert all(row["authors"] == ["Ivo Brandt", "Mia Falk"] for row in articles(tmp_path / "out").values())


def test_a_file_in_pieces_is_the_file(tmp_path):
    path = write_lines(tmp_path / "x.jsonl", [*few(40), {"key": "last", "text": "ü" * 300}])
    whole = [row["key"] for t in inputs.read(inputs.pieces(inputs.find([path])), Columns()) for row in t.to_pylist()]
    for size in (1, 97, 1000, 4001):
        cut = inputs.read(inputs.pieces(inputs.find([path]), size), Columns())
        assert [row["key"] for table in cut for row in table.to_pylist()] == whole


def test_a_line_too_long_is_named_and_what_follows_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "LINE", 5000)
    path = write_lines(tmp_path / "x.jsonl", [{"key": "long", "text": "word " * 3000}, *few(2)])
    found = [row for t in inputs.read(inputs.pieces(inputs.find([path])), Columns()) for row in t.to_pylist()]
    assert [(row["key"], bool(row["problem"])) for row in found[1:]] == [("a/0", False), ("a/1", False)]
    assert "longer than" in found[0]["problem"]


def test_metadata_may_be_a_map_of_arrow(tmp_path):
    kind = pa.schema([("key", pa.string()), ("text", pa.string()), ("metadata", pa.map_(pa.string(), pa.string()))])
    rows = [{"key": "a", "text": PARAGRAPH.format(year=1970), "metadata": [("title", "The hall"), ("lang", "en")]}]
    pq.write_table(pa.Table.from_pylist(rows, schema=kind), tmp_path / "x.parquet")
    ((row,),) = [t.to_pylist() for t in inputs.read(inputs.pieces(inputs.find([tmp_path])), Columns())]
    assert json.loads(row["metadata"]) == {"title": "The hall", "lang": "en"}


def test_rows_are_counted_as_far_as_they_matter(tmp_path):
    found = inputs.find([write_lines(tmp_path / "x.jsonl", few(9))])
    assert [inputs.rows_up_to(found, most) for most in (5, 9, 100)] == [5, 9, 9]


@pytest.mark.parametrize(
    ("content", "charset", "expected"),
    [
        ("Zürich".encode("latin-1"), "windows-1252", "Zürich".encode()),
        ("Zürich".encode(), "windows-1252", "Zürich".encode()),  # it is UTF-8, whatever the server said
        ("Zürich".encode("latin-1"), "latin-1", "Zürich".encode("latin-1")),  # what servers say who do not know
        ("Zürich".encode("latin-1"), "no-such-charset", "Zürich".encode("latin-1")),
        ("Zürich".encode("latin-1"), None, "Zürich".encode("latin-1")),
    ],
)
def test_pages_are_read_in_what_the_server_says_they_are_in(content, charset, expected):
    assert inputs._as_served(content, charset) == expected


def test_an_article_without_text_is_kept_aside(tmp_path):
    path = write_lines(
        tmp_path / "x.jsonl", [*few(1), {"key": "empty", "html": "<html><body><nav>Home</nav></body></html>"}]
    )
    carry_out(tmp_path / "out", path)
    assert rejected(tmp_path / "out") == [("empty", "no text in it")]


def test_columns_are_called_as_they_are(tmp_path):
    text = PARAGRAPH.format(year=1970)
    rows = [
        {
            "ref": 7,
            "Inhalt": html(text),
            "id": "other",
            "text": "not this",
            "author": "Ivo Brandt",
            "url": "https://a.example/7",
        }
    ]
    carry_out(tmp_path / "out", write_lines(tmp_path / "x.jsonl", rows), columns=Columns("ref", "Inhalt", "html"))
    (row,) = articles(tmp_path / "out").values()
    assert (row["key"], row["url"], row["title"]) == ("7", "https://a.example/7", "Hall")
    assert row["hash"] == read_html(html(text)).content_hash


def test_what_columns_say_of_a_fragment_of_html_counts(tmp_path):
    rows = [{"key": "k", "html": f"<p>{PARAGRAPH.format(year=1970)}</p>", "title": "Hall", "author": "Ivo Brandt"}]
    carry_out(tmp_path / "out", write_lines(tmp_path / "x.jsonl", rows))
    (row,) = articles(tmp_path / "out").values()
    assert (row["title"], row["authors"]) == ("Hall", ["Ivo Brandt"])


def test_pages_of_a_crawl(tmp_path):
    text = PARAGRAPH.format(year=1970) + " Weiß says Żółć."
    path = warc(
        tmp_path / "x.warc.gz",
        [
            ("https://a.example/1", "text/html", html(text).encode(), "200 OK"),
            ("https://a.example/2", "text/html; charset=windows-1250", html(text).encode("windows-1250"), "200 OK"),
            ("https://a.example/gone", "text/html", b"<p>gone</p>", "404 Not Found"),
            ("https://a.example/logo", "image/png", b"\x89PNG", "200 OK"),
        ],
    )
    carry_out(tmp_path / "out", path)
    found = articles(tmp_path / "out")
    assert {key: row["hash"] for key, row in found.items()} == dict.fromkeys(
        ("https://a.example/1", "https://a.example/2"), read_html(html(text)).content_hash
    )
    assert rejected(tmp_path / "out") == []


# rows that are none ---------------------------------------------------------------------------------------------------


def test_bad_rows_are_kept_aside_and_stop_nobody(tmp_path):
    good = few(3)
    rows = [
        json.dumps(good[0]),
        "{not json",
        "[1, 2]",
        json.dumps({"key": "empty", "text": "  "}),
        json.dumps({"key": "none", "other": 1}),
        json.dumps({"key": "table", "text": {"a": 1}}),
        json.dumps({"key": "pdf", "text": "words", "format": "pdf"}),
        json.dumps({"key": "long", "text": "x" * 6_000_000}),
        json.dumps({"key": "left-out", "text": PARAGRAPH, "credibility": False}),
        json.dumps({"key": "meta", "text": PARAGRAPH, "metadata": "no json"}),
        json.dumps({"key": "deep", "text": PARAGRAPH, "metadata": "[" * 100_000}),
        json.dumps(good[1]),
        json.dumps({**good[1], "text": good[1]["text"] + " Zz."}),
        '{"key": "half \\ud800", "text": "half of a pair \\ud800 in a short text"}',
        "",
        json.dumps(good[2]),
    ]
    path = tmp_path / "x.jsonl"
    path.write_bytes("\n".join(rows).encode() + b'\n{"key": "\xff", "text": "not \xff UTF-8"}')
    totals = carry_out(tmp_path / "out", path)
    found = rejected(tmp_path / "out")
    assert dict(found) == {
        "{not json": "no JSON object in this line",
        "[1, 2]": "no JSON object in this line",
        "empty": "no text",
        "none": "no text",
        "table": "the text is no text",
        "pdf": "format 'pdf' is none of text, markdown, html",
        "long": "longer than 5,000,000 bytes",
        "left-out": "left out by its own metadata",
        "meta": "metadata is no JSON object",
        "deep": "metadata is no JSON object",
        "a/1": "another row has this key",
    }
    assert set(articles(tmp_path / "out")) == {"a/0", "a/1", "a/2", "half ?", "\ufffd"}
    assert (totals.articles, totals.rejected) == (5, 11)


def test_of_rows_with_one_key_the_same_one_stays_in_any_order(tmp_path):
    rows = [{"key": "k", "text": PARAGRAPH.format(year=year)} for year in (1950, 1960, 1970)]
    kept = set()
    for n, order in enumerate([rows, rows[::-1]]):
        carry_out(tmp_path / str(n), write_lines(tmp_path / f"{n}.jsonl", order))
        kept.add(articles(tmp_path / str(n))["k"]["hash"])
    assert len(kept) == 1


def broken_gz(path):
    as_gz(path)
    path.write_bytes(path.read_bytes()[:-40])


def broken_warc(path):
    page = html(PARAGRAPH).encode()
    warc(path, [(f"https://a.example/{n}", "text/html", page, "200 OK") for n in range(3)], packed=False)
    path.write_bytes(path.read_bytes().replace(b"WARC/1.0", b"WHAT/9.9").replace(b"WHAT/9.9", b"WARC/1.0", 2))


BROKEN = {
    "x.jsonl.gz": broken_gz,
    "y.parquet": lambda path: path.write_bytes(b"PAR1 and no more of it"),
    "z.warc": broken_warc,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_and_the_others_are_read(tmp_path, name):
    folder = tmp_path / "in"
    folder.mkdir()
    BROKEN[name](folder / name)
    write_lines(folder / "good.jsonl", [{**row, "key": f"b{n}"} for n, row in enumerate(few(2))])
    carry_out(tmp_path / "out", folder)
    assert [key for key, _ in rejected(tmp_path / "out")] == [name]
    assert rejected(tmp_path / "out")[0][1].startswith("the file cannot be read on: ")
    assert {"b0", "b1"} <= articles(tmp_path / "out").keys()


def test_a_row_that_breaks_the_program_is_kept_aside(tmp_path, monkeypatch):
    examine = batches.examine

    def breaks(article, options):
        if article.key == "a/1":
            raise ZeroDivisionError("by nothing")
        return examine(article, options)

    monkeypatch.setattr(batches, "examine", breaks)
    carry_out(tmp_path / "out", write_lines(tmp_path / "x.jsonl", few(3)))
    assert rejected(tmp_path / "out") == [("a/1", "ZeroDivisionError: by nothing")]
    assert set(articles(tmp_path / "out")) == {"a/0", "a/2"}


# runs that end early --------------------------------------------------------------------------------------------------


class StoppedError(Exception):
    pass


def stop_after(line):
    def tell(told):
        if told == line:
            raise StoppedError

    return tell


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(duckdb_engine, "PART", 2)
    monkeypatch.setattr(inputs, "SIZE", 3)


@pytest.mark.parametrize("line", ["assessed: part 1", "assessed: part 3", "assessed: 15 articles", "told: part 1"])
def test_a_run_that_was_stopped_goes_on(tmp_path, small_parts, line):
    path = write_lines(tmp_path / "x.jsonl", few(15))
    carry_out(tmp_path / "whole", path)
    with pytest.raises(StoppedError):
        carry_out(tmp_path / "out", path, tell=stop_after(line))
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out" / ".work").rglob("part-*.parquet")}
    assert before
    (tmp_path / "out" / ".work" / "assessed" / "part-000007").write_bytes(b"half of a file")
    seen = []

    def tell(told):
        seen.append(told)
        if told.startswith("grouped"):
            assert {p: p.stat().st_mtime_ns for p in before if "assessed" in p.parts} == {
                p: at for p, at in before.items() if "assessed" in p.parts
            }

    carry_out(tmp_path / "out", path, tell=tell)
    assert line not in seen or line == "assessed: 15 articles"
    assert everything(tmp_path / "out") == everything(tmp_path / "whole")


def test_a_changed_input_throws_the_half_done_work_away(tmp_path, small_parts):
    path = write_lines(tmp_path / "x.jsonl", few(15))
    with pytest.raises(StoppedError):
        carry_out(tmp_path / "out", path, tell=stop_after("assessed: part 2"))
    write_lines(path, few(14, title="New"))
    carry_out(tmp_path / "out", path)
    found = articles(tmp_path / "out")
    assert len(found) == 14
    assert {row["title"] for row in found.values()} == {"New"}


def test_a_second_run_takes_the_place_of_the_first(tmp_path):
    path = write_lines(tmp_path / "x.jsonl", few(2))
    carry_out(tmp_path / "out", path)
    write_lines(path, few(3))
    assert carry_out(tmp_path / "out", path).articles == 3


def test_two_processes_give_what_one_gives_though_one_is_killed(tmp_path, small_parts):
    path = write_lines(tmp_path / "x.jsonl", few(30))
    carry_out(tmp_path / "one", path)

    def kill(told):
        if told == "assessed: part 1":
            os.kill(multiprocessing.active_children()[0].pid, signal.SIGTERM)

    carry_out(tmp_path / "two", path, engine=DuckDBEngine(2), tell=kill)
    assert everything(tmp_path / "two") == everything(tmp_path / "one")


def test_a_row_that_kills_processes_is_found_and_kept_aside():
    tables = [pa.RecordBatch.from_pylist([{"key": key} for key in keys]) for keys in (["a", "poison"], ["b"])]
    stage = workers.Stage(deadly.make, deadly.lost)
    made = [table.to_pylist() for table in workers.several(2, stage, tables, None)]
    assert made == [[{"key": "A"}, {"key": "lost"}], [{"key": "B"}]]


# folders and the command line -----------------------------------------------------------------------------------------


def test_what_is_not_ours_stays(tmp_path):
    path = write_lines(tmp_path / "x.jsonl", few(2))
    for name, file in [("a", "notes.txt"), ("b", "articles/part.parquet"), ("c", ".work/mine"), ("d", "summary.txt")]:
        kept = tmp_path / name / file
        kept.parent.mkdir(parents=True)
        kept.write_text("mine", "utf-8")
        with pytest.raises(CorpusError, match="holds something else"):
            carry_out(tmp_path / name, path)
        assert kept.read_text("utf-8") == "mine"
    with pytest.raises(CorpusError, match="is a file"):
        carry_out(path, path)
    with pytest.raises(CorpusError, match="is where the input is"):
        carry_out(tmp_path / "out", tmp_path)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere", "--out", "o"], "nowhere: no such file or folder"),
        (["empty", "--out", "o"], "empty: holds no .jsonl"),
        (["x.jsonl", "--out", "x.jsonl"], "x.jsonl: is a file"),
        (["x.jsonl", "--out", "o", "--memory", "lots"], "DuckDB: "),
        (["x.jsonl", "--out", "o", "--conf", "nothing"], "'nothing' is not NAME=VALUE"),
        (["x.jsonl", "--out", "o", "--rules", "none.toml"], "none.toml"),
    ],
)
def test_failures_are_a_line(tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    write_lines(Path("x.jsonl"), few(1))
    result = CliRunner().invoke(main, ["corpus", *arguments])
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert told in result.output
    assert "Traceback" not in result.output
    assert len([line for line in result.output.splitlines() if line.startswith("Error")]) == 1


def test_a_missing_extra_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.delitem(sys.modules, "mkdocs_credibility.corpus.duckdb_engine")
    result = CliRunner().invoke(main, ["corpus", "x", "--out", str(tmp_path / "o")])
    assert (result.exit_code, result.output.strip()) == (
        2,
        "Error: duckdb is not installed: pip install 'mkdocs-credibility[corpus]'",
    )


def test_the_command_says_how_far_it_is_and_what_came_out(tmp_path):
    path = write_lines(tmp_path / "x.jsonl", few(2))
    result = CliRunner().invoke(main, ["corpus", str(path), "--out", str(tmp_path / "o"), "-j", "1"])
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{tmp_path / 'o'}: 2 articles, 1 stories, 0 kept aside\n"
    assert "assessed: 2 articles" in result.stderr


# Spark ----------------------------------------------------------------------------------------------------------------


@pytest.mark.spark
@pytest.mark.filterwarnings("default")
def test_spark_gives_what_duckdb_gives(tmp_path):
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    if shutil.which("java") is None:
        pytest.skip("no Java")
    from mkdocs_credibility.corpus.spark_engine import SparkEngine

    folder = tmp_path / "in"
    folder.mkdir()
    write_lines(folder / "pages.jsonl", [{"path": key, "markdown": text} for key, text in pages()])
    pq.write_table(pa.Table.from_pylist(ROWS), folder / "x.parquet", row_group_size=2)
    with (folder / "pages.jsonl").open("ab") as stream:
        stream.write(b'{"key": "a/1", "text": "twice \xff"}\nnot json\n')
    broken_gz(folder / "y.jsonl.gz")
    broken_warc(folder / "z.warc")
    settings = {"spark.sql.shuffle.partitions": "2", "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1"}
    engine = SparkEngine("local[2]", settings)
    with pytest.raises(StoppedError):
        carry_out(tmp_path / "spark", folder, engine=engine, tell=stop_after("assessed: part 1 of 1"))
    engine = SparkEngine("local[2]", settings)
    carry_out(tmp_path / "spark", folder, engine=engine)
    carry_out(tmp_path / "duckdb", folder)
    assert everything(tmp_path / "spark") == everything(tmp_path / "duckdb")
