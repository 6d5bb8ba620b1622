"""Which articles may tell one story, as SQL that DuckDB and Spark both speak but for a few names.

What `stories.candidates` does in one process, over tables: marks that few articles have lead to pairs, pairs to groups.
Not done here is what concerns a text that stands on a third of all articles: no archive is such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mkdocs_credibility.stories import candidates as c
from mkdocs_credibility.stories.relation import FACTS, FORM_FACTS, FORM_SHARE

LARGEST: Final = 400
"""Articles of one group that are compared with one another; of a larger one, each run of so many keys is."""


@dataclass(frozen=True)
class Dialect:
    """What the engines call differently.  `unnest` makes rows of a list; `common` counts what two lists share."""

    unnest: str
    size: str
    common: str
    members: str
    distinct_list: str


DUCKDB: Final = Dialect(
    unnest="unnest({list})",
    size="len({list})",
    common="len(list_intersect({a}, {b}))",
    members="list({row} order by key)",
    distinct_list="list(distinct {value})",
)
SPARK: Final = Dialect(
    unnest="explode({list})",
    size="size({list})",
    common="size(array_intersect({a}, {b}))",
    members="array_sort(collect_list({row}))",
    distinct_list="collect_set({value})",
)


def candidates(d: Dialect, *, count: int, every: int) -> Mapping[str, str]:
    """Tables to be made in this order from `assessed` (key, pairs, spoken, facts, each key once), by name; the last is
    `edges` (a, b): articles that are worth comparing, the lower key first."""
    floor = max(2.0, c.FLOOR / every)
    site_cap = max(c.SITE_FLOOR, count * c.SITE_SHARE)
    cap = int(min(c.DF_CAP, site_cap))
    rare = max(c.RARE, c.RARE_SHARE * count)

    def marks(column: str) -> str:
        return f"select key, {d.unnest.format(list=column)} as mark from assessed"

    def shared(table: str) -> str:
        return (
            f"select x.key as a, y.key as b, count(*) as n from {table} x join {table} y "
            "on x.mark = y.mark and x.key < y.key group by x.key, y.key"
        )

    def few(table: str, most: float, least: int = 2) -> str:
        return (
            f"select m.key, m.mark from {table} m join (select mark from {table} group by mark "
            f"having count(*) >= {least} and count(*) <= {most}) k on m.mark = k.mark"
        )

    sizes = f"select key, {d.size.format(list='pairs')} as size, {d.size.format(list='facts')} as facts from assessed"
    common = "select a, b, sum(n) as n from (select * from together union all select * from chained) u group by a, b"
    chain = (
        "select a, b, count(*) as n from (select lag(key) over (partition by mark order by key) as a, key as b "
        f"from ({few('pair_marks', site_cap, cap + 1)}) m) p where a is not null group by a, b"
    )
    dropped = (
        "select m.key, count(*) as n from pair_marks m join (select mark from pair_marks group by mark "
        f"having count(*) > {site_cap}) k on m.mark = k.mark group by m.key"
    )
    facts_of = (
        f"select key, {d.distinct_list.format(value='mark')} as rare from ({few('fact_marks', rare, 1)}) f group by key"
    )
    short = "greatest(1, least(x.size - coalesce(dx.n, 0), y.size - coalesce(dy.n, 0)))"
    worth = (
        f"select p.a, p.b, p.quoted, p.n >= {floor} and p.n >= {c.CONTAINMENT} * {short} as alike, "
        f"p.n >= {floor} and p.n >= {c.NEAR} * {short} as near from (select coalesce(s.a, q.a) as a, "
        "coalesce(s.b, q.b) as b, coalesce(s.n, 0) as n, q.a is not null as quoted from common_pairs s "
        f"full outer join (select * from said where n >= {c.SPOKEN_RUNS}) q on s.a = q.a and s.b = q.b) p "
        "join sizes x on p.a = x.key join sizes y on p.b = y.key "
        "left join dropped dx on p.a = dx.key left join dropped dy on p.b = dy.key"
    )
    number = d.common.format(a="x.facts", b="y.facts")
    uncommon = d.common.format(a="rx.rare", b="ry.rare")
    least = "least(sx.facts, sy.facts)"
    tells = (
        f"select w.a, w.b from worth w join assessed x on w.a = x.key join assessed y on w.b = y.key "
        "join sizes sx on w.a = sx.key join sizes sy on w.b = sy.key "
        "left join rare_facts rx on w.a = rx.key left join rare_facts ry on w.b = ry.key "
        f"where (w.alike or w.quoted) and case when w.near then {least} < {FORM_FACTS} or {number} >= {FORM_SHARE} * {least} "
        f"else ({least} < {FORM_FACTS} and not w.quoted) or coalesce({uncommon}, 0) >= "
        f"case when w.quoted then {c.TIED_NAMES} else {FACTS} end end"
    )
    return {
        "pair_marks": marks("pairs"),
        "spoken_marks": marks("spoken"),
        "fact_marks": marks("facts"),
        "sizes": sizes,
        "few_pairs": few("pair_marks", cap),
        "together": shared("few_pairs"),
        "chained": chain,
        "common_pairs": common,
        "dropped": dropped,
        "few_spoken": few("spoken_marks", c.SPOKEN_CAP),
        "said": shared("few_spoken"),
        "worth": worth,
        "rare_facts": facts_of,
        "edges": tells,
    }


FIRST_LABELS: Final = (
    "select key, min(label) as label from (select a as key, a as label from edges union all select b, a from edges) e "
    "group by key"
)
"""Every article in an edge with the lowest key it knows of."""

NEXT_LABELS: Final = (
    "select key, min(label) as label from (select key, label from labels union all "
    "select e.a, l.label from edges e join labels l on e.b = l.key union all "
    "select e.b, l.label from edges e join labels l on e.a = l.key union all "
    # a jump: whoever's label is itself labelled lower takes that, which halves the way to go
    "select l.key, m.label from labels l join labels m on l.label = m.key) u group by key"
)
"""A round of spreading lower labels; the groups are done when none changes."""

CHANGED: Final = "select count(*) from labels l join next_labels n on l.key = n.key where l.label <> n.label"


def groups(d: Dialect) -> str:
    """The articles of each group as one list of rows, in the order of their keys."""
    row = {
        DUCKDB: "struct_pack(key := key, format := format, content := content, metadata := metadata, card := card)",
        SPARK: "struct(key, format, content, metadata, card)",
    }[d]
    return (
        f"select {d.members.format(row=row)} as members from (select a.key, a.format, a.content, a.metadata, a.card, "
        f"l.label, floor((row_number() over (partition by l.label order by a.key) - 1) / {LARGEST}) as part "
        "from assessed a join labels l on a.key = l.key) g group by label, part"
    )
