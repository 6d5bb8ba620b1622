"""Rules that a site's authors wrote: what a file may say, what it finds, and that every report takes it."""

from __future__ import annotations

import json
import re
import time
import tomllib
from pathlib import Path

import jsonschema
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.exceptions import Abort

from mkdocs_credibility import (
    Options,
    RuleFileError,
    load_rules,
    read_html,
    read_markdown,
    read_text,
    review,
    rules,
)
from mkdocs_credibility.cli import main
from mkdocs_credibility.examining import MIN_WORDS
from mkdocs_credibility.readers.rule_file import parse_rules
from mkdocs_credibility.readers.toml_lines import tables
from mkdocs_credibility.reports import json as json_report
from mkdocs_credibility.rules import Rule
from mkdocs_credibility.rules.own import OwnRule, OwnRules
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals import own_rules

PAGE = (Path(__file__).parents[1] / "docs" / "own-rules.md").read_text("utf-8")
BODY = """\
The council of Osby met on Monday and agreed to mend the bridge before the winter comes, its clerk Petra Holm said on
the steps of the town hall. Work begins in the first week of May and will take eleven weeks. Buses go by the lower road,
which is two miles longer, and the school opens a quarter of an hour later until the bridge is free again.
"""
LONGER = """\
Holm said that the council had asked three firms for their price and had taken the second lowest. The lowest would have
closed the bridge for twenty weeks. The money comes from the county, which had set it aside after the flood.
"""


def own(text):
    return OwnRules(parse_rules(text, "house-rules.toml"))


def rule(phrases, message="Found “{phrase}”.", rule_id="boilerplate/house-phrase", **keys):
    """A file with one rule."""
    lines = [f"{k.rstrip('_')} = {json.dumps(v)}" for k, v in {"phrases": phrases, "message": message, **keys}.items()]
    return "\n".join(["[[rule]]", f'id = "{rule_id}"', *lines])


def found(text, file, read=read_text, body=BODY, **article):
    """What the rules of a file find in a text with an article behind it."""
    made = read(f"{text}\n\n{body}", path="page.txt", **article)
    card = review([made], options=Options(rules=own(file))).cards[0]
    assert card.score is not None
    ids = {entry["id"] for entry in tomllib.loads(file)["rule"]}
    spans = [span for f in card.findings if f.rule in ids for span in f.spans]
    assert all(made.text[s.start : s.end] == s.exact for s in spans)
    return [span.exact for span in spans]


# what is found ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("our app", "You will find all of it in our app.", ["our app"]),
        ("our app", "Our App has it. OUR APP has more.", ["Our App", "OUR APP"]),
        ("our app", "You will find it in our\u00a0app.", ["our\u00a0app"]),
        ("our app", "It is in our apple, hour app and our app-store.", []),
        ("our app", "The house is our. App makers know.", []),
        ("our app", "The house is our, app or none.", []),
        ("our app", "All of it is our\n\napp and yours.", []),
        ("don't miss", "Don’t miss the fair.", ["Don’t miss"]),
        ("don’t miss", "Don't miss the fair.", ["Don't miss"]),
        ("the “Ledger” app", 'Get the "Ledger" app.', ['the "Ledger" app']),
        ("(ad)", "Tyres at half the price (ad) in town, and one ad more.", ["(ad)"]),
        ("#ad", "One ad more, and this is an #ad for tyres.", ["#ad"]),
        ("read more:", "Read more: bridges. Read more about bridges.", ["Read more:"]),
        ("app", "Write to app@osby.example, see https://osby.example/app or app.osby.example, ask @app.", []),
        ("osby.example/app", "Go to https://osby.example/app today.", ["osby.example/app"]),
        ("app", "Either the app/site or the app.", ["app", "app"]),
        ("straße", "Die STRASSE und die Straße.", ["Straße"]),
    ],
)
def test_plain_text_and_whole_words(phrase, text, expected):
    assert found(text, rule([phrase])) == expected


def test_a_phrase_may_go_on_in_the_next_line_of_the_source():
    file = rule(["you will find it in our app"])
    assert found("All of this, you will\nfind it in our\n  app.", file, read_markdown) == [
        "you will\nfind it in our\n  app"
    ]


@pytest.mark.parametrize(
    ("where", "line", "expected"),
    [
        ("line", "Get our app", True),
        ("line", "» Get our app! «", True),
        ("line", "# Get our app", True),
        ("line", "- Get our app", True),
        ("line", "Get our app now", False),
        ("line", "Now get our app", False),
        ("start", "Get our app", True),
        ("start", "→ Get our app now", True),
        ("start", "Now get our app", False),
        ("anywhere", "Now get our app", True),
    ],
)
def test_where(where, line, expected):
    file = rule(["get our app"], where=where)
    got = [span.lower() for span in found(f"{BODY}\n\n{line}", file, read_markdown)]
    assert got == (["get our app"] if expected else [])


def test_exceptions_hold_for_the_words_they_share():
    file = rule(["app", "insiders"], except_=["the app store", "insiders' club"])
    text = "The app store sells it. The insiders’ club is open. Insiders like the app, and stores do."
    assert found(text, file) == ["Insiders", "app"]
    assert found("The app, store it well.", file) == ["app"]


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody told us about our app before,” said Ilse Varga, a nurse who lives in Osby.",
        '"Nobody told us about our app before," said Ilse Varga, a nurse who lives in Osby.',
        "„Niemand hat our app gesehen“, sagte Ilse Varga aus Osby.",
        "The phrase “our app” is not printed here.",
        "> Nobody told us about our app before.",
    ],
)
def test_quotations_are_exempt_unless_asked_for(text):
    assert found(text, rule(["our app"]), read_markdown) == []
    assert found(text, rule(["our app"], in_quotes=True), read_markdown) == ["our app"]


def test_capitals_count_where_asked_for():
    assert found("The Mirror shows a mirror.", rule(["Mirror"], case=True)) == ["Mirror"]
    assert found("The Mirror shows a mirror.", rule(["Mirror"])) == ["Mirror", "mirror"]


def test_languages():
    text = "Mehr dazu in unserer App."
    german = (
        "Der Rat von Osby hat am Montag beschlossen, die Brücke vor dem Winter zu reparieren, und das ist gut so. " * 4
    )
    file = rule(["unserer app"], languages=["DE"])
    assert found(text, file, body=german) == ["unserer App"]
    assert found(text, rule(["unserer app"], languages=["en", "fr"]), body=german) == []
    assert found(text, rule(["unserer app"]), body=german) == ["unserer App"]
    assert found("Our app.", rule(["our app"], languages=["en"])) == ["Our app"]


def test_the_longer_of_two_phrases_and_a_finding_a_phrase():
    file = rule(["app", "our app", "council"])
    text = "Get our app. The app is free. Our app is new."
    made = read_text(f"{text}\n\n{BODY}")
    findings = [
        f for f in review([made], options=Options(rules=own(file))).cards[0].findings if f.title == "House phrase"
    ]
    assert [(f.message, [s.exact for s in f.spans]) for f in findings] == [
        ("Found “our app”.", ["our app", "Our app"]),
        ("Found “app”.", ["app"]),
        ("Found “council”.", ["council"]),
    ]


def test_only_the_first_places_are_shown():
    assert len(found("Our app. " * 50, rule(["our app"]))) == own_rules.SHOWN


def test_a_page_that_is_no_article_is_not_searched():
    card = review([read_text("Get our app.")], options=Options(rules=own(rule(["our app"])))).cards[0]
    assert card.score is None
    assert card.findings == []


def test_html_is_read_by_its_blocks():
    html = f"<article><p>Get <b>our</b> app.</p><p>{BODY}</p><table><tr><td>our</td><td>app</td></tr></table></article>"
    card = review([read_html(html)], options=Options(rules=own(rule(["our app"])))).cards[0]
    [finding] = [f for f in card.findings if f.rule == "boilerplate/house-phrase"]
    assert [s.exact for s in finding.spans] == ["our app"]


# what a rule says ---------------------------------------------------------------------------------------------------


def test_a_finding_is_like_any_other():
    file = rule(
        ["our app"],
        "{{x}} “{phrase}”",
        "translation/our-app",
        severity="medium",
        owner="agency",
        title="App",
        fix="Cut.",
    )
    text = f"Our app.\n\n{BODY}\n\n{LONGER}"
    card = review([read_text(text)], options=Options(rules=own(file))).cards[0]
    plain = review([read_text(text)]).cards[0]
    [finding] = [f for f in card.findings if f.rule == "translation/our-app"]
    assert (finding.dimension, finding.severity, finding.owner) == ("translation", "medium", "agency")
    assert (finding.message, finding.fix, finding.title, finding.confidence) == ("{x} “our app”", "Cut.", "App", 1.0)
    [cost] = [d.points for d in card.dimensions["translation"].deductions if d.finding is finding]
    assert cost == 2.5
    assert card.score < plain.score


def test_what_is_left_out_has_a_value():
    [entry] = parse_rules(rule(["our app"]), "x/house-rules.toml")
    assert (entry.rule.severity, entry.rule.owner, entry.where, entry.case) == ("low", "publisher", "anywhere", False)
    assert entry.rule.title == "House phrase"
    assert entry.rule.source == "The site's own rules (house-rules.toml)"


def test_rules_of_one_review_are_unknown_to_the_next():
    article = read_text(f"Our app.\n\n{BODY}")
    assert found("Our app.", rule(["our app"])) == ["Our app"]
    assert not [f for f in review([article]).cards[0].findings if f.rule == "boilerplate/house-phrase"]
    assert "boilerplate/house-phrase" not in {r.id for r in rules.every()}
    with pytest.raises(rules.UnknownRuleError):
        rules.get("boilerplate/house-phrase")
    assert found("Our app.", rule(["your app"])) == []


def test_ignore_knows_them():
    options = Options(rules=own(rule(["our app"])), ignore={"boilerplate/house-phrase": "We like it."})
    card = review([read_text(f"Our app.\n\n{BODY}")], options=options).cards[0]
    assert [(s.finding.rule, s.reason) for s in card.silenced] == [("boilerplate/house-phrase", "We like it.")]
    meta = {"credibility": {"ignore": {"boilerplate/house-phrase": "Here it is news."}}}
    result = review([read_text(f"Our app.\n\n{BODY}", metadata=meta)], options=Options(rules=own(rule(["our app"]))))
    assert [s.reason for s in result.cards[0].silenced] == ["Here it is news."]
    assert result.problems == []
    meta = {"credibility": {"ignore": {"boilerplate/house-phrasee": "Here it is news."}}}
    result = review([read_text(f"Our app.\n\n{BODY}", metadata=meta)], options=Options(rules=own(rule(["our app"]))))
    assert "did you mean boilerplate/house-phrase" in result.problems[0][1]


# what is wrong in a file --------------------------------------------------------------------------------------------

GOOD = """\
# rules of the house

[[rule]]
id = "boilerplate/house-phrase"  # as in [[rule]]
message = '''
[[rule]]
id = "not a key"
'''
phrases = [
  "one",  # first
  "two, three",
]

[[rule]]
"""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('id = "byline/x"\nphrases = ["a"]', "14: rule 2: message: missing"),
        ('id = "byline/x"\nmessage = "m"', "14: rule 2: phrases: missing"),
        ('message = "m"\nphrases = ["a"]', "14: rule 2: id: missing"),
        ("id = 3", "15: rule 2: id: expected a text"),
        (
            'id = "App promo"',
            "15: rule 2: id: expected dimension/name in lower case, as in 'boilerplate/app-promo', not",
        ),
        ('id = "bylin/x"', "before the slash (did you mean 'byline'?)"),
        (
            'id = "byline/byline-missing"',
            "15: rule 2: id: 'byline/byline-missing' is a built-in rule; choose another name",
        ),
        ('\nid = "boilerplate/house-phrase"', "16: rule 2: id: 'boilerplate/house-phrase' is rule 1 already"),
        ('phrases = "a"', "15: rule 2: phrases: expected a list of texts in quotation marks"),
        ("phrases = []", "15: rule 2: phrases: expected a list of texts in quotation marks, one at least"),
        ("phrases = [\n1]", "15: rule 2: phrases: expected a list of texts in quotation marks"),
        ('phrases = [\n"a",\n"…"]', "17: rule 2: phrases: '…' has no word in it"),
        (
            'phrases = ["a", """b\n""",\n"[", "続きを読む"]',
            "17: rule 2: phrases: '続きを読む' is of a script without spaces",
        ),
        ('except = ["-"]', "15: rule 2: except: '-' has no word in it"),
        ('message = " "', "15: rule 2: message: expected a text in quotation marks"),
        ('message = "{name}"', "15: rule 2: message: only {phrase} may stand in braces"),
        ('message = "{phrase.x}"', "15: rule 2: message: only {phrase} may stand in braces"),
        ('message = "{phrase!r}"', "15: rule 2: message: only {phrase} may stand in braces"),
        ('message = "a } b"', "15: rule 2: message: only {phrase} may stand in braces"),
        ("why = 1", "15: rule 2: why: expected a text in quotation marks"),
        ("fix = ''", "15: rule 2: fix: expected a text in quotation marks"),
        ('severity = "mediun"', "15: rule 2: severity: expected info, low, medium or high (did you mean 'medium'?)"),
        ("severity = []", "15: rule 2: severity: expected info, low, medium or high"),
        ('owner = "us"', "15: rule 2: owner: expected publisher, ingest or agency"),
        ('where = "lines"', "15: rule 2: where: expected anywhere, line or start (did you mean 'line'?)"),
        ('in_quotes = "yes"', "15: rule 2: in_quotes: expected true or false"),
        ("case = 1", "15: rule 2: case: expected true or false"),
        ('languages = "en"', '15: rule 2: languages: expected a list of codes, as in ["en", "de"]'),
        (
            'languages = ["en",\n"english"]',
            "16: rule 2: languages: expected a code of two or three letters, as in 'en', not",
        ),
        ('"severty" = "low"', "15: rule 2: severty: unknown key (did you mean 'severity'?)"),
        ("a.b = 1", "15: rule 2: a: unknown key"),
        ("[rule.more]\nb = 1", "15: rule 2: more: unknown key"),
        ("[rules]\nb = 1", "15: rules: unknown key (did you mean 'rule'?)"),
        ("id = oops", "15: not valid TOML: Invalid value (column 6)"),
        ('id = """', "15: not valid TOML: "),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, problem):
    with pytest.raises(RuleFileError) as caught:
        parse_rules(GOOD + text, "house-rules.toml")
    said = [p for p in caught.value.problems if problem in p]
    assert len(said) == 1, caught.value
    assert said[0].startswith("house-rules.toml:")
    if problem[:2].isdigit():
        assert said[0].startswith(f"house-rules.toml:{problem}")
    assert str(caught.value).splitlines() == list(caught.value.problems)


def test_all_is_said_at_once_in_the_order_of_lines():
    text = 'titel = "x"\n[[rule]]\nseverity = "x"\nid = 1\nphrases = ["a"]\n[[rule]]\ncase = 1\nid = "byline/x"'
    text += '\nmessage = "m"'
    with pytest.raises(RuleFileError) as caught:
        parse_rules(text, "r.toml")
    heads = [re.match(r"r\.toml:(\d+): (?:rule (\d): )?(\w+)", p).groups() for p in caught.value.problems]
    assert heads == [
        ("1", None, "titel"), ("2", "1", "message"), ("3", "1", "severity"), ("4", "1", "id"), ("6", "2", "phrases"),
        ("7", "2", "case"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("rule = 3", 1),
        ("\n[rule]\nid = 'byline/x'", 2),
        ("\nrule = [1]", 2),
    ],
)
def test_rules_are_an_array_of_tables(text, line):
    with pytest.raises(RuleFileError, match=rf"^r\.toml:{line}: rule: begin each rule with a line \[\[rule\]\]$"):
        parse_rules(text, "r.toml")


def test_an_inline_array_is_known_by_its_first_line():
    text = "\nrule = [\n {id = 'byline/x', message = 'm', phrases = ['a']},\n {id = 'byline/y', message = 'm'}]"
    with pytest.raises(RuleFileError, match=r"^r\.toml:2: rule 2: phrases: missing$"):
        parse_rules(text, "r.toml")


def test_a_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "r.toml"
    with pytest.raises(RuleFileError, match=r"^r\.toml: No such file or directory$"):
        load_rules(path, name="r.toml")
    path.write_bytes(b"# first\n# \xff\n")
    with pytest.raises(RuleFileError, match=r"^r\.toml:2: not UTF-8 \(byte 0xff\)$"):
        load_rules(path, name="r.toml")
    path.write_text("a = " + "[" * 20000, "utf-8")
    with pytest.raises(RuleFileError):
        load_rules(path)


def test_marks_and_line_ends_of_other_systems(tmp_path):
    path = tmp_path / "r.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    with pytest.raises(RuleFileError, match=r":14: rule 2: id: missing"):
        load_rules(path)
    path.write_text("# no rules yet\n", "utf-8")
    assert load_rules(path).entries == ()
    assert load_rules(path).path == str(path)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(['"""', "'''", '"', "'", "\\", "[", "]", "{", "}", "=", ",", "\n", "#", "a", ".", " "]))
)
def test_the_scanner_takes_anything(parts):
    text = "".join(parts)
    lines = text.count("\n") + 1
    for table in tables(text):
        assert 1 <= table.line <= lines
        for key in table.keys.values():
            assert all(1 <= line <= lines for line in (key.line, *key.items))


TOML_TEXT = st.text(st.sampled_from("ab\"'\n[]#=,\\ "), max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["basic", "literal", "multi", "raw"]), TOML_TEXT), min_size=1, max_size=6))
def test_the_lines_of_items_are_those_of_the_file(items):
    """Whatever stands in strings and comments, each item is told to be on the line where it begins."""
    out, expected = "# [[rule]]\n[[rule]]\nphrases = [", []
    for kind, value in items:
        if kind == "basic":
            written = json.dumps(value)
        elif kind == "literal":
            written = "'" + value.replace("'", "").replace("\n", "") + "'"
        elif kind == "multi":
            written = '"""' + value.replace("\\", "\\\\").replace('"""', '""').rstrip('"') + 'x"""'
        else:
            written = "'''" + value.replace("'", "") + "'''"
        out += "\n"
        expected.append(out.count("\n") + 1)
        out += f"{written}, # ]"
    out += "\n]\nid = 1\n"
    assert len(tomllib.loads(out)["rule"][0]["phrases"]) == len(items)
    table = tables(out)[1]
    assert (table.name, table.line) == (("rule",), 2)
    assert table.keys["phrases"].items == expected
    assert table.keys["id"].line == out.count("\n")


# any text -----------------------------------------------------------------------------------------------------------

WORDS = [
    "our",
    "app",
    "Our",
    "the",
    "‘",
    "’",
    "'",
    '"',
    "“",
    "”",
    ".",
    "@",
    "/",
    ">",
    "#",
    "-",
    "\n",
    "\n\n",
    " ",
    "İ",
    "ß",
]


@settings(deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=120).map("".join)))
@example("> our app\n\nour")
@example("our app@")
def test_any_text_is_searched_and_spans_quote_it(text):
    file = "\n".join([
        rule(["our app", "app", "'our", "İ ß"], except_=["the app"]),
        rule(["our", "app our"], rule_id="byline/line", where="line", in_quotes=True),
        rule(["Our", "the app"], rule_id="attribution/start", where="start", case=True),
    ])  # fmt: skip
    options = Options(rules=own(file))
    for read in (read_text, read_markdown, read_html):
        article = read(text)
        card = Scorecard(article, options)
        own_rules.examine(card)
        for span in [s for f in card.findings for s in f.spans]:
            assert span.exact == article.text[span.start : span.end] != ""


def test_what_a_rule_does_that_says_no_more_than_its_phrases():
    """Anywhere, in capitals or not, and not in what somebody else says."""
    rule = Rule("byline/house-style", "low", "publisher", *["x"] * 5)
    article = read_text(
        "We like OUR APP here, and nobody else does.\n\n“Our app is the best,” said Mira Holm of our app.\n"
    )
    card = Scorecard(article, Options(rules=OwnRules((OwnRule(rule, ("our app",)),))))
    own_rules.examine(card)
    assert [span.exact for f in card.findings for span in f.spans] == ["OUR APP", "our app"]


def test_two_hundred_phrases_cost_next_to_nothing():
    """Hardly more than none, whatever they begin with; the bound is wide because machines are busy."""
    phrases = [f"the {a} {b} of the winter" for a in BODY.split()[:20] for b in BODY.split()[:10]]
    article = read_text("\n\n".join([BODY] * 14))
    assert len(article.words) > 800
    assert article.sentences
    card = Scorecard(article, Options(rules=own(rule(phrases))))
    times = []
    for _ in range(30):
        start = time.perf_counter()
        own_rules.examine(card)
        times.append(time.perf_counter() - start)
    assert card.findings == []
    assert min(times) < 0.002


def test_a_hostile_page_is_read_in_time_that_grows_with_it():
    file = rule(["our app", "app", "app app app app app our"], except_=["app our"])
    for text in ("app " * 20_000, "app," * 20_000, "app@" * 20_000, "“app " * 10_000, "our\n\napp\n\n" * 10_000):
        card = Scorecard(read_text(text), Options(rules=own(file)))
        start = time.perf_counter()
        own_rules.examine(card)
        assert time.perf_counter() - start < 8


# the doors ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files that the docs show, which is also the working directory."""
    for name, text in re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_example_of_the_docs_finds_what_the_docs_say(folder, capsys):
    result = run("check", "--rules", "house-rules.toml", "--format", "json", "news")
    document = json.loads(result.stdout)
    jsonschema.Draft202012Validator(json.loads(json_report.schema())).validate(document)
    [article] = document["articles"]
    ids = {entry.rule.id for entry in load_rules("house-rules.toml").entries}
    assert len(ids) == 2
    findings = [f for f in article["findings"] if f["severity"] != "info"]
    got = {f["rule"]: [e["selector"][0]["exact"] for e in f["evidence"]] for f in findings}
    assert set(got) == ids, "the example shows what the built-in rules do not find"
    assert got == {
        "attribution/vague-sources": ["It has emerged that"],
        "boilerplate/our-app-promo": ["Get the Courier app"],
    }
    [code] = re.findall(r"^```py\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    exec(compile(code, "own-rules.md", "exec"), {})  # noqa: S102  # the docs are ours
    assert capsys.readouterr().out == "“it has emerged that” stands for somebody whom the article does not describe.\n"


def test_the_message_that_the_docs_show_is_the_one_given(folder):
    path = folder / "house-rules.toml"
    lines = path.read_text("utf-8").splitlines()
    [shown] = re.findall(r"^house-rules\.toml:(\d+): (.*)$", PAGE, re.MULTILINE)
    at = next(i for i, line in enumerate(lines) if line.startswith("severity"))
    lines[at] = 'severity = "mediun"'
    path.write_text("\n".join(lines), "utf-8")
    result = run("check", "--rules", "house-rules.toml", "news")
    assert result.exit_code == 2
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert line == f"Error: house-rules.toml:{at + 1}: {shown[1]}"
    assert shown[0] == str(at + 1)


def test_every_key_is_in_the_docs():
    from mkdocs_credibility.readers.rule_file import KEYS

    assert {key for key in KEYS if f"\n| `{key}` |" in PAGE} == set(KEYS)
    assert f"fewer than {MIN_WORDS} words" in PAGE
    assert f"first {own_rules.SHOWN} places" in PAGE


def test_the_terminal_shows_and_explains_them(folder):
    shown = run("check", "--rules", "house-rules.toml", "news").stdout
    assert "boilerplate/our-app-promo" in shown
    assert "fix: Delete the line." in shown
    assert "our-app-promo" not in run("check", "news").stdout
    listed = run("rules", "--rules", "house-rules.toml").stdout
    heads = [line.split()[0] for line in listed.splitlines() if line.startswith("  ")]
    at = [heads.index(i) for i in ("attribution/vague-sources", "byline/byline-missing", "boilerplate/our-app-promo")]
    assert at == sorted(at), "among the rules of their dimension"
    explained = run("rules", "--rules", "house-rules.toml", "attribution/vague-sources").stdout
    assert "Courier style guide, 4.2" in explained
    assert run("rules", "boilerplate/our-app-promo").exit_code == 2
    near = run("rules", "--rules", "house-rules.toml", "boilerplate/our-app-promos")
    assert "did you mean boilerplate/our-app-promo" in near.stderr
    missing = run("check", "--rules", "no.toml", "news")
    assert (missing.exit_code, missing.stderr) == (2, "Error: no.toml: No such file or directory\n")


def test_a_dimension_that_was_not_assessed_shows_them_and_stays_without_a_score(site):
    (site.root / "house.toml").write_text(rule(["our app"], rule_id="translation/our-app"), "utf-8")
    site.build({"a.md": f"# One\n\nOur app.\n\n{BODY}"}, plugins=[{"credibility": {"rules": "house.toml"}}])
    [article] = json.loads(site.page("credibility.json"))["articles"]
    assert article["dimensions"]["translation"]["score"] is None
    assert ("translation/our-app", 0.0) in [(f["rule"], f["points"]) for f in article["findings"]]
    badge = BeautifulSoup(site.page("a/index.html"), "html.parser").select_one("aside.credibility")
    assert "Found “our app”." in badge.get_text()


def test_a_site_is_built_with_them(site):
    file = rule(
        ["our app"],
        title="Our <b>app</b>",
        rule_id="boilerplate/our-app",
        severity="high",
    )
    (site.root / "house.toml").write_text(file, "utf-8")
    docs = {"a.md": f"# One\n\nGet our app.\n\n{BODY}", "b.md": f"# Two\n\n{BODY.replace('Osby', 'Brenmouth')}"}
    site.build(docs, plugins=[{"credibility": {"rules": "house.toml"}}])
    badge = BeautifulSoup(site.page("a/index.html"), "html.parser").select_one("aside.credibility")
    assert "Our <b>app</b>" in badge.get_text()
    assert "Found “our app”." in badge.get_text()
    assert (
        "our app"
        not in BeautifulSoup(site.page("b/index.html"), "html.parser").select_one("aside.credibility").get_text()
    )
    document = json.loads(site.page("credibility.json"))
    jsonschema.Draft202012Validator(json.loads(site.page("credibility.schema.json"))).validate(document)
    assert "boilerplate/our-app" in {f["rule"] for a in document["articles"] for f in a["findings"]}
    ignore = {"boilerplate/our-app": "House style."}
    site.build(docs, plugins=[{"credibility": {"ignore": ignore, "rules": "house.toml"}}])
    document = json.loads(site.page("credibility.json"))
    assert [s["reason"] for a in document["articles"] for s in a["silenced"]] == ["House style."]
    site.build(docs, plugins=["credibility"])
    assert "boilerplate/our-app" not in site.page("credibility.json")


def test_a_broken_file_stops_the_build_in_a_line(site, caplog):
    (site.root / "house.toml").write_text(rule(["our app"], severity="mediun"), "utf-8")
    for value, said in [
        ("house.toml", "house.toml:5: rule 1: severity: expected info, low, medium or high (did you mean 'medium'?)"),
        ("no.toml", "no.toml: No such file or directory"),
        (["house.toml"], "expected the path of a TOML file"),
    ]:
        caplog.clear()
        with pytest.raises(Abort):
            site.build({"a.md": BODY}, plugins=[{"credibility": {"rules": value}}])
        assert f"option 'rules': {said}" in caplog.text
        assert not site.out.exists()


def test_an_unknown_rule_to_ignore_is_named_with_the_nearest_own(site, caplog):
    (site.root / "house.toml").write_text(rule(["our app"]), "utf-8")
    options = {"rules": "house.toml", "ignore": {"boilerplate/house-phrasee": "x"}}
    with pytest.raises(Abort):
        site.build({"a.md": BODY}, plugins=[{"credibility": options}])
    assert "did you mean boilerplate/house-phrase" in caplog.text


def test_serve_watches_the_file(site):
    from mkdocs.config import load_config

    (site.root / "docs").mkdir()
    (site.root / "house.toml").write_text(rule(["our app"]), "utf-8")
    (site.root / "mkdocs.yml").write_text("site_name: x\nplugins: [{credibility: {rules: house.toml}}]\n", "utf-8")
    config = load_config(str(site.root / "mkdocs.yml"))
    config = config.plugins.on_config(config)
    assert str(site.root / "house.toml") in config.watch
