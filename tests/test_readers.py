"""What the readers promise: exact places, the right container, nothing left out that is evidence, nothing raised."""

import datetime
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_credibility import read_html, read_markdown, read_text
from mkdocs_credibility.readers.front_matter import ERROR
from mkdocs_credibility.readers.html import decode
from mkdocs_credibility.readers.tree import DEPTH, parse


def texts(article, kind=None):
    """What the blocks say, as the signals read it."""
    return [article.prose[b.prose_start : b.prose_end] for b in article.blocks if kind in (None, b.kind)]


def kinds(article):
    return [b.kind for b in article.blocks]


def check_places(article):
    """Every block and every run is where the article says that it is."""
    last = 0
    for block in article.blocks:
        assert last <= block.prose_start < block.prose_end <= len(article.prose)
        assert 0 <= block.start < block.end <= len(article.text)
        last = block.prose_end
        span = article.span(block.prose_start, block.prose_end)
        assert article.text[span.start : span.end] == span.exact
        assert span.exact.strip()
    if article.format == "html":
        end = 0
        for at, source_at, length in article.source_runs:
            assert at >= end
            assert length > 0
            assert article.source[source_at : source_at + length] == article.text[at : at + length]
            end = at + length
        assert article.text == "\n\n".join(article.text[b.start : b.end] for b in article.blocks)
    if article.format == "markdown":
        offsets = article.prose_offsets
        assert offsets == tuple(sorted(offsets))
    return article


# text ---------------------------------------------------------------------------------------------------------------

WRAPPED = """\
Harbour bridge to close for repairs in spring

By Lena Ostrom

The old harbour bridge will close for eleven weeks from the first
of March, the city council decided on Monday evening after a long
and at times heated debate about the costs.

"We have waited far too long," said council member Piet Arends,
who had asked for the repairs in four successive budgets without
getting them.

- the eastern approach
- the western approach
"""


def test_text_is_kept_and_lines_are_paragraphs():
    source = "First paragraph of the piece.\r\nSecond paragraph of it.\r\n\r\n  Third. \n"
    article = check_places(read_text(source, path="a.txt"))
    assert article.text == article.prose == source
    assert texts(article) == ["First paragraph of the piece.", "Second paragraph of it.", "Third."]
    assert [article.line(b.start) for b in article.blocks] == [1, 2, 4]


def test_hard_wrapped_text_is_joined_by_group_but_lists_are_not():
    article = check_places(read_text(WRAPPED))
    assert article.title == "Harbour bridge to close for repairs in spring"
    assert kinds(article) == ["heading"] + ["paragraph"] * 5
    assert texts(article)[1] == "By Lena Ostrom"
    assert texts(article)[2].count("\n") == 2
    assert texts(article)[4:] == ["- the eastern approach", "- the western approach"]


@pytest.mark.parametrize(
    "source",
    [
        "Roses were red in the garden,\nviolets grew by the wall,\nnobody came to the harvest,\nnobody came at all.\n"
        * 2,
        "The first paragraph ends on its own line.\nSo does the second one, which is longer than the first.\nThird.\n"
        * 3,
        "Lena Ostrom\n12 Quay Road\nNorvale\n\nPiet Arends\n4 Mill Lane\nNorvale\n",
    ],
)
def test_verse_addresses_and_one_line_paragraphs_stay_lines(source):
    assert not any("\n" in text for text in texts(check_places(read_text(source))))


BODY = "The council of Norvale voted on Monday to rebuild the bridge over the Alder, which a flood had taken away."


@pytest.mark.parametrize(
    ("first", "headline"),
    [
        ("Norvale to rebuild its flooded bridge", True),
        ("Will Norvale ever get its bridge back?", True),
        ("By Lena Ostrom", False),
        ("By: Lena OSTROM", False),
        ("Title: Norvale to rebuild its bridge", False),
        ("Author: Lena Ostrom of the Courier", False),
        ("14 March 2024, 10:45", False),
        ("Monday, 14 March 2024", False),
        ("NORVALE (XYZ) —", False),
        ("NORVALE (XYZ) — the bridge", False),
        ("Write to lena@courier.example today", False),
        ("Read: Norvale gets its bridge back", False),
        ("Norvale voted to rebuild the bridge on Monday.", False),
        ("“We will rebuild the bridge this year.”", False),
        ("www.courier.example/news and more", False),
        ("Bridge", False),
        ("- one item of a list", False),
    ],
)
def test_headline_of_a_text(first, headline):
    article = read_text(f"{first}\n\n{BODY}\n")
    assert (article.blocks[0].kind == "heading") is headline
    assert article.title == (first if headline else None)


def test_text_metadata_fills_the_fields():
    given = {
        "title": "A title",
        "author": "Lena Ostrom",
        "lang": "de",
        "site_name": "Courier",
        "url": "https://c.example/a",
    }
    article = read_text(BODY, metadata=given)
    assert (article.title, article.site_name, article.url) == ("A title", "Courier", "https://c.example/a")
    assert article.declared_language == "de"
    assert [(d.kind, d.value, d.source) for d in article.declared] == [("author", "Lena Ostrom", "front-matter")]


def test_byte_order_mark_and_nul_are_no_paragraphs():
    article = check_places(read_text("\ufeff" + BODY + "\n\0\n"))
    assert texts(article) == [BODY]
    assert article.text[0] == "\ufeff"


# Markdown -----------------------------------------------------------------------------------------------------------


def prose(source):
    article = check_places(read_markdown(source))
    assert article.text == source
    return texts(article)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Some **bold**, *soft* and _plain_ words.", "Some bold, soft and plain words."),
        ("***all*** of **it *nested* here**", "all of it nested here"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("Required fields are marked *", "Required fields are marked *"),
        ("a [link](https://a.example/b_(c)_d 'a title') here", "a link here"),
        ("a [*soft* link](<u v>){ .external } here", "a soft link here"),
        ("“[He] had no choice,” she said.", "“[He] had no choice,” she said."),
        ("a [label][ref] and [ref].\n\n[ref]: https://a.example 'T'", "a label and ref."),
        ("a photo ![of a bridge](b.jpg 'x') here.", "a photo here."),
        ("run `make_all --now`.", "run."),
        ("the word `said` stands", "the word said stands"),
        ("a note[^1] here", "a note here"),
        ("<b>Bold</b> and <span class='x'>span</span>", "Bold and span"),
        ("kept <!-- not\nkept --> here", "kept here"),
        (
            "write to <desk@courier.example> or <https://courier.example>",
            "write to desk@courier.example or https://courier.example",
        ),
        ("5 &lt; 6 &amp; &mdash; &quot;so&quot;", '5 < 6 & — "so"'),
        (r"\*not soft\* and \_plain\_ C:\path", "*not soft* and _plain_ C:\\path"),
        ("==marked== and ~~struck~~ and ^^new^^", "marked and struck and new"),
        ("icon :material-newspaper: here", "icon here"),
        ("by {{ author.name }} today", "by today"),
        ("a {% include 'x' %} b", "a b"),
        ("five < six and AT&T", "five < six and AT&T"),
        ("line one  \nline two\\\nline three", "line one\nline two\nline three"),
        ("in\xadvisible hyphen and hy&shy;phen", "invisible hyphen and hyphen"),
        ("unclosed **bold and `code and [link", "unclosed **bold and `code and [link"),
    ],
)
def test_inline_markdown(source, expected):
    assert prose(source)[0] == expected


BLOCKS = """\
# Title with *stress* {#title}

Setext second
-------------

A paragraph that is hard-wrapped
over two lines.

> A quote that
runs on lazily
> > and one inside

- first
  goes on
    - nested

      with a second paragraph
2. not one

!!! note "Remember this"
    Inside the note.

=== "Tab one"
    In the tab.

??? tip
    Folded away.

| Name | Votes |
|------|:-----:|
| Ana `a|b` | 12 |

Term
:   What it means.

```python
code = "left out"
```

    indented = "left out"

<div class="box" markdown>
Markdown *in* a div.
</div>

<figure>
  <img src="a.jpg" alt="left out">
  <figcaption>Photo: Jan Holm</figcaption>
</figure>

![left out](a.jpg)
*The bridge in May. (Jan Holm)*

*A whole paragraph in italics, but no picture before it.*

<!-- more -->

[TOC]
{: .lead }
After it all.[^n]

[^n]: The note's text.
"""


def test_markdown_blocks():
    article = check_places(read_markdown(BLOCKS))
    said = [(b.kind, b.level, article.prose[b.prose_start : b.prose_end]) for b in article.blocks]
    assert said == [
        ("heading", 1, "Title with stress"),
        ("heading", 2, "Setext second"),
        ("paragraph", 0, "A paragraph that is hard-wrapped\nover two lines."),
        ("quote", 0, "A quote that\nruns on lazily"),
        ("quote", 0, "and one inside"),
        ("list-item", 1, "first\ngoes on"),
        ("list-item", 2, "nested"),
        ("list-item", 2, "with a second paragraph"),
        ("list-item", 1, "not one"),
        ("heading", 6, "Remember this"),
        ("paragraph", 0, "Inside the note."),
        ("heading", 6, "Tab one"),
        ("paragraph", 0, "In the tab."),
        ("paragraph", 0, "Folded away."),
        ("table-cell", 0, "Name"),
        ("table-cell", 0, "Votes"),
        ("table-cell", 0, "Ana"),
        ("table-cell", 0, "12"),
        ("list-item", 1, "Term"),
        ("list-item", 1, "What it means."),
        ("paragraph", 0, "Markdown in a div."),
        ("caption", 0, "Photo: Jan Holm"),
        ("caption", 0, "The bridge in May. (Jan Holm)"),
        ("paragraph", 0, "A whole paragraph in italics, but no picture before it."),
        ("paragraph", 0, "After it all."),
        ("list-item", 1, "The note's text."),
    ]
    assert article.title == "Title with stress"
    for block in article.blocks:
        if block.kind != "table-cell":
            assert article.line(block.start) == BLOCKS.count("\n", 0, block.start) + 1


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("```\nnever closed\n\nThe article goes on.", ["```\nnever closed", "The article goes on."]),
        ("<!-- never closed\n\nThe article goes on.", ["<!-- never closed", "The article goes on."]),
        ("> ```\n> code\n> ```\n> words", ["words"]),
        ("- a\n\n      code in the item\n\n- b", ["a", "b"]),
        ("He left in\n1999. It was cold.", ["He left in\n1999. It was cold."]),
        ("/// note | A title\nInside.\n///", ["A title", "Inside."]),
        ("/// caption\nA picture's words\n///", ["A picture's words"]),
        (":::tip Title\n\nInside.\n\n:::", ["Title", "Inside."]),
        ("<script>\nlet a = 1\n\nlet b\n</script>\nwords", ["words"]),
        ("<p>One &amp; <em>two</em></p>\n\nthree", ["One & two", "three"]),
        ("a | b\nc | d", ["a | b\nc | d"]),
        ("## Heading ##\n# \nText", ["Heading", "Text"]),
        ("#hashtag of the day", ["#hashtag of the day"]),
        ("* * *\n\n---\n\nafter rules", ["after rules"]),
        ("+ one\r\n+ two\r\n", ["one", "two"]),
        ("1) - twice nested", ["twice nested"]),
    ],
)
def test_markdown_shapes(source, expected):
    assert prose(source) == expected


def test_front_matter_becomes_metadata():
    source = (
        "---\ntitle: On the bridge\nauthors: [Ana Brandt]\nlang: nl\ndate: 2024-03-01\n---\n# Another title\n\nWords.\n"
    )
    article = check_places(read_markdown(source, path="a.md"))
    assert article.title == "On the bridge"
    assert article.metadata["date"] == datetime.date(2024, 3, 1)
    assert article.declared_language == "nl"
    assert [(d.kind, d.value) for d in article.declared] == [("author", "Ana Brandt")]
    assert texts(article) == ["Another title", "Words."]
    assert article.text == source


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("raw", "line", "message"),
    [
        ("title: [unclosed\n", None, ""),
        ("title: a\n  bad: b\n", 3, "mapping values"),
        ("- a\n- b\n", 1, "a list"),
        ("2024-03-01\n", 1, "a date"),
        ("just words\n", 1, "text"),
        ("a: !!python/object/apply:os.system [ls]\n", 2, "could not determine a constructor"),
        ("date: 2024-13-45\n", 1, "month"),
        ("a: 'x\n", None, ""),
        ("a: \0\n", None, ""),
        (BOMB, None, ""),
        ("a: &a\n  b: *a\n", None, ""),
        ("a: " + "x" * 100_000 + "\n", 1, "longer than 100,000 characters"),
        (
            "".join(f"a{i}: &a{i}\n  <<: [{', '.join([f'*a{i - 1}'] * 9 if i else ['{x: 1}'])}]\n" for i in range(6)),
            None,
            "",
        ),
    ],
)
def test_bad_front_matter_is_noted_and_never_read_as_text(raw, line, message):
    article = check_places(read_markdown(f"---\n{raw}---\nThe text.\n"))
    assert texts(article) == ["The text."]
    error = article.metadata[ERROR]
    assert message in error["message"]
    assert error["message"]
    assert line is None or error["line"] == line


def test_honest_aliases_and_empty_front_matter():
    assert read_markdown("---\na: &x [1, 2]\nb: *x\n---\nT.").metadata == {"a": [1, 2], "b": [1, 2]}
    assert read_markdown("---\n---\nT.").metadata == {}
    assert prose("---\n\nA paragraph between rules.\n\nAnother.\n\n---\n\nEnd.") == [
        "A paragraph between rules.", "Another.", "End.",
    ]  # fmt: skip


def test_a_markdown_span_leads_back_to_the_source():
    source = "---\nlang: en\n---\n\nShe said: “We **will** [go](https://a.example) &mdash; now.”\n"
    article = read_markdown(source)
    at = article.prose.index("will go")
    span = article.span(at, at + 7)
    assert span.exact == "will** [go"
    assert span.line == 5


def test_a_span_that_ends_in_an_entity_quotes_all_of_it():
    article = read_markdown("She said: &ldquo;We will go.&rdquo; Then she went.")
    assert article.prose == "She said: “We will go.” Then she went."
    at = article.prose.index("“")
    assert article.span(at, article.prose.index("”") + 1).exact == "&ldquo;We will go.&rdquo;"


# HTML ---------------------------------------------------------------------------------------------------------------


def page(body, head="", attributes='lang="en"'):
    return f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"


PARAGRAPHS = "".join(
    f"<p>{who} of Norvale said on Monday that the bridge would be rebuilt within {n} months of the flood.</p>"
    for n, who in enumerate(("Mayor Ana Brandt", "Engineer Piet Arends", "Council member Lena Ostrom", "Jan Holm"), 3)
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One <b>two</b> <i>three</i>.</p>", ["One two three."]),
        ("<p>  a\n\n   b\tc </p>", ["a b c"]),
        ("<p>a<br>b<br/>\n c</p>", ["a\nb\nc"]),
        ("<div>a<br><br>b<br> <br>c</div>", ["a", "b", "c"]),
        ("<p>5 &lt; 6 &amp; &#8220;so&#8221; &copy 2024 &unknown; AT&T</p>", ["5 < 6 & “so” © 2024 &unknown; AT&T"]),
        ("<p>a<!-- b -->c <![CDATA[d]]>e <?php f ?>g</p>", ["ac e g"]),
        ("<p>one<p>two<ul><li>three<li>four</ul>five", ["one", "two", "three", "four", "five"]),
        ("<P CLASS=x>Up<P>Case", ["Up", "Case"]),
        ("<p title='a > b'>quoted</p>", ["quoted"]),
        ("<p>a < b and c<d</p>", ["a < b and c"]),
        ("<p>&nbsp;</p><p>in&shy;vis\xadible&#32;&#32;x</p>", ["invisible x"]),
        ("<p>glyph\0and\ufeff end</p>", ["glyph\ufffdand end"]),
        ("<p>run <code>x=1</code>.</p><pre>code</pre>", ["run."]),
        ("<p>the word <code>said</code> stands</p>", ["the word said stands"]),
        ('<h2 id="a">Head<a class="headerlink" href="#a" title="Permanent link">&para;</a></h2>', ["Head"]),
        ('<p>note<sup id="r1"><a class="footnote-ref" href="#f1">1</a></sup> here</p>', ["note here"]),
        ("<p>E = mc<sup>2</sup></p>", ["E = mc2"]),
        ("<p>a</p><p hidden>b</p><p aria-hidden=true>c</p><p style='display: none'>d</p>", ["a"]),
        ("<p>a</p><div data-search-exclude><p>e</p></div>", ["a"]),
        ("<p>a<script>b</script><style>c</style><template><p>d</p></template><svg><text>e</text></svg></p>", ["a"]),
        ("<p>a</p><script>never closed <p>b</p>", ["a"]),
        ("<title>never closed<p>a</p>", ["never closed", "a"]),
        ("<p>a</p><!-- never closed <b>x</b><p>b</p>", ["a", "x", "b"]),
        ("<details><summary>More</summary><p>inside</p></details>", ["More", "inside"]),
        ('<div class="admonition note"><p class="admonition-title">Note</p><p>inside</p></div>', ["Note", "inside"]),
        ("<p>tail", ["tail"]),
        ("plain words", ["plain words"]),
        ("", []),
    ],
)
def test_html_text(html, expected):
    assert texts(check_places(read_html(html))) == expected


def test_html_kinds():
    html = (
        "<h1>A</h1><p>b</p><blockquote><p>c</p></blockquote><ul><li>d<ul><li>e</li></ul></li></ul>"
        "<figure><img src=x alt=y><figcaption>f</figcaption></figure><table><caption>g</caption><tr><th>h<td>i</table>"
        "<dl><dt>j<dd>k</dl><blockquote>l</blockquote>"
    )
    article = check_places(read_html(html))
    assert [(b.kind, b.level) for b in article.blocks] == [
        ("heading", 1), ("paragraph", 0), ("quote", 0), ("list-item", 1), ("list-item", 2), ("caption", 0),
        ("caption", 0), ("table-cell", 0), ("table-cell", 0), ("list-item", 1), ("list-item", 1), ("quote", 0),
    ]  # fmt: skip


def test_runs_end_where_the_source_differs():
    html = "<p>a b &amp; c\n d <b>e</b>&nbsp;f</p>"
    article = check_places(read_html(html))
    assert article.text == "a b & c d e\xa0f"
    assert [article.text[a : a + n] for a, _, n in article.source_runs] == ["a b ", " c", "d ", "e", "f"]
    assert article.line(article.text.index("d")) == 2


PAGES = sorted((Path(__file__).parent / "golden" / "readers").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_the_article_is_found_on_pages_of_many_makers(path):
    article = check_places(read_html(path.read_text("utf-8")))
    assert article.title == "Norvale rebuilds"
    assert article.declared_language == "en"
    said = texts(article)
    assert said[0] == "Norvale rebuilds"
    assert sum("said on Monday" in text for text in said) >= 4
    whole = " ".join(said)
    for junk in (
        "Share",
        "Home",
        "aside on",
        "Subscribe",
        "Reader 1",
        "teaser",
        "boat",
        "Recent",
        "Page 3",
        "¶",
        "edit",
        "March 1",
    ):
        assert junk not in whole, junk


def test_header_lines_outside_the_container_are_kept_and_the_rest_is_not():
    html = page(
        '<main><div class="head"><h1>Norvale rebuilds</h1>'
        '<p class="standfirst">A flood took the bridge; the town wants it back.</p>'
        '<div class="byline">By <a rel="author" href="/ana">Ana Brandt</a></div><div class="crumbs">12 shares</div>'
        "<p>XYZ news agency</p></div>"
        f'<div class="article-body">{PARAGRAPHS}</div>'
        '<p class="credit-line">Reporting by Ana Brandt; editing by Jan Holm</p></main>'
    )
    said = texts(check_places(read_html(html)))
    assert said[:3] == ["Norvale rebuilds", "A flood took the bridge; the town wants it back.", "By Ana Brandt"]
    assert said[-1] == "Reporting by Ana Brandt; editing by Jan Holm"
    assert "12 shares" not in said


def test_junk_in_the_text_flow_stays_for_the_boilerplate_signal():
    html = page(
        f"<article><h1>Norvale rebuilds</h1>{PARAGRAPHS}<p><a href='/x'>Read: Flood takes the bridge</a></p>"
        "<p>Sign up for our newsletter!</p><h3>Leave a Reply</h3>"
        "<p>Your email address will not be published.</p></article>"
    )
    assert texts(read_html(html))[-4:] == [
        "Read: Flood takes the bridge", "Sign up for our newsletter!", "Leave a Reply",
        "Your email address will not be published.",
    ]  # fmt: skip


def test_what_a_page_declares():
    head = (
        '<title>Norvale rebuilds | Courier</title><meta property="og:site_name" content="The Courier">'
        '<meta name="author" content="Ana Brandt">'
        '<link rel="canonical" href="https://courier.example/a"><meta name="description" content="On a bridge">'
        '<meta property="article:published_time" content="2024-03-01"><script type="application/ld+json">'
        '{"@graph": [{"@type": "WebPage", "@id": "#p"}, {"@type": ["NewsArticle"], "headline": "Norvale\nrebuilds", '
        '"author": {"@id": "#ana"}, "dateModified": "2024-03-02",}, '
        '{"@type": "Person", "@id": "#ana", "name": "Ana Brandt"},]}</script>'
    )
    article = read_html(page(f"<article><h1>Norvale rebuilds</h1>{PARAGRAPHS}</article>", head))
    assert (article.title, article.site_name, article.url) == (
        "Norvale rebuilds",
        "The Courier",
        "https://courier.example/a",
    )
    assert article.metadata["canonical"] == "https://courier.example/a"
    assert article.metadata["published"] == "2024-03-01"
    assert article.metadata["modified"] == "2024-03-02"
    assert article.metadata["description"] == "On a bridge"
    assert article.metadata["meta"]["author"] == "Ana Brandt"
    assert [node["headline"] for node in article.metadata["json_ld"]] == ["Norvale\nrebuilds"]
    assert ("author", "Ana Brandt") in [(d.kind, d.value) for d in article.declared]


def declared(head="", top="", bottom=""):
    """Kind and value of what a page declares."""
    article = read_html(page(f"<article><h1>Norvale rebuilds</h1>{top}{PARAGRAPHS}</article>{bottom}", head))
    return [(d.kind, d.value) for d in article.declared]


def json_ld(text):
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="dc.source" content="XYZ Agency">', [("agency", "XYZ Agency")]),
        ('<meta name="dc.source" content="https://xyz.example">', []),
        (
            '<meta property="article:publisher" content="//x.example/c"><meta name="publisher" content="Courier">',
            [("publisher", "Courier")],
        ),
        (
            json_ld('{"@type":"NewsArticle","author":{"@type":"Person","name":["", "Ana Brandt"]}}'),
            [("author", "Ana Brandt")],
        ),
        (
            json_ld('{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","author":{"name":"Ana Brandt"}}}'),
            [("author", "Ana Brandt")],
        ),
    ],
)
def test_who_a_page_says_it_is_from(head, expected):
    assert declared(head) == expected


@pytest.mark.parametrize(
    ("publisher", "name"),
    [
        ('"The Courier"', "The Courier"),
        ('"https://courier.example"', None),
        ('{"name": "The Courier"}', "The Courier"),
        ('[{"name": "The Courier"}, {"name": "XYZ"}]', "The Courier"),
        ("[]", None),
        ('{"url": "https://courier.example"}', None),
    ],
)
def test_the_site_is_called_as_its_publisher(publisher, name):
    head = json_ld(f'{{"@type": "NewsArticle", "publisher": {publisher}}}')
    assert read_html(page(f"<article><h1>Norvale rebuilds</h1>{PARAGRAPHS}</article>", head)).site_name == name


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Norvale rebuilds | The Courier", "Norvale rebuilds"),
        ("Norvale rebuilds, says The Courier", "Norvale rebuilds, says The Courier"),
    ],
)
def test_a_declared_title_loses_the_sites_name_behind_a_mark_alone(title, expected):
    head = f'<meta property="og:site_name" content="The Courier"><meta property="og:title" content="{title}">'
    assert read_html(page(f"<article>{PARAGRAPHS}</article>", head)).title == expected


SIGNED = '<p class="author">Ana Brandt</p>'


@pytest.mark.parametrize(
    ("top", "bottom", "expected"),
    [
        ("", f"<footer>{SIGNED}</footer>", []),  # of the page
        (f'<div class="related-posts">{SIGNED}</div>', "", []),
        (f'<div itemscope itemtype="https://schema.org/UserComments">{SIGNED}</div>', "", []),
        (SIGNED + '<p class="author">Brandt</p>', "", [("author", "Ana Brandt")]),  # once
        ('<meta itemprop="author" content="Ana Brandt">', "", [("author", "Ana Brandt")]),
    ],
)
def test_names_in_the_markup_count_where_they_sign_the_article(top, bottom, expected):
    assert [found for found in dict.fromkeys(declared("", top, bottom)) if found[0] == "author"] == expected


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (f"<footer>{SIGNED}</footer>", ["Ana Brandt"]),  # the article's own
        (SIGNED, ["Ana Brandt"]),
        (SIGNED + '<p class="author">Kofi Osei</p>', []),  # two may be teasers or comments
        ('<p class="author">anab</p>', []),
    ],
)
def test_names_behind_the_text_sign_it_if_they_are_one_persons(behind, expected):
    article = read_html(page(f"<article><h1>Norvale rebuilds</h1>{PARAGRAPHS}{behind}</article>"))
    assert [d.value for d in article.declared] == expected


def test_a_line_that_opens_as_bylines_do_belongs_to_the_header():
    header = "<div><h1>Norvale rebuilds</h1><div>By Ana Brandt</div><div>12 shares</div></div>"
    article = read_html(page(f'<main>{header}<div class="text">{PARAGRAPHS}</div></main>'))
    assert texts(article)[:2] == ["Norvale rebuilds", "By Ana Brandt"]
    assert "12 shares" not in texts(article)


def test_a_page_without_any_body_is_read():
    html = f'<h1>Norvale rebuilds</h1><div class="text">{PARAGRAPHS}</div>'
    assert texts(read_html(f"<html>{html}</html>"))[0] == "Norvale rebuilds"


def test_an_element_within_its_like_that_is_left_out_ends_with_the_outer_one():
    inner = "<svg><g><svg><text>inner</text></svg> outer</g></svg>"
    assert "outer" not in read_html(page(f"<article>{inner}{PARAGRAPHS}</article>")).prose


def test_title_and_site_from_the_window_title():
    article = read_html(page(f"<div>{PARAGRAPHS}</div>", "<title>Norvale rebuilds | The Courier</title>"))
    assert (article.title, article.site_name) == ("Norvale rebuilds", "The Courier")


def test_given_metadata_wins_and_makes_a_fragment_whole():
    html = f"<h1>As rendered</h1><article><p>A card.</p></article>{PARAGRAPHS}"
    article = read_html(
        html, url="https://courier.example/b", metadata={"title": "As given", "author": "Ana Brandt", "lang": "fr"}
    )
    assert (article.title, article.url, article.declared_language) == ("As given", "https://courier.example/b", "fr")
    assert len(article.blocks) == 6
    assert article.metadata["author"] == "Ana Brandt"
    assert [d.value for d in article.declared if d.kind == "author"] == ["Ana Brandt"]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "author": "Ana"',
        "{" * 5000,
        "[" * 100_000,
        '{"@type": "NewsArticle", "headline": null, "author": {"author": {}}, "@graph": [[[1, "x", null]]]}',
        "<!--\n{\"@type\": \"NewsArticle\", \"headline\": \"H\"}\n-->",
        "{&quot;@type&quot;: &quot;NewsArticle&quot;}",
        '{"@type": "NewsArticle"}; {"@type": "Person"}',
        "null", "", "\ud800", '"x"',
    ],
)  # fmt: skip
def test_broken_json_ld_is_survived(script):
    html = page(f"<article>{PARAGRAPHS}</article>", f'<script type="application/ld+json">{script}</script>')
    assert len(check_places(read_html(html)).blocks) == 4


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<p>Zürich €</p>".encode(), "<p>Zürich €</p>"),
        (b"\xef\xbb\xbf<p>x</p>", "<p>x</p>"),
        ("<p>Zürich</p>".encode("utf-16"), "<p>Zürich</p>"),
        ("<p>Zürich</p>".encode("utf-32"), "<p>Zürich</p>"),
        (b'<meta charset="windows-1251"><p>' + "Мост".encode("cp1251"), '<meta charset="windows-1251"><p>Мост'),
        (
            b"<meta content='text/html; charset=iso-8859-1'><p>\x93so\x94",
            "<meta content='text/html; charset=iso-8859-1'><p>“so”",
        ),
        (b"<meta charset=no-such-thing><p>\xe9", "<meta charset=no-such-thing><p>é"),
        (b"<meta charset=rot13><p>\xe9", "<meta charset=rot13><p>é"),
        (b"<meta charset=idna><p>\xe9", "<meta charset=idna><p>é"),
        (b'<?xml version="1.0" encoding="iso-8859-15"?><p>\xa4', '<?xml version="1.0" encoding="iso-8859-15"?><p>€'),
    ],
)
def test_bytes_are_decoded_as_browsers_do(data, expected):
    assert decode(data) == expected
    assert read_html(data).source == expected


# what must never happen ---------------------------------------------------------------------------------------------

PIECES = """<p> </p> <div> </div> <b> </b> <a <a href= </a> <br> <ul> <li> <td> <table> <!-- --> <![CDATA[ ]]> <script>
</script> <article> <main> <h1> </h1> <blockquote> <figure> <code> <body> <html> <head> <title> & &amp; &lt &#38; &#x26;
&shy; < > " ' = word Word. * ** _ ` ``` [ ] ( ) ![ ](x) # > - 1. | --- : {: } \\ ~~ == !!! === ::: said <!doctype
class='comments'"""
MARKUP = st.lists(
    st.sampled_from(
        [*PIECES.split(), " ", "\xa0", "\n", "\n\n", "\t", "\r\n", "    ", "---\n", "\0", "\ud800", "\ufeff", "[^1]: "]
    ),
    max_size=60,
).map("".join)
ANY = st.one_of(st.text(max_size=300), MARKUP)


@settings(max_examples=100, deadline=None)
@given(ANY)
def test_any_text_is_read(source):
    article = check_places(read_text(source))
    assert article.text == source


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_any_markdown_is_read_and_its_prose_leads_back(source):
    article = check_places(read_markdown(source))
    assert article.text == source
    decoded = re.compile(r"[&\n<\0\r\t \x0c]")  # where prose may differ: entities, line ends, white space of raw HTML
    for block in article.blocks:
        for i in range(block.prose_start, block.prose_end):
            there = source[article.offset(i)]
            assert article.prose[i] == there or decoded.match(there) or article.prose[i] in "\n \ufffd"


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_any_html_is_read(source):
    article = check_places(read_html(source))
    assert article.source == source


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(data):
    check_places(read_html(data))


HOSTILE = {
    "deep divs": "<div>" * 5000 + "<p>The text of it.</p>",
    "deep mixed": "<ul><li><b><table><tr><td>" * 2000 + "x",
    "tags": "<p>x<b>y</b></p>" * 8_000,
    "unclosed attributes": '<a b="' * 50_000,
    "equals": "<a =" * 50_000 + ">",
    "unclosed comments": "<!--" * 50_000 + ">",
    "unclosed nav": "<nav>" * 20_000,
    "misnested": "<b><div>" + "<i>" * 10_000 + "</b>" * 10_000,
    "angle signs": "<" * 100_000,
    "entities": "&amp" * 60_000,
    "quotes": "“" * 100_000,
    "paragraph": "word " * 200_000,
    "brackets": "[" * 50_000 + "](x)" * 5000,
    "links": '[a](b "' * 30_000,
    "stars": "*a **b " * 30_000,
    "underscores": "_a " * 40_000 + "b* " * 40_000,
    "backticks": "".join("`" * n + " " for n in range(1, 400)),
    "nested quotes": "> " * 50_000 + "x",
    "nested items": "- " * 20_000 + "x",
    "macros": "{{" * 50_000,
    "pipes": "|" * 50_000 + "\n" + "|-" * 50_000,
    "fences": "```\n~~~\n" * 10_000 + "````\n",
    "references": "[a]: b\n" * 20_000,
    "rules": "- - " * 40_000 + "x",
    "spaces": " " * 200_000 + "x",
    "blank lines": "\n" * 100_000 + "x",
    "classes": '<div class="' + "sidebar-comment-share-" * 5000 + '">x</div>',
    "json": '<script type="application/ld+json">' + "[" * 200_000 + "</script>",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("read", [read_text, read_markdown, read_html])
def test_hostile_input_takes_linear_time(read, name):
    source = HOSTILE[name]
    begin = time.process_time()
    read(source)
    assert time.process_time() - begin < 5  # quadratic readers need minutes for most of these


def test_depth_is_cut_and_the_text_kept():
    html = "<div>" * 3000 + "<p>The text of it.</p>" + "</div>" * 3000 + "<p>And after.</p>"
    assert texts(read_html(html)) == ["The text of it.", "And after."]
    node, depth = parse(html), 0
    while node.children and not isinstance(node.children[0], tuple):
        node, depth = node.children[0], depth + 1
    assert depth <= DEPTH + 1
