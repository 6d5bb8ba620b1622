"""Markup that few authors write and every reader meets: what is text in it, and of which kind."""

from __future__ import annotations

import pytest

from mkdocs_credibility import read_html, read_markdown

LINE = "The ferry ran aground on Tuesday with 214 people aboard."


def blocks(article):
    return [(b.kind, article.prose[b.prose_start : b.prose_end]) for b in article.blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- [x] done\n- [ ] open\n", [("list-item", "done"), ("list-item", "open")]),
        ("-\n- one\n", [("list-item", "one")]),
        ("- > quoted in a list\n", [("list-item", "quoted in a list")]),
        ("Head\n====\n\ntext\n", [("heading", "Head"), ("paragraph", "text")]),
        ("- item\n====\n", [("list-item", "item")]),
        ("text[^1]\n\n[^1]: the note\n", [("paragraph", "text"), ("list-item", "the note")]),
        ("Term\n: what it means\n", [("list-item", "Term"), ("list-item", "what it means")]),
        ("a | b\n--- | ---\n1 \\| 2 | y\n",
         [("table-cell", "a"), ("table-cell", "b"), ("table-cell", "1 | 2"), ("table-cell", "y")]),
        ("~~~\n~~~ never closed\n\ntext\n", [("paragraph", "~~~\n~~~ never closed"), ("paragraph", "text")]),
        ("*[HTML]: HyperText\n\ntext\n", [("paragraph", "text")]),
        ("{: .lead }\n\ntext\n", [("paragraph", "text")]),
        ("[a link][none] and [one][]\n", [("paragraph", "[a link][none] and [one][]")]),
        ("a ~~b~~ c ~d~ e\n", [("paragraph", "a b c ~d~ e")]),
        ("<div>one</div>\n\ntwo\n", [("paragraph", "one"), ("paragraph", "two")]),
        ("a | b\n--\nc\n", [("heading", "a | b"), ("paragraph", "c")]),
        ("![crane](a.png)\n*The crane in May*\n", [("caption", "The crane in May")]),
    ],
)  # fmt: skip
def test_markdown(source, expected):
    assert blocks(read_markdown(source)) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>one<div>two</div>", ["one", "two"]),
        ("<p><b>one<p>two", ["one", "two"]),
        ("<ul><li>one<li>two</ul>", ["one", "two"]),
        ("<h2>one<h3>two</h3><p>three</p>", ["one", "two", "three"]),
        ("<p>one <a href=x>two <a href=y>three</a></p>", ["one two three"]),
        ("<a href=x><div><a href=y>one</a></div></a>", ["one"]),
        ("<p>one</br>two</p>", ["one\ntwo"]),
        ("<p>one</ >two</p>", ["onetwo"]),
        ("<p>one<!-->two--></p>", ["onetwo-->"]),
        ("<p>one<!--->two</p>", ["onetwo"]),
        ("<p>a &ltb; c &amp d</p>", ["a <b; c & d"]),
        ("<p>one &ltd two</p>", ["one <d two"]),
        ("<table><tr><td>one<td>two<tr><td>three</table>", ["one", "two", "three"]),
        ("<dl><dt>one<dd>two</dl>", ["one", "two"]),
        ("<p>one<table><tr><td>two</table>", ["one", "two"]),
        ("<p>one</div>two</p>", ["onetwo"]),
        ("<p>one <br> <br> two</p>", ["one", "two"]),
    ],
)
def test_html(html, expected):
    article = read_html(f"<html><body><main>{html}</main></body></html>")
    assert [text for _, text in blocks(article)] == expected


@pytest.mark.parametrize("name", ["title", "textarea"])
def test_an_element_that_is_never_closed_does_not_swallow_the_page(name):
    html = f"<html><head><{name}>The ferry</head><body><main><h1>Aground</h1><p>{LINE}</p></main></body></html>"
    assert LINE in read_html(html).prose


def test_a_layout_in_a_table_is_read_as_text():
    long = " ".join([LINE] * 6)
    html = f"<html><body><table><tr><td><p>{long}</p></td><td>12</td></tr></table></body></html>"
    assert ("paragraph", long) in blocks(read_html(html))


def test_what_stands_in_a_form_is_no_text():
    html = f"<html><body><main><p>{LINE}</p><form><p>Your address</p></form></main></body></html>"
    assert read_html(html).prose.strip() == LINE


def test_a_caption_is_told_by_its_class():
    html = f'<html><body><main><p>{LINE}</p><p class="wp-caption-text">The ferry on Tuesday</p></main></body></html>'
    assert ("caption", "The ferry on Tuesday") in blocks(read_html(html))


def test_a_heading_in_raw_html_is_the_title():
    assert read_markdown(f"<h1>The  ferry</h1>\n\n{LINE}\n").title == "The ferry"


def test_lists_deeper_than_any_page_are_read_as_deep_as_need_be():
    source = "".join("  " * depth + f"- item {depth}\n" for depth in range(80))
    assert [text for _, text in blocks(read_markdown(source))] == [f"item {depth}" for depth in range(80)]
