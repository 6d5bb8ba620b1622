"""Marks in the text: where they stand, that they lead there and back, and that the page is the same without them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_credibility.readers import read_html
from mkdocs_credibility.reports.evidence import Evidence

VOID = {"br", "hr", "img", "wbr", "input"}
UNTOUCHED = {"code", "pre", "script", "style", "svg", "math", "textarea", "button", "select"}
MARK = re.compile(r'<mark class="cr-mark"[^<>]*>|</mark>|<a class="cr-back"[^<>]*></a>')


def stripped(html):
    return MARK.sub("", html)


class Events(HTMLParser):
    """A page as a browser meets it: its tags and texts without the marks, and what is in the marks."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.page, self.ids, self.inside, self.back, self.link = [], [], {}, [], [], False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "mark" and attributes.get("class") == "cr-mark":
            assert not set(self.open) & UNTOUCHED
            assert "mark" not in self.open
            self.open.append("mark")
            self.inside.append([attributes.get("id"), attributes.get("aria-describedby"), ""])
        elif attributes.get("class") == "cr-back":
            assert not {"a", "summary", "label", "mark"} & set(self.open)
            self.back.append((attributes["href"], attributes["aria-label"]))
            self.link = True
        else:
            self.page.append((tag, attrs))
            if tag not in VOID:
                self.open.append(tag)

    def handle_endtag(self, tag):
        if self.link:
            self.link = False
        elif tag == "mark" and self.open and self.open[-1] == "mark":
            self.open.pop()
        else:
            self.page.append(("/" + tag,))
            if tag in self.open:
                while self.open.pop() != tag:
                    pass

    def handle_data(self, data):
        assert not self.link
        if "mark" in self.open:
            self.inside[-1][2] += data
        if self.page and self.page[-1][0] == "#":
            self.page[-1] = ("#", self.page[-1][1] + data)
        else:
            self.page.append(("#", data))


def marked(html, *texts, title="Quote altered"):
    """The page with these passages of its article marked, each cited by an issue of its own."""
    article = read_html(html, metadata={})
    evidence = Evidence(article, html)
    hrefs = []
    for text in texts:
        start = article.text.index(text)
        span = article.text_span(start, start + len(text))
        hrefs.append(evidence.href(span))
        evidence.cite([span], title)
    out = evidence.marked(lambda name: f"{name}: back")
    assert stripped(out) == html
    return out, hrefs


def test_a_passage_is_marked_and_leads_back():
    out, [href] = marked("<h1>Title</h1>\n<p>One ship sank.</p>", "ship")
    assert href == "#cr-e1"
    assert out == (
        '<h1>Title</h1>\n<p>One <mark class="cr-mark" id="cr-e1" aria-describedby="cr-i1">ship</mark>'
        '<a class="cr-back" href="#cr-i1" aria-label="Quote altered: back"></a> sank.</p>'
    )


def test_a_passage_over_the_borders_of_elements_becomes_several_marks():
    html = "<p>One <em>ship <b>sank</b></em> off</p>\n\n<p>the coast.</p>"
    out, _ = marked(html, "ship sank off\n\nthe")
    page = Events(out)
    assert [text for *_, text in page.inside] == ["ship ", "sank", " off", "the"]
    assert [mark for mark, *_ in page.inside] == ["cr-e1", None, None, None]
    assert out.endswith('the</mark><a class="cr-back" href="#cr-i1" aria-label="Quote altered: back"></a> coast.</p>')


def test_the_way_back_stands_outside_of_links_and_summaries():
    for html, inner in (
        ('<p>See <a href="/x">the long <b>report</b> of May</a> for more.</p>', "</a>"),
        ("<details><summary>The long report</summary><p>Text that is long enough.</p></details>", "</summary>"),
    ):
        out, _ = marked(html, "report")
        assert re.search(rf'{inner}<a class="cr-back"', out)
        Events(out)


def test_code_and_controls_are_left_alone():
    html = "<p>Press <code>enter</code> and <kbd>tab</kbd> to go on.</p><pre>enter and tab</pre><p>End of it.</p>"
    out, _ = marked(html, "enter and")
    assert [text for *_, text in Events(out).inside] == ["and"]
    assert "<code>enter</code>" in out


def test_entities_belong_to_the_passage():
    html = "<p>&ldquo;It&rsquo;s <i>&lsquo;over&rsquo;</i>&rdquo; &amp; done,&nbsp;he said.</p>"
    out, _ = marked(html, "“It’s ‘over’”", "& done")
    assert "".join(text for *_, text in Events(out).inside) == "“It’s ‘over’”& done"
    assert out.startswith('<p><mark class="cr-mark" id="cr-e1" aria-describedby="cr-i1">&ldquo;It&rsquo;s </mark>')


def test_passages_that_overlap_share_their_marks():
    out, hrefs = marked("<p>one two three four five</p>", "one two three", "two three four", "two", "one two three")
    page = Events(out)
    assert hrefs == ["#cr-e1", "#cr-e2", "#cr-e2", "#cr-e1"]
    assert [(mark, text) for mark, _, text in page.inside] == [
        ("cr-e1", "one "), ("cr-e2", "two"), (None, " three"), (None, " four"),
    ]  # fmt: skip
    assert [issues for _, issues, _ in page.inside] == ["cr-i1 cr-i4", "cr-i2 cr-i3", None, None]
    assert [href for href, _ in page.back] == ["#cr-i3", "#cr-i1", "#cr-i2"]


def test_text_that_the_page_does_not_hold_is_not_marked():
    article = read_html("<p>One ship sank.</p>", metadata={})
    span = article.text_span(4, 8)
    assert Evidence(article, "<p>Another page altogether.</p>").href(span) is None
    wrapped = Evidence(article, "<div><p>One ship sank.</p></div>")
    assert wrapped.href(span) == "#cr-e1"
    assert wrapped.cite([article.text_span(3, 4)], "white space alone") is None
    assert wrapped.marked(str) == "<div><p>One ship sank.</p></div>"
    article.source = None
    assert Evidence(article, "<p>Two boats sank.</p>").href(span) is None


def test_ids_of_the_page_are_left_to_it():
    out, [href] = marked('<p id="cr-e1">One ship sank.</p>', "ship")
    assert href == "#cr-x-e1"
    assert 'id="cr-x-e1"' in out


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", '" onfocus="alert(1)', "'>", "&lt;", "\u202eevil", "W" * 300]
)
def test_hostile_titles_stay_in_their_attribute(title):
    out, _ = marked("<p>One ship sank.</p>", "ship", title=title)
    page = Events(out)
    assert page.back == [("#cr-i1", f"{title}: back")]
    assert page.page == Events("<p>One ship sank.</p>").page


# any page ------------------------------------------------------------------------------------------------------------

words = st.lists(
    st.sampled_from(
        ["ship", "sank", "a", "&amp;", "&ldquo;we", "it’s", "&lt;b&gt;", "5 < 6", "x", "\n", " ", "&", "é"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
inline = st.recursive(
    words,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["em", "b", 'a href="#x"', "code", "span", "kbd", "u", "button", 'sup id="f"']),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)
blocks = st.recursive(
    inline.map(lambda text: f"<p>{text}</p>"),
    lambda inner: st.one_of(
        st.builds(
            lambda tag, parts: f"<{tag}>\n{chr(10).join(parts)}\n</{tag.split()[0]}>",
            st.sampled_from(["div", 'div class="admonition note"', "blockquote", "section", "details"]),
            st.lists(inner, max_size=3),
        ),
        st.lists(inline, max_size=3).map(lambda items: f"<ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>"),
        st.lists(inline, min_size=1, max_size=3).map(
            lambda cells: f"<table><tr>{''.join(f'<td>{c}</td>' for c in cells)}</tr></table>"
        ),
        inline.map(lambda text: f"<h2>{text}</h2>"),
        words.map(lambda text: f"<pre><code>{text}</code></pre>"),
        words.map(lambda text: f"<!-- {text.replace('-', '')} -->"),
        st.just("<script>if (a < b) {}</script><style>p { color: red }</style><svg><text>ship</text></svg>"),
    ),
    max_leaves=6,
)
LINK_IN_LINK = re.compile(r"<a [^>]*>(?:(?!</a>).)*<a ", re.DOTALL)  # browsers end the outer one there
pages = st.lists(blocks, min_size=1, max_size=5).map("\n".join).filter(lambda html: not LINK_IN_LINK.search(html))


@example("<ul><li>a ship</li></ul>", [(0, 2), (1, 2)])
@given(pages, st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=6))
@settings(max_examples=150, deadline=None)
def test_without_its_marks_every_page_is_what_it_was(html, places):
    article = read_html(html, metadata={})
    evidence = Evidence(article, html)
    spans = [article.text_span(s, min(s + n, len(article.text))) for s, n in places if s < len(article.text)]
    hrefs = {}
    for number, span in enumerate(spans):
        href = evidence.href(span)
        assert (evidence.cite([span], f"issue {number}") is None) == (href is None)
        hrefs[span] = href
    out = evidence.marked(str)
    assert stripped(out) == html
    page = Events(out)
    assert page.page == Events(html).page
    ids = [mark for mark, *_ in page.inside if mark]
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in hrefs.values() if href} == set(ids)
    for span, href in hrefs.items():
        if href:
            first = next(text for mark, _, text in page.inside if mark == href[1:])
            bare = "".join(span.exact.split())
            assert "".join(first.split())
            assert set("".join(first.split())) <= set(bare)
    everything = "".join("".join(text.split()) for *_, text in page.inside)
    assert len(everything) <= len("".join(article.text.split()))


def test_long_pages_take_no_longer_than_they_must():
    html = "".join(f"<p>Paragraph {n} with <b>some</b> &amp; words &ldquo;quoted&rdquo;.</p>" for n in range(3000))
    article = read_html(html, metadata={})
    evidence = Evidence(article, html)
    for n in range(0, len(article.text) - 40, len(article.text) // 300):
        span = article.text_span(n, n + 30)
        evidence.href(span)
        evidence.cite([span], "x")
    out = evidence.marked(str)
    assert stripped(out) == html
    assert out.count("<mark") >= 300
