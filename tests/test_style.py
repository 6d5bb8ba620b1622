"""One thing written in two ways (`translation/mixed-style`), beyond its golden cases."""

import re
import time

import pytest

from mkdocs_credibility import assess, read_html, read_markdown, read_text
from mkdocs_credibility.language import load

PLAIN = (
    "The ferry to Hallen Island stayed in port for a third day while engineers looked for the cause of a leak. The "
    "office said that passengers could change their tickets, and that a smaller boat would carry food and post until "
    "the weekend. About four hundred people live on the island, most of them around the old pier. The school has "
    "closed for the week, and the clinic sees urgent cases alone. The council will vote next month on the new "
    "timetable, which adds two crossings on weekdays and drops the late one on Sundays. "
)


def mixed(text, read=read_text):
    return [
        (f.severity, *(span.exact for span in f.spans))
        for f in assess(read(text)).findings
        if f.rule == "translation/mixed-style"
    ]


@pytest.mark.parametrize(
    ("sentence", "one", "other"),
    [
        ("Fares rose by 4 per cent and fell by 5 percent.", "per cent", "percent"),
        ("It sank on 12 May and was raised on June 3.", "12 May", "June 3"),
        ("It is 12,5 metres long and 2.5 metres deep.", "12,5", "2.5"),
        ("It carries 12 400 tons and 11,000 people.", "12 400", "11,000"),
        ("It cost $5 million, not 6 million dollars.", "$5", "6 million dollars"),
        ("Mr Holt built it, and Mr. Brandt paid.", "Mr Holt", "Mr. Brandt"),
        ("Its colours are a rumor.", "colours", "rumor"),
        ("They organised and criticized it.", "organised", "criticized"),
    ],
)
def test_each_choice_shows_both_ways(sentence, one, other):
    assert [sorted(found[1:]) for found in mixed(PLAIN + sentence)] == [sorted((one, other))]
    assert mixed(PLAIN + sentence)[0][0] == "low"


def test_the_rarer_way_comes_first():
    text = PLAIN + "Fares rose by 4 percent, by 5 percent and by 6 per cent."
    assert mixed(text) == [("low", "per cent", "percent")]


def test_signs_and_words_for_percentages_say_something_only_with_another_choice():
    assert mixed(PLAIN + "Fares (up 4%) rose by 5 percent.") == [("info", "4%", "5 percent")]
    both = mixed(PLAIN + "Fares (up 4%) rose by 5 percent. Mr Holt and Mr. Brandt pay them.")
    assert {severity for severity, *_ in both} == {"low"}


@pytest.mark.parametrize(
    "sentence",
    [
        "“Fares rose by 5 percent,” Ana Holt said; it was 4 per cent.",  # somebody's own words
        "The Labor Party and the Center for Rumor Defense have offered favours.",  # names
        "It is 12.5 metres long, and pages 1,2 and 3 show it at 10.30 in the morning.",
        "The boat of 1971 has 12,400 seats, the 3rd of 12 400.",  # a number of parts
        "Programmes of the organization honour labour.",  # Oxford's spelling
        "Dr Pepper is what Dr. Holt drinks, and Mr. Bean amuses Mr Brandt.",
        "It is closed on 3 June, as on September 11 and after the October 7 attacks.",
    ],
)
def test_near_misses(sentence):
    assert mixed(PLAIN + sentence) == []


def test_headings_tables_and_code_do_not_count():
    text = f"# Up 5 percent\n\n{PLAIN} Fares rose by 4 per cent.\n\n| a | 5 percent |\n|---|---|\n| b | 6 percent |\n"
    assert mixed(text, read_markdown) == []
    text = f"{PLAIN} Its colour is set by `favor` and `honor`.\n\n```\nhonor = favor\n```\n"
    assert mixed(text, read_markdown) == []
    page = f"<article><h1>Up 5 percent</h1><p>{PLAIN} Fares rose by 4 per cent.</p><pre>5 percent</pre></article>"
    assert mixed(page, read_html) == []


def test_a_language_without_the_table_is_left_alone():
    text = PLAIN + "Fares rose by 4 per cent and fell by 5 percent."
    assert "style" not in load("de")
    assert mixed(f"---\nlang: de\n---\n{text}", read_markdown) == []


def test_words_of_two_sides_are_apart():
    spelling = load("en")["style"]["spelling"]
    sides = [set(spelling[name]) for name in ("british", "ise", "ize", "american")]
    assert all(word.islower() for side in sides for word in side)
    assert sum(map(len, sides)) == len(set.union(*sides))
    assert {re.sub("is(?=e|ing|ation)", "iz", word) for word in spelling["ise"]} == set(spelling["ize"])


@pytest.mark.parametrize(
    "part", ["1,2 ", "12 400 ", "5 May ", "$ ", "June 3 ", "1,", "5 % ", "Mr. A Mr B ", "4,5 4.5 "]
)
def test_time_grows_with_the_length(part):
    def seconds(times):
        text = PLAIN + part * times
        began = time.process_time()
        mixed(text)
        return time.process_time() - began

    seconds(10)
    short, long = seconds(2_000), seconds(16_000)
    assert long < 30 * max(short, 0.01)
