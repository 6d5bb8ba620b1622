"""Hostile and broken input: every row of the first groups of the table."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from hostile_sites import (
    PAGE,
    PARAGRAPHS,
    around,
    built,
    called,
    elements,
    harmless,
    judged,
    judged_each_way,
    own_pages,
    report,
    write,
)
from hostile_table import case, within
from targets import STORY, check_article

from mkdocs_credibility import read_html, read_markdown, read_text, review

SIZE, CHARACTERS, DATA, CODE, PATHS = (
    "Size and depth", "Characters and encodings", "Front matter and page data", "Text that wants to be code", "Paths",
)  # fmt: skip

# size and depth -----------------------------------------------------------------------------------------------------


@case(SIZE, "nothing, or white space alone", "the three readers, `assess`", "not assessed, with the reason")
def nothing(_: Path) -> None:
    for read in (read_text, read_markdown, read_html):
        for source in ("", " ", "\n" * 50, "\t \u00a0\u3000\n", "\ufeff"):
            card = judged(read(source))
            assert card.score is None
            assert "too short" in card.band_reason


@case(SIZE, "a project without a page, and one whose page is empty", "`mkdocs build`", "an empty report, no error")
def empty_site(folder: Path) -> None:
    assert report(built(folder, {"index.md": ""}))["articles"] == []
    pages = {"index.md": "# Home\n", "a.md": "", "b.md": "---\ntitle: B\n---\n", "c.md": "\ufeff"}
    cards = report(built(folder, pages))["articles"]
    assert {card["score"] for card in cards} == {None}


@case(
    SIZE, "an article of 5 MB, 840,000 words", "`read_html`, `assess`", "assessed, in time that grows with its length"
)
def five_megabytes(_: Path) -> None:
    page = f"<html><body><article><h1>A ferry</h1>{PAGE * (5_000_000 // len(PAGE))}</article></body></html>"
    with within(60):
        card = judged(read_html(page))
    assert card.score is not None


@case(SIZE, "a page of 5 MB that is all markup", "`read_html`", "read; what is text is kept")
def five_megabytes_of_markup(_: Path) -> None:
    page = f"<article>{PAGE}" + '<div class="x" data-y="z"></div>\n' * 150_000 + "</article>"
    with within(40):
        article = check_article(read_html(page))
    assert "ran aground" in article.text


@case(SIZE, "one paragraph of 2 MB", "the three readers, `assess`", "assessed, in time that grows with its length")
def one_paragraph(_: Path) -> None:
    line = " ".join(STORY.split())
    text = " ".join([line] * (2_000_000 // len(line)))
    for read, source in ((read_text, text), (read_markdown, text), (read_html, f"<article><p>{text}</p></article>")):
        with within(40):
            card = judged(read(source))
        assert card.score is not None


@case(
    SIZE, "one word of 2 MB; 2 MB of commas, of full stops, of capital letters", "`read_text`, `assess`", "read whole"
)
def one_word(_: Path) -> None:
    for tried in ("a" * 2_000_000, "," * 2_000_000, "." * 2_000_000, "A " * 1_000_000, "é-" * 1_000_000):
        with within(25):
            judged(read_text(around(tried)))


@case(SIZE, "10,000 quotes with their speakers in one article", "`assess`", "every quote found with its span")
def many_quotes(_: Path) -> None:
    quote = "“The barge had no lights and no crew on that night,” Tomas Rehn, the harbour master, said.\n\n"
    with within(40):
        card = judged(read_text(PARAGRAPHS[0] + "\n\n" + quote * 10_000))
    assert len([q for q in card.quotes if q.kind == "direct"]) >= 10_000


@case(
    SIZE,
    "100,000 quotation marks that nothing closes, of each kind",
    "the three readers, `assess`",
    "no quote, no stall",
)
def unclosed_marks(_: Path) -> None:
    for mark in "“\"„«‘'”」":
        tried = f"{mark}word " * 100_000
        with within(30):
            judged(read_text(around(tried)))
    with within(40):
        judged(read_markdown(around("“word " * 100_000)))
        judged(read_html(f"<article>{PAGE}<p>{'“word ' * 100_000}</p></article>"))


@case(SIZE, "HTML nested 5,000 deep, closed and unclosed", "`read_html`, `assess`", "depth is cut, the text kept")
def nested_html(_: Path) -> None:
    for tag in ("div", "b", "ul><li", "table><tr><td", "blockquote", "section"):
        closing = "".join(f"</{name}>" for name in reversed(tag.split("><")))
        for page in (f"<{tag}>" * 5000 + PAGE, f"<{tag}>" * 5000 + PAGE + closing * 5000):
            with within(20):
                article = read_html(page)
                judged(article)
            assert "nothing at all" in article.text


@case(SIZE, "Markdown nested 5,000 deep: quotes, lists, brackets", "`read_markdown`, `assess`", "read, the text kept")
def nested_markdown(_: Path) -> None:
    for sign in ("> ", "- ", "[", "*", "(", "1. ", "![["):
        with within(20):
            judged(read_markdown(around(sign * 5000 + "the text of it")))


@case(
    SIZE, "100,000 blocks of a word each; 100,000 headings", "the three readers, `assess`", "read; lists are no article"
)
def many_blocks(_: Path) -> None:
    for source in ("word\n\n" * 100_000, "# Word\n\n" * 100_000):
        with within(40):
            judged(read_text(source))
            judged(read_markdown(source))
    with within(40):
        judged(read_html("<p>word</p>" * 100_000))


@case(SIZE, "a title, an author and an address of 1 MB each", "`mkdocs build`", "published, and shortened where shown")
def long_names(folder: Path) -> None:
    long = "Ana " * 250_000
    page = f"---\nauthor: {long}\ncanonical: https://a.example/{long.replace(' ', '-')}\n---\n\n# {long}\n\n{STORY}"
    with within(60):
        site = built(folder, {"index.md": "# Home\n", "a.md": page})
    assert len(report(site)["articles"]) == 1


# characters and encodings -------------------------------------------------------------------------------------------


@case(
    CHARACTERS, "lone surrogates", "the readers, `assess`, `mkdocs build`", "kept in the text; reports are valid UTF-8"
)
def surrogates(folder: Path) -> None:
    for tried in ("\ud800", "a\udfffb", "“\ud83d said", "\udcff" * 200):
        for card in judged_each_way(tried):
            assert card.score is not None
    page = read_text(around("“It \ud800 sank,” said no one."), path="a\udce4.txt", metadata={"author": "A \udc80"})
    from mkdocs_credibility.reports import csv as csv_report
    from mkdocs_credibility.reports import github, junit, sarif, svg
    from mkdocs_credibility.reports import json as json_report

    cards = review([page]).cards
    made = [json_report.dumps(json_report.document(cards, [])), sarif.log(cards), svg.badge(cards[0], "en")]
    made += [csv_report.table(cards), github.commands(cards), junit.report(cards, {})]
    for text in made[:3]:
        text.encode("utf-8")
    for text in made[3:]:
        text.encode("utf-8", "backslashreplace")


@case(CHARACTERS, "NUL and every other control character", "the readers, `assess`, `check`", "none in any output")
def controls(folder: Path) -> None:
    every = "".join(map(chr, [*range(32), *range(0x7F, 0xA0)]))
    judged_each_way(every)
    judged_each_way("\0" * 1000)
    shared = around("Sh\x00are this article")
    said = "“Nobody \x9b31m shouted \x1b]0;owned\x07 at \u202e all,” said Ilse \x9b31m Varga.\n\n"
    page = f"# Fer\x9bry\n\nBy Ana\0 Brandt\x07\x1b[31m\n\n{said}{shared}"
    write(folder, {"x.md": page.replace("Tuesday", "Friday").replace("Nobody", "No one")})
    path = write(folder, {"a.md": page})
    for form in ("text", "github", "csv", "junit", "json", "sarif"):
        _, out, err = called("check", path, "--format", form, "--fail-under", "100")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out + err), form
    assert "shouted" in called("check", path, "--format", "json")[1]


@case(
    CHARACTERS, "files in UTF-8, UTF-16, Latin-1, Windows-1252, Shift JIS, and of two encodings at once", "`check`",
    "decoded as browsers do; a byte that is none becomes U+FFFD",
)  # fmt: skip
def encodings(folder: Path) -> None:
    text = around("“Schön wär’s – naïve façade,” said Ilse Varga, a nurse.")
    files = {
        "utf8.md": text.encode(), "bom.md": text.encode("utf-8-sig"), "utf16.txt": text.encode("utf-16"),
        "latin.txt": text.replace("’", "'").replace("–", "-").replace("“", '"').replace("”", '"').encode("latin-1"),
        "windows.html": f"<meta charset=windows-1252><article><p>{text}</p></article>".encode("cp1252"),
        "sjis.html": b"<meta charset=shift_jis><article><p>" + STORY.encode("ascii", "ignore") + b"\x82\xa0</article>",
        "mixed.md": text.encode() + b"\n\n" + "Größe und Süße".encode("latin-1") + b"\xff\xfe\x80",
        "bytes.md": bytes(range(256)) * 20,
    }  # fmt: skip
    write(folder, files)
    code, out, _ = called("check", folder, "--format", "json")
    assert code == 0
    assert {card["key"].rsplit("/", 1)[-1] for card in json.loads(out)["articles"]} == set(files)


@case(
    CHARACTERS, "a BOM, CRLF, CR alone, mixed line ends", "the readers, `assess`", "the same findings on the same lines"
)
def line_ends(_: Path) -> None:
    page = f"---\nauthor: Ana Brandt\n---\n\n# Ferry aground\n\n{around('Share this article')}"
    found = {}
    for name, end in (("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r")):
        card = judged(read_markdown(page.replace("\n", end)))
        found[name] = [(f.rule, [span.line for span in f.spans]) for f in card.findings]
    assert found["lf"]
    assert found["lf"] == found["crlf"] == found["cr"]
    with_bom = judged(read_markdown("\ufeff" + page))
    assert [f.rule for f in with_bom.findings] == [rule for rule, _ in found["lf"]]
    judged(read_markdown(page.replace("\n\n", "\r\n\r\n", 3).replace("\n", "\r", 2)))


@case(
    CHARACTERS, "right-to-left text, bidi overrides and isolates", "`mkdocs build`, `check`",
    "kept in the page in an isolated element; shown as a sign in a terminal",
)  # fmt: skip
def bidi(folder: Path) -> None:
    author = "Ana \u202egnp.exe\u2066"
    page = f"---\nauthor: {author}\n---\n\n# \u202eFerry\u2067 aground\n\nBy {author}\n\n"
    page += around("שלום \u202e “עולם” مرحبا")
    judged(read_markdown(page))
    site = built(folder, {"index.md": "# Home\n", "a.md": page})
    for html in own_pages(site):
        harmless(html)
    _, out, err = called("check", folder / "docs" / "a.md")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", out + err)


@case(CHARACTERS, "zero-width, soft-hyphen and variation characters in every word", "`assess`", "found, none lost")
def zero_width(_: Path) -> None:
    for sign in "\u200b\u200c\u200d\u2060\u00ad\ufe0f\U000e0101\u180e\u034f":
        text = around(sign.join(PARAGRAPHS[1]))
        card = judged(read_text(text))
        assert card.article.text == text
        judged(read_markdown(text))
        judged(read_html(f"<article><p>{text}</p></article>"))


@case(
    CHARACTERS,
    "names of emoji, of one letter, of 40 combining marks",
    "`assess`, `mkdocs build`",
    "as printed, or none",
)
def odd_names(folder: Path) -> None:
    names = ["👩‍👩‍👧‍👦 🏳️‍🌈", "X", "Z" + "\u0301" * 40, "𝕬𝖓𝖆", "ﷺ", "李 小 龙", "🇩🇪"]
    docs = {"index.md": "# Home\n"}
    for n, name in enumerate(names):
        text = f"By {name}\n\n{around(f'“Nobody shouted at all that night,” said {name}.')}"
        judged(read_text(text, metadata={"author": name}))
        docs[f"{n}.md"] = f"---\nauthor: {json.dumps(name)}\n---\n\n# By {name}\n\n{text}"
    for html in own_pages(built(folder, docs)):
        harmless(html)


@case(CHARACTERS, "text in seven scripts at once; every letter of the Basic Multilingual Plane", "`assess`", "assessed")
def scripts(_: Path) -> None:
    judged_each_way("Привет мир. 你好世界。 こんにちは。 안녕하세요. Γειά σου. नमस्ते दुनिया। สวัสดีชาวโลก")
    every = "".join(chr(c) for c in range(32, 0x10000) if not 0xD800 <= c < 0xE000)
    with within(20):
        judged(read_text(around(every)))
        judged(read_markdown(around(every)))


# front matter and page data -----------------------------------------------------------------------------------------

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
FRONT = {
    "a list": "- a\n- b\n",
    "a date": "2024-03-01\n",
    "a number": "12\n",
    "a YAML bomb": BOMB,
    "a Python tag": "a: !!python/object/apply:os.system ['touch owned']\n",
    "an alias to itself": "a: &a\n  b: *a\n",
    "a tab": "a:\n\t- b\n",
    "an unclosed quote": "a: 'x\n",
    "a NUL": "a: \0\n",
    "a key that is a list": "? [a, b]\n: c\n",
    "a tag that its value does not fit": "a: !!bool maybe\n",
    "a number without digits": "a: !!int ''\n",
    "a mark of time that is none": "a: !!timestamp x\n",
    "a merge of no mapping": "<<: [a]\n",
    "a number of 9,000 hexadecimal digits": "author: 0x" + "F" * 9000 + "\n",
    "a number of 3,000 digits to the base of 60": "date: " + "1:" * 3000 + "1\n",
    "nesting 2,000 deep": "a: " + "[" * 2000 + "]" * 2000 + "\n",
}


@case(
    DATA, "front matter that is a list, a date, a number, a YAML bomb, a Python tag, an alias to itself, broken, 2,000 deep, tags that do not fit, numbers of thousands of digits",
    "`read_markdown`, `assess`", "noted with its line; the text is assessed, nothing is constructed",
)  # fmt: skip
def front_matter(folder: Path) -> None:
    for name, raw in FRONT.items():
        with within(5):
            card = judged(read_markdown(f"---\n{raw}---\n\n# Ferry\n\n{STORY}"))
        assert card.score is not None, name
        assert "python/object" not in card.article.prose
    assert not Path("owned").exists()


@case(
    DATA,
    "the same in a project's pages",
    "`check` of a project, `mkdocs build`",
    "each page named once, the others assessed",
)
def front_matter_in_a_project(folder: Path) -> None:
    docs = {f"docs/{n}.md": f"---\n{raw}---\n\n# Ferry\n\n{STORY}" for n, raw in enumerate(FRONT.values())}
    write(folder, {"mkdocs.yml": "site_name: X\nplugins: [credibility]\n", **docs})
    code, out, err = called("check", folder, "--format", "json")
    assert code == 0
    assert len(json.loads(out)["articles"]) == len(FRONT)
    assert "front matter" in err
    with within(20):  # MkDocs reads it without any limit
        assert len(report(built(folder, {}))["articles"]) == len(FRONT)
    for raw in FRONT.values():  # and in the place of the configuration
        write(folder, {"mkdocs.yml": f"site_name: X\n{raw}"})
        assert called("check", folder)[0] in (0, 2)


ODD_VALUES = [
    "author: 12", "author: [1, null, {a: b}, [c]]", "author: {name: {name: {name: x}}}", "author: ''", "author: null",
    "title: [a, b]", "title: {a: b}", "date: nonsense", "credibility: 12", "credibility: [a]", "credibility: {ignore: 3}",
    "credibility: {ignore: {x/y: 1}}", "credibility: {story: {a: 1}}", "lang: 12", "lang: zz-ZZ-long",
    "author: 2024-01-01", "author: !!binary aGVsbG8=", "authors: {a: 1}", "canonical: [1]", "source: {url: {}}",
]  # fmt: skip


@case(
    DATA, "options and credits of the wrong type in front matter", "`mkdocs build`, `check`", "named, the page assessed"
)
def odd_values(folder: Path) -> None:
    for value in ODD_VALUES:
        judged(read_markdown(f"---\n{value}\n---\n\n# Ferry\n\n{STORY}"))
    docs = {f"{n}.md": f"---\n{value}\n---\n\n# Ferry\n\n{STORY}" for n, value in enumerate(ODD_VALUES)}
    docs = {
        name: text for name, text in docs.items() if "title: [" not in text and "title: {" not in text
    }  # MkDocs' own
    site = built(folder, {"index.md": "# Home\n", **docs})
    assert len(report(site)["articles"]) == len(docs)


LD = '<script type="application/ld+json">{}</script>'
CYCLE = '{"@graph": [{"@id": "#a", "@type": "NewsArticle", "author": {"@id": "#b"}}, {"@id": "#b", "@type": "Person", "author": {"@id": "#a"}, "worksFor": {"@id": "#b"}, "name": {"@id": "#a"}}]}'
JSON_LD = {
    "broken": '{"@type": "NewsArticle", "author": ',
    "5 MB": json.dumps({"@type": "NewsArticle", "author": [{"@type": "Person", "name": f"Ana {n}"} for n in range(120_000)]}),
    "cyclic by id": CYCLE,
    "100,000 brackets": "[" * 100_000,
    "100,000 objects deep": '{"a":' * 100_000,
    "numbers": '{"@type": 12, "author": 1e999, "headline": -Infinity}',
    "a number of 100,000 digits": '{"@type": "NewsArticle", "author": ' + "9" * 100_000 + "}",
    "null everywhere": '{"@type": [null, "NewsArticle"], "author": [null, {"name": null}], "headline": null}',
    "an end in a string": '{"@type": "NewsArticle", "headline": "</scr" }',
    "surrogates": '{"@type": "NewsArticle", "headline": "\\ud800", "author": "\\udfff"}',
}  # fmt: skip


@case(
    DATA, "JSON-LD that is broken, of 5 MB, cyclic by id, 100,000 deep, with a number of 100,000 digits",
    "`read_html`, `assess`", "what can be read is used, the article assessed",
)  # fmt: skip
def json_ld(_: Path) -> None:
    for name, raw in JSON_LD.items():
        with within(20):
            card = judged(
                read_html(f"<html><head>{LD.format(raw)}</head><body><article>{PAGE}</article></body></html>")
            )
        assert card.score is not None, name


@case(DATA, "20,000 meta elements, 20,000 attributes, microdata that nests itself", "`read_html`", "read")
def page_data(_: Path) -> None:
    pages = [
        '<meta name="author" content="Ana Brandt">' * 20_000,
        "<meta " + " ".join(f'a{n}="b"' for n in range(20_000)) + ">",
        '<div itemscope itemtype="https://schema.org/NewsArticle" itemprop="author">' * 2000,
        '<link rel="canonical" href="https://a.example/x">' * 20_000,
        '<html lang="' + "x" * 100_000 + '">',
        "<title>" * 5000,
    ]
    for head in pages:
        with within(20):
            judged(read_html(f"{head}<article>{PAGE}</article>"))


# text that wants to be code -----------------------------------------------------------------------------------------

PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "</title><svg onload=alert(1)>",
    "javascript:alert(1)", "]]><x/>", "</script><script>alert(1)</script>", "--><b>", "&lt;script&gt;alert(1)",
)  # fmt: skip
TEMPLATES = (
    "{{ 7 * 7191 }}",
    "{% for x in [1, 2] %}",
    "{# gone #}",
    "${7 * 7191}",
    "{{ config.__class__ }}",
    "<%= 7 * 7191 %>",
)


def _family(payload: str) -> dict[str, str]:
    """Two versions of one story whose author, title, speaker and text hold something."""
    front = f"---\nauthor: {json.dumps(payload)}\ntitle: {json.dumps('A ferry ' + payload)}\n---\n\n"
    said = f"`{payload}`\n\n“Nobody shouted that night {payload} at all,” said Ilse {payload} Varga.\n\nShare this article\n\n"
    first = front + around(said) + "\nThe crossing would stay closed until the divers had been there.\n"
    second = front + around(said.replace("shouted", "spoke")) + "\nThe crossing would stay open until then.\n"
    return {"index.md": "# Home\n\n<!-- credibility:table -->\n", "a.md": first, "b.md": second}


@case(
    CODE, "titles, authors, speakers and quotes with markup, handlers, `javascript:`", "`mkdocs build`",
    "escaped: no element, handler or script of theirs in a table, a story, a badge or a picture",
)  # fmt: skip
def markup(folder: Path) -> None:
    for n, payload in enumerate(PAYLOADS):
        site = built(folder / str(n), _family(payload), {"structured_data": True})
        pages = own_pages(site)
        assert len(pages) >= 3
        for html in pages:
            harmless(html)
        for path in site.glob("credibility/**/*.svg"):
            ElementTree.parse(path)  # well-formed, whatever it holds
        article = (site / "a" / "index.html").read_text("utf-8")
        badge = article[article.index('<aside class="credibility') :]
        badge = badge[: badge.index("</aside>")]
        harmless(badge)
        data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', article, re.DOTALL)
        assert data
        for text in data:
            json.loads(text)


@case(
    CODE, "the same in the pages of a built site", "`annotate`",
    "what is put in holds nothing that runs; the pages' own markup stays as it was",
)  # fmt: skip
def markup_in_a_site(folder: Path) -> None:
    for n, payload in enumerate(PAYLOADS):
        said = payload.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        page = f'<!DOCTYPE html><html lang="en"><head><meta name="author" content="{said}"><title>{said}</title></head>'
        page += f"<body><article><h1>A ferry {said}</h1>{PAGE}<p>“Nobody {said} shouted at all,” said {said}.</p></article></body></html>"
        site = write(folder / str(n), {"a/index.html": page, "b/index.html": page.replace("shouted", "spoke")})
        code, _, err = called("annotate", site)
        assert code == 0, err
        for path in sorted(site.rglob("*.html")):
            harmless(path.read_text("utf-8"))
        code, _, _ = called("annotate", site, "--remove")
        assert (site / "a/index.html").read_text("utf-8") == page


@case(
    CODE, "template syntax in titles, authors and text: `{{ }}`, `{% %}`, `{# #}`, `${ }`", "`mkdocs build`, `annotate`",
    "stays text, letter for letter",
)  # fmt: skip
def templates(folder: Path) -> None:
    for n, payload in enumerate(TEMPLATES):
        site = built(folder / str(n), _family(payload))
        pages = [*own_pages(site), (site / "a" / "index.html").read_text("utf-8")]
        assert all("50337" not in html for html in pages)
        shown = payload.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert shown in pages[-1]
        assert report(site)["articles"][0]["title"].endswith(payload)
        html = f"<html><head><title>{shown}</title></head><body><article><h1>{shown}</h1>{PAGE}<p>{shown}</p></article></body></html>"
        site = write(folder / f"site{n}", {"a.html": html, "b.html": html.replace("shouted", "spoke")})
        assert called("annotate", site)[0] == 0
        pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
        assert len(pages) > 3
        assert all(shown in page and "50337" not in page for page in pages)


@case(
    CODE, "cells that begin with `=`, `+`, `-`, `@`, a tab, full-width signs", "`check --format csv`",
    "an apostrophe before each; every row has its columns",
)  # fmt: skip
def formulas(folder: Path) -> None:
    for n, start in enumerate(("=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(1)", "\t=1", "＝1", '","=1')):
        text = f"---\ntitle: {json.dumps(start)}\n---\n\n" + around(f"{start}\n\nShare this article")
        path = write(folder, {f"{n}.md": text}) / f"{n}.md"
        _, out, _ = called("check", path, "--format", "csv")
        rows = list(csv.reader(io.StringIO(out)))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}
        assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for row in rows for cell in row)


@case(
    CODE,
    "`]]>`, `%0A::error::`, `\\u2028`, line ends in names and text",
    "sarif, junit, github",
    "valid; no line of theirs",
)
def report_injection(folder: Path) -> None:
    bad = "x]]>%0A::error file=a::owned \u2028 \u0085 <x/>"
    text = f"---\ntitle: {json.dumps(bad)}\nauthor: {json.dumps(bad)}\n---\n\nBy {bad}\n\n" + around(
        f"Share this article {bad}\n\n::error file=a::owned\n\n“It {bad} sank,” said {bad}."
    )
    path = write(folder, {"a%0A,b=c.md": text}) / "a%0A,b=c.md"
    _, out, _ = called("check", path, "--format", "github")
    assert out
    for line in out.splitlines():
        assert re.match(r"::(?:notice|warning|error) file=[^,:]*%250A%2Cb=c\.md,line=\d+", line), line
    json.loads(called("check", path, "--format", "sarif")[1])
    ElementTree.fromstring(called("check", path, "--format", "junit", "--fail-under", "100")[1].encode())


@case(
    CODE, "terminal escape codes in names of files, titles, text, front matter, options", "every command",
    "shown as signs, none sent",
)  # fmt: skip
def escapes(folder: Path) -> None:
    code = "\x1b]0;owned\x07\x1b[2J\x9b31m"
    text = f"---\ntitle: {json.dumps('A' + code)}\n---\n\n# A{code}\n\nBy Ana{code}\n\n" + around(
        f"Share{code} this article"
    )
    write(
        folder,
        {
            f"a{code}.md": text,
            f"b{code}.md": text.replace("nothing at all", "nothing"),
            f"c{code}.md": f"---\n- {code}\n---\n",
        },
    )
    names = [folder / f"{name}{code}.md" for name in "abc"]
    for arguments in (
        ("check", folder), ("check", folder, "--format", "github"), ("check", *names, "--fail-under", "100"), ("compare", folder), ("explain", names[0]), ("check", folder / f"no{code}"),
        ("rules", f"x{code}"), ("annotate", folder / f"no{code}"), ("check", folder, "--baseline", folder / f"no{code}"),
    ):  # fmt: skip
        _, out, err = called(*arguments)
        assert out + err
        assert not re.search(r"[\x1b\x07\x9b]", out + err), arguments


@case(
    CODE,
    "a `mkdocs.yml` with Python tags and names of code to load",
    "`check`",
    "nothing of it is executed or imported",
)
def configuration(folder: Path) -> None:
    mark = folder / "owned"
    evil = f"!!python/object/apply:os.system ['touch {mark}']"
    (folder / "evil.py").write_text(f"open({str(mark)!r}, 'w')", "utf-8")
    config = f"site_name: X\nhooks: [evil.py]\nmarkdown_extensions: [evil]\nextra: {evil}\nplugins:\n  - evil\n  - credibility\n"
    write(folder, {"mkdocs.yml": config, "docs/a.md": f"# A\n\n{STORY}"})
    code, _, _ = called("check", folder)
    assert code == 0
    assert not mark.exists()


@case(
    CODE,
    "scripts, `srcdoc`, handlers, comments and `noscript` in an article's page",
    "`read_html`",
    "no text of theirs",
)
def page_scripts(_: Path) -> None:
    page = (
        f"<article>{PAGE}<script>“owned,” said owned</script><style>owned</style><template>owned</template>"
        "<!-- owned --><p onclick='owned'>Fine.</p></article>"
    )
    article = check_article(read_html(page))
    assert "owned" not in article.text
    assert "Fine." in article.text


@case(
    CODE,
    "a canonical address, a source or a link that is `javascript:` or `data:`",
    "`mkdocs build`",
    "never a link of ours",
)
def addresses(folder: Path) -> None:
    docs = {"index.md": "# Home\n"}
    for n, link in enumerate(
        ("javascript:alert(1)", "JaVa\tScRiPt:alert(1)", "data:text/html,x", "\x01javascript:x", "vbscript:x")
    ):
        front = f"---\ncanonical: {json.dumps(link)}\nsource: {json.dumps(link)}\nauthor: {{name: Ana Brandt, url: {json.dumps(link)}}}\n---\n\n"
        docs[f"{n}.md"] = front + around(f"[Ana Brandt]({link})\n\nShare this article {n}")
    for html in own_pages(built(folder, docs, {"structured_data": True})):
        harmless(html)


# paths --------------------------------------------------------------------------------------------------------------


@case(
    PATHS, "links to files and folders outside, a link to itself, a dead link", "`check`, `references`", "not followed"
)
def links(folder: Path) -> None:
    write(folder, {"out/secret.md": f"# Secret\n\n{STORY}", "in/a.md": f"# A\n\n{STORY}"})
    inside = folder / "in"
    (inside / "file.md").symlink_to(folder / "out" / "secret.md")
    (inside / "folder").symlink_to(folder / "out")
    (inside / "self").symlink_to(inside)
    (inside / "dead.md").symlink_to(folder / "nothing.md")
    (inside / "loop.md").symlink_to(inside / "loop.md")
    code, out, _ = called("check", inside, "--format", "json")
    assert code == 0
    assert [card["key"].rsplit("/", 1)[-1] for card in json.loads(out)["articles"]] == ["a.md"]
    from mkdocs_credibility.readers.files import read_folder

    assert [article.path for article in read_folder(inside)] == ["in/a.md"]


@case(
    PATHS,
    "links out of a site and a manifest that names what is outside",
    "`annotate`, `--remove`",
    "nothing outside is read, written or removed",
)
def links_of_a_site(folder: Path) -> None:
    page = f"<html><head><title>A</title></head><body><article><h1>A</h1>{PAGE}</article></body></html>"
    write(folder, {"out/secret.html": page, "site/a.html": page})
    site, secret = folder / "site", folder / "out" / "secret.html"
    (site / "b.html").symlink_to(secret)
    (site / "folder").symlink_to(folder / "out")
    assert called("annotate", site)[0] == 0
    assert secret.read_text("utf-8") == page
    manifest = site / "credibility" / "annotated.json"
    listed = json.loads(manifest.read_text("utf-8"))
    from mkdocs_credibility.site.files import digest

    for name in ("../out/secret.html", str(secret), "folder/secret.html"):
        listed["files"][name] = digest(secret.read_bytes())
    manifest.write_text(json.dumps(listed), "utf-8")
    assert called("annotate", site, "--remove")[0] == 0
    assert secret.read_text("utf-8") == page
    assert (site / "a.html").read_text("utf-8") == page


@case(
    PATHS,
    "the folder `credibility` of a site is a link to somewhere else",
    "`annotate`",
    "refused in a line, nothing written",
)
def link_in_the_way(folder: Path) -> None:
    page = f"<html><head><title>A</title></head><body><article><h1>A</h1>{PAGE}</article></body></html>"
    write(folder, {"out/keep.txt": "x", "site/a.html": page})
    (folder / "site" / "credibility").symlink_to(folder / "out")
    code, _, err = called("annotate", folder / "site")
    assert code == 2
    assert "leads out of the site" in err
    assert [p.name for p in (folder / "out").iterdir()] == ["keep.txt"]
    assert (folder / "site" / "a.html").read_text("utf-8") == page


@case(
    PATHS,
    "a folder called `a.md`, a pipe, names with spaces, quotes, `#`, `?`, `%`, line ends",
    "`check`, `mkdocs build`",
    "read, or left out; every link leads there",
)
def odd_paths(folder: Path) -> None:
    docs = folder / "docs"
    names = ["a b.md", "it's.md", "50%.md", "käse.md", "日本.md", "a&b.md", "x#y.md"]
    write(docs, {name: f"# {name}\n\n{STORY}" for name in names})
    (docs / "folder.md").mkdir()
    import os

    os.mkfifo(docs / "pipe.md")
    code, out, _ = called("check", docs, "--format", "json")
    assert code == 0
    assert len(json.loads(out)["articles"]) == len(names)
    (docs / "pipe.md").unlink()
    (docs / "folder.md").rmdir()
    site = built(folder, {"index.md": "# Home\n"})
    table = (site / "credibility" / "index.html").read_text("utf-8")
    from urllib.parse import unquote

    targets = {
        unquote(a["href"]) for tag, a in elements(table) if tag == "a" and (a.get("href") or "").startswith("../")
    }
    for name in names:
        assert any(t.rstrip("/").endswith(name.removesuffix(".md")) for t in targets), name


@case(PATHS, "a report or a baseline to be written where a folder or nothing is", "`check`", "one line, exit code 2")
def bad_targets(folder: Path) -> None:
    path = write(folder, {"a.md": f"# A\n\n{STORY}"}) / "a.md"
    for target in (folder, folder / "no" / "where.json", "/dev/full"):
        code, _, err = called("check", path, "--format", "json", "-o", target)
        assert (code, err.count("\n")) == (2, 1), (target, err)


@case(
    PATHS,
    "a file that cannot be read, one that goes while it is read",
    "`check`",
    "named; the others are assessed; exit code 2",
)
def unreadable(folder: Path) -> None:
    write(folder, {"a.md": f"# A\n\n{STORY}", "b.md": f"# B\n\n{STORY}"})
    code = (
        "import sys, pathlib\nreal = pathlib.Path.read_bytes\n"
        "def read(path):\n    if path.name == 'a.md': raise PermissionError(13, 'Permission denied', str(path))\n    return real(path)\n"
        "pathlib.Path.read_bytes = read\nfrom mkdocs_credibility.cli import main\nmain(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check", str(folder), "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Permission denied" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(json.loads(done.stdout)["articles"]) == 1
