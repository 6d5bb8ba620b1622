"""Guards in a text and ignores: what they silence, what they do not, and which of them nobody needs."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_credibility import Finding, Options, Span, read_html, read_markdown, read_text, review, silence
from mkdocs_credibility.article import Guard

BODY = """\
The council of Osby met on Monday and agreed to mend the bridge before the winter comes, its clerk Petra Holm said on
the steps of the town hall. Work begins in the first week of May and will take eleven weeks. Buses go by the lower road,
which is two miles longer, and the school opens a quarter of an hour later until the bridge is free again.
"""
UNSIGNED = "The council of Osby met on Monday and agreed to mend the bridge before the winter comes. " * 8
LEFTOVER = "Your email address will not be published. Required fields are marked *"
RULE = "boilerplate/comment-form"


def markdown(text):
    return read_markdown(f"---\nauthor: Ana Brandt\n---\n\n{BODY}\n{text}\n", path="page.md")


def html(text):
    paragraphs = "".join(f"<p>{part}</p>\n" if part[:4] != "<!--" else f"{part}\n" for part in text.split("\n\n"))
    return read_html(f"<article><h1>Bridge</h1>\n<p>{BODY}</p>\n{paragraphs}</article>", path="page.md")


def silenced(article, options=None):
    result = review([article], options=options)
    card = result.cards[0]
    heard = [f.rule for f in card.findings]
    return [(s.finding.rule, s.reason) for s in card.silenced], heard, result


@pytest.mark.parametrize("read", [markdown, html])
@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        (f"<!-- credibility-off: the form is quoted -->\n\n{LEFTOVER}\n\n<!-- credibility-on -->", True),
        (f"<!-- credibility-off: the form is quoted -->\n\n{LEFTOVER}", True),
        (f"<!--credibility-off {RULE}: the form is quoted-->\n\n{LEFTOVER}\n\n<!--credibility-on-->", True),
        (f"<!-- credibility-off {RULE}, byline/byline-missing: the form is quoted -->\n\n{LEFTOVER}", True),
        (f"<!-- credibility-off byline/byline-missing: the form is quoted -->\n\n{LEFTOVER}", False),
        (f"<!-- credibility-off: the form is quoted -->\n\nOne line.\n\n<!-- credibility-on -->\n\n{LEFTOVER}", False),
        (f"<!-- credibility-off -->\n\n{LEFTOVER}", False),
        (f"<!-- credibility-off quoted -->\n\n{LEFTOVER}", False),
    ],
)
def test_a_guard_silences_what_it_holds(read, text, quiet):
    moved, heard, _ = silenced(read(text))
    assert ((RULE, "the form is quoted") in moved) is quiet
    assert (RULE in heard) is not quiet


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("<!-- credibility-off -->", 9, "credibility-off: say why"),
        ("<!-- credibility-off: -->", 9, "credibility-off: say why"),
        ("<!-- credibility-off it is quoted -->", 9, "credibility-off: put a colon before the reason"),
        ("<!-- credibility-off boilerplate/comment-from: why -->", 9, f"did you mean {RULE}"),
        ("One.\n\n<!-- credibility-on -->", 11, "credibility-on: no credibility-off before it"),
        ("<!-- credibility-of: x -->", 9, "credibility-of: unknown (did you mean 'credibility-off'?)"),
    ],
)
def test_what_is_wrong_with_a_guard_is_said_with_its_line(text, line, problem):
    _, _, result = silenced(markdown(text))
    [(key, said)] = result.problems
    assert key == "page.md"
    assert said.startswith(f"line {line}: ")
    assert problem in said


@pytest.mark.parametrize(
    "text",
    [
        "```html\n<!-- credibility-off: x -->\n```",
        "Write `<!-- credibility-off: x -->` before it.",
        "<script>\n// <!-- credibility-off: x -->\n</script>",
        "<!-- the old <!-- credibility-off: x -->",
    ],
)
def test_what_only_shows_a_guard_is_none(text):
    article = markdown(f"{text}\n\n{LEFTOVER}")
    assert article.guards == ()
    assert RULE in silenced(article)[1]


def test_a_guard_inside_a_paragraph_holds_a_part_of_it():
    text = f"We print: <!-- credibility-off: a quoted form --> {LEFTOVER} <!-- credibility-on --> and so on."
    article = markdown(text)
    [guard] = article.guards
    assert article.text[guard.start : guard.end].strip() == LEFTOVER
    page = read_html(f"<p>{BODY}</p><p>{text}</p>")
    [guard] = page.guards
    assert page.text[guard.start : guard.end].strip() == LEFTOVER


def test_guards_of_two_rules_end_one_by_one():
    text = (
        "<!-- credibility-off byline/a: first --> one <!-- credibility-off translation/b: second --> two "
        "<!-- credibility-on byline/a --> three <!-- credibility-on --> four"
    )
    article = read_markdown(text)
    held = {g.rules[0]: article.text[g.start : g.end] for g in article.guards}
    assert "two" in held["byline/a"]
    assert "three" not in held["byline/a"]
    assert "three" in held["translation/b"]
    assert "four" not in held["translation/b"]


def test_a_finding_that_reaches_over_the_edge_is_heard():
    first, _, rest = LEFTOVER.partition(" be ")
    article = markdown(f"<!-- credibility-off: quoted --> {first} <!-- credibility-on --> be {rest}")
    assert article.guards
    assert RULE in silenced(article)[1]


def test_what_silences_nothing_is_told():
    page = read_markdown(
        "---\nauthor: Ana Brandt\ncredibility:\n  ignore:\n    byline/byline-missing: council notes\n---\n\n"
        f"{BODY}\n\n<!-- credibility-off: nothing here -->\n\nThe council sat.\n",
        path="page.md",
    )
    options = Options(ignore={"boilerplate/teaser-line": "ours"})
    result = review([page], options=options)
    assert result.problems == []
    assert [key for key, _ in result.unused] == ["page.md", "page.md", ""]
    told = [note for _, note in result.unused]
    assert "byline/byline-missing" in told[0]
    assert told[1] == "line 13: credibility-off: silences nothing"
    assert told[2] == "ignore.boilerplate/teaser-line: silences nothing on any page"


def test_an_ignore_that_is_heard_is_not_told_as_unused():
    options = Options(ignore={"byline/byline-missing": "we sign no council notes"})
    assert review([read_text(UNSIGNED)], options=options).unused == []


@pytest.mark.parametrize(
    "text",
    [
        "<!-- credibility-off: x -->" * 4000,
        "<!-- credibility-off" * 8000,
        "<!-- credibility-off a/b: x --><!-- credibility-on c/d -->\n" * 2000,
        "a <!-- credibility-off: x --> b\n" * 4000,
    ],
)
@pytest.mark.parametrize("read", [read_markdown, read_html])
def test_many_guards_take_time_in_step_with_their_number(read, text):
    def cost(source):
        start = time.process_time()
        read(source)
        return time.process_time() - start

    small = min(cost(text[: len(text) // 4]) for _ in range(2))
    assert min(cost(text) for _ in range(3)) < 12 * max(small, 0.005)  # the square of it would be 16


PLACES = st.tuples(st.integers(0, 12), st.integers(0, 8)).map(lambda place: (place[0], sum(place)))
RULES = ["byline/byline-missing", RULE]


@given(
    st.lists(st.tuples(st.lists(PLACES, max_size=3), st.sampled_from(RULES)), max_size=8),
    st.lists(st.tuples(PLACES, st.sets(st.sampled_from(RULES), max_size=1)), max_size=8),
)
def test_the_first_guard_around_every_place_of_a_finding_is_found(findings, guards):
    made = [Finding(r, "byline", "low", "publisher", "", tuple(Span(s, e, "") for s, e in p)) for p, r in findings]
    given = [(Guard(start, end, (), "", n), frozenset(only)) for n, ((start, end), only) in enumerate(guards)]
    expected = [
        next(
            (
                n
                for n, ((start, end), only) in enumerate(guards)
                if places and all(start <= s and e <= end for s, e in places) and (not only or rule in only)
            ),
            None,
        )
        for places, rule in findings
    ]
    assert silence._guards_around(made, given) == expected


def test_a_build_hears_guards_and_names_their_lines(site, caplog):
    text = f"---\nauthor: Ana Brandt\n---\n\n# Bridge\n\n{BODY}\n"
    text += f"<!-- credibility-off -->\n\n<!-- credibility-off: quoted -->\n\n{LEFTOVER}\n\n<!-- credibility-on -->\n"
    site.build({"a.md": text}, plugins=[{"credibility": {"cache": False}}])
    [article] = json.loads(site.page("credibility.json"))["articles"]
    assert [(f["rule"], f["reason"]) for f in article["silenced"]] == [(RULE, "quoted")]
    line = text.splitlines().index("<!-- credibility-off -->") + 1
    assert f"a.md: line {line}: credibility-off: say why" in caplog.text
