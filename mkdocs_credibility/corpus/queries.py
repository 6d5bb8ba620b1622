"""Which articles may tell one story, as SQL that DuckDB and Spark both speak but for a few names.

What `stories.candidates` does in one process, over tables: marks that few articles have lead to pairs, pairs to groups.
Not done here is what concerns a text that stands on a third of all articles: no archive is such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mkdocs_credibility.corpus.schema import ASSESSED
from mkdocs_credibility.stories import candidates as c
from mkdocs_credibility.stories.relation import FACTS, FORM_FACTS, FORM_SHARE

LARGEST: Final = 1000
"""Articles of one group that are compared with one another; of a larger one, each run of so many keys is."""


@dataclass(frozen=True)
class Dialect:
    """What the engines call differently.  `unnest` makes rows of a list, `collect` a list of rows; `common` counts what
    two lists share."""

    unnest: str
    size: str
    common: str
    collect: str


DUCKDB: Final = Dialect(
    unnest="unnest({list})",
    size="len({list})",
    common="len(list_intersect({a}, {b}))",
    collect="list({value})",
)
SPARK: Final = Dialect(
    unnest="explode({list})",
    size="size({list})",
    common="size(array_intersect({a}, {b}))",
    collect="collect_list({value})",
)


# rows ---------------------------------------------------------------------------------------------------------------

REPEATED: Final = "select key from every_row where rejected is null group by key having count(*) > 1"
"""Keys that several rows have."""

_PLACED: Final = (
    "select e.*, row_number() over (partition by e.key order by e.hash, e.format, coalesce(e.metadata, '')) as place "
    "from every_row e join repeated r on e.key = r.key where e.rejected is null"
)
"""Of rows with one key the first by its text stays: the same one whatever the order of the files."""

ONE_EACH: Final = (
    f"select {', '.join(f'e.{name}' for name in ASSESSED.names)} from every_row e left join repeated r "
    f"on e.key = r.key where e.rejected is null and r.key is null "
    f"union all select {', '.join(ASSESSED.names)} from ({_PLACED}) p where place = 1"
)
KEPT_ASIDE: Final = (
    "select key, rejected from every_row where rejected is not null union all "
    f"select key, 'another row has this key' as rejected from ({_PLACED}) p where place > 1"
)


# pairs --------------------------------------------------------------------------------------------------------------


def candidates(d: Dialect, *, count: int, every: int) -> Mapping[str, str]:
    """Tables to be made in this order from `assessed` (each key once) of `count` articles, by name; the last is `edges`
    (a, b): the numbers of articles that are worth comparing, each pair once."""
    floor = max(2.0, c.FLOOR / every)
    site_cap = max(c.SITE_FLOOR, count * c.SITE_SHARE)
    cap = int(min(c.DF_CAP, site_cap))

    def marks(column: str) -> str:
        return f"select number, {d.unnest.format(list=column)} as mark from assessed"

    def shared(table: str) -> str:
        return (
            f"select x.number as a, y.number as b, count(*) as n from {table} x join {table} y "
            "on x.mark = y.mark and x.number < y.number group by x.number, y.number"
        )

    # neighbours in the order of their keys, not of their numbers: what one process does
    chain = (
        "select least(a, b) as a, greatest(a, b) as b, count(*) as n from (select lag(m.number) over "
        f"(partition by m.mark order by k.key) as a, m.number as b from ({_few('pair_marks', site_cap, cap + 1)}) m "
        "join assessed k on m.number = k.number) p where a is not null group by least(a, b), greatest(a, b)"
    )
    dropped = (
        "select m.number, count(*) as n from pair_marks m join (select mark from pair_marks group by mark "
        f"having count(*) > {_real(site_cap)}) k on m.mark = k.mark group by m.number"
    )
    short = "greatest(1, least(x.size - coalesce(dx.n, 0), y.size - coalesce(dy.n, 0)))"
    worth = (
        f"select p.a, p.b, p.quoted, p.n >= {_real(floor)} and p.n >= {_real(c.CONTAINMENT)} * {short} as alike, "
        f"p.n >= {_real(floor)} and p.n >= {_real(c.NEAR)} * {short} as near from (select coalesce(s.a, q.a) as a, "
        "coalesce(s.b, q.b) as b, coalesce(s.n, 0) as n, q.a is not null as quoted from "
        f"(select * from common_pairs where n >= {_real(floor)}) s "
        f"full outer join (select * from said where n >= {c.SPOKEN_RUNS}) q on s.a = q.a and s.b = q.b) p "
        "join sizes x on p.a = x.number join sizes y on p.b = y.number "
        "left join dropped dx on p.a = dx.number left join dropped dy on p.b = dy.number"
    )
    number = d.common.format(a="x.facts", b="y.facts")
    uncommon = d.common.format(a="rx.rare", b="ry.rare")
    least = f"least({d.size.format(list='x.facts')}, {d.size.format(list='y.facts')})"
    tells = (
        "select w.a, w.b from worth w join assessed x on w.a = x.number join assessed y on w.b = y.number "
        "left join rare_facts rx on w.a = rx.number left join rare_facts ry on w.b = ry.number "
        f"where (w.alike or w.quoted) and case when w.near then {least} < {FORM_FACTS} "
        f"or {number} >= {_real(FORM_SHARE)} * {least} "
        f"else ({least} < {FORM_FACTS} and not w.quoted) or coalesce({uncommon}, 0) >= "
        f"case when w.quoted then {c.TIED_NAMES} else {FACTS} end end"
    )
    return {
        "pair_marks": marks("pairs"),
        "spoken_marks": marks("spoken"),
        "fact_marks": marks("facts"),
        "sizes": f"select number, {d.size.format(list='pairs')} as size from assessed",
        "few_pairs": _few("pair_marks", cap),
        "together": shared("few_pairs"),
        "chained": chain,
        "common_pairs": "select a, b, sum(n) as n from (select * from together union all select * from chained) u "
        "group by a, b",
        "dropped": dropped,
        "few_spoken": _few("spoken_marks", c.SPOKEN_CAP),
        "said": shared("few_spoken"),
        "worth": worth,
        "rare_facts": _rare(d, "fact_marks", count, "select a from worth union select b from worth"),
        "edges": tells,
    }


def _few(table: str, most: float, least: int = 2) -> str:
    """The marks that so many articles have."""
    return (
        f"select m.number, m.mark from {table} m join (select mark from {table} group by mark "
        f"having count(*) >= {least} and count(*) <= {_real(most)}) k on m.mark = k.mark"
    )


def _rare(d: Dialect, table: str, count: int, wanted: str) -> str:
    """The rare marks of the wanted articles, as lists."""
    few = _few(table, max(c.RARE, c.RARE_SHARE * count), 1)
    collected = d.collect.format(value="mark")
    return f"select number, {collected} as rare from ({few}) f where number in ({wanted}) group by number"


def _real(value: float) -> str:
    """A number that both engines read as a float, and not as a decimal."""
    return f"{float(value)!r}e0"


# groups -------------------------------------------------------------------------------------------------------------

TIES: Final = (
    "select a, b from edges union select least(a, b) as a, greatest(a, b) as b from (select lag(number) over "
    "(partition by named order by key) as a, number as b from assessed where named is not null) n where a is not null"
)
"""What hangs together: pairs that are worth comparing, and those that their metadata puts in one story."""

FIRST_LABELS: Final = (
    "select number, min(label) as label, max(number) as before from (select a as number, a as label from ties "
    "union all select b, a from ties) e group by number"
)
"""Every article in a tie with the lowest number it knows of."""

NEXT_LABELS: Final = (
    "select number, min(label) as label, max(own) as before from (select number, label, label as own from labels "
    "union all select t.a, l.label, null from ties t join labels l on t.b = l.number "
    "union all select t.b, l.label, null from ties t join labels l on t.a = l.number "
    # what the labels of two neighbours stand for hangs together, too: whole groups take the lower label at once
    "union all select greatest(x.label, y.label), least(x.label, y.label), null from ties t "
    "join labels x on t.a = x.number join labels y on t.b = y.number "
    # a jump: whoever's label is itself labelled lower takes that
    "union all select l.number, m.label, null from labels l join labels m on l.label = m.number) u group by number"
)
"""A round of spreading lower labels; the groups are done when none changes."""

CHANGED: Final = "select count(*) from labels where label <> before"


def members(d: Dialect, *, count: int) -> Mapping[str, str]:
    """Tables to be made in this order from `assessed`, `edges` and `labels`, by name; the last is `members`: the rows
    of `schema.MEMBER` with the group (`label`, `part`) that they belong to."""
    wanted = "select number from labels"
    facts, spoken = _rare(d, "fact_marks", count, wanted), _rare(d, "spoken_marks", count, wanted)
    return {
        "near": f"select a as number, {d.collect.format(value='b')} as near from edges group by a",
        "member_facts": facts,
        "member_spoken": spoken,
        "members": "select l.label, cast(floor((row_number() over (partition by l.label order by a.key) - 1) / "
        f"{LARGEST}) as bigint) as part, a.number, n.near, s.rare as spoken, f.rare as facts "
        "from labels l join (select number, key from assessed) a on l.number = a.number "
        "left join near n on l.number = n.number left join member_spoken s on l.number = s.number "
        "left join member_facts f on l.number = f.number",
    }


MEMBERS: Final = (
    "select m.label, m.part, a.key, a.format, a.content, a.metadata, a.card, m.number, m.near, m.spoken, m.facts "
    "from members m join assessed a on m.number = a.number"
)
