"""Who a name, a role or a pronoun stands for."""

from __future__ import annotations

from mkdocs_credibility.signals.attribution.names import Names
from mkdocs_credibility.signals.attribution.page import COMMA
from mkdocs_credibility.signals.attribution.people import SUFFIXES, Mention, Person, Speaker, folded


class Cast(Names):
    """Everybody who may speak on the page."""

    def resolve(self, first: int, last: int, previous: Speaker | None, near: int) -> Speaker | None:
        """Who the words from `first` to `last` stand for."""
        page, low, lex = self.page, self.page.low, self.lex
        if last - first == 1 and low[first] in lex.pronoun:
            return self._pronoun(lex.pronoun[low[first]], low[first], previous, near)
        head_end = last
        cut, broken = lex["cut"], page.broken
        for x in range(first + 1, last):
            if broken[x] and low[x] not in SUFFIXES:
                gap = page.gaps[x]
                if "," in gap or "(" in gap or "—" in gap or " – " in gap:
                    head_end = x
                    break
            if low[x] in cut:
                head_end = x
                break
        name = self._name_in(first, head_end)
        if name is not None:
            return name
        apposed = self._apposition(first, last)
        if apposed is not None:  # "the harbour master of Brenmouth, Ann Lee"; "one of the two, the heir Ann Lee"
            return apposed
        if low[first] in lex["determiners"] and head_end - first == 1:
            if head_end >= last or page.broken[head_end] == COMMA:
                return None  # "one", "others", "some" are nobody
            for x in range(head_end + 1, last):  # "two of the three drivers"
                if (page.broken[x] and any(mark in page.gaps[x] for mark in ",(")) or (
                    low[x] in lex["cut"] and x > head_end + 1
                ):
                    last = x
                    break
            return Speaker(page.text(first, last), "role")
        return self._role(first, head_end, last)

    def source(self, first: int, last: int) -> bool:
        """Whether a phrase can name somebody or something that speaks: a pronoun, a name, a role, a document."""
        low, lex = self.page.low, self.lex
        if last - first == 1 and low[first] in lex.pronoun:
            return low[first] not in lex.relative
        for x in range(first, last):
            if x > first and (low[x] in lex["cut"] or self.page.broken[x] == COMMA):
                last = x
                break
        if any(x in self.at for x in range(first, last)):
            return True
        head = self.surname(last - 1)
        return any(
            head in lex[name]
            for name in ("roles", "anonymous", "plural_people", "documents", "organisation", "free_determiners")
        )

    def name(self, mention: Mention) -> str:
        """A mention as printed, without a possessive."""
        return self._printed(mention.first, mention.last)

    def _apposition(self, first: int, last: int) -> Speaker | None:
        """Whom the words behind the first comma of a phrase name, a description before the name or none."""
        page, low = self.page, self.page.low
        comma = next((x for x in range(first + 1, last) if page.broken[x] == COMMA), None)
        if comma is None:
            return None
        for x in range(comma, min(last, comma + 8)):
            if x > comma and page.broken[x]:
                return None
            mention = self.at.get(x)
            if mention is not None:
                person = self.people.get(self.surname(mention.last - 1))
                if person is not None and (person.human or x == comma):
                    return Speaker(person.name, "named")
            if low[x] in self.lex.relative or low[x] in self.lex["prepositions"] or low[x] in self.lex.cues:
                return None
        return None

    def fits(self, speaker: Speaker, gender: str) -> bool:
        """Whether a pronoun may mean a speaker."""
        last = speaker.name.split()[-1].lower()
        person = self.people.get(last)
        return (person.gender if person is not None else self._gender(last)) in ("", gender)

    def persons(self, first: int, last: int, gender: str) -> list[Speaker]:
        """The people of a gender whom words `first` to `last` name outside quotations, each once."""
        found: dict[str, Speaker] = {}
        for x in range(first, last):
            if x in self.humans and not self.page.inside[x]:
                person = self.people.get(self.surname(self.humans[x] - 1))
                if person is not None and person.gender in ("", gender):
                    found[person.name] = Speaker(person.name, "named")
        return list(found.values())

    def _name_in(self, first: int, last: int) -> Speaker | None:
        mention = self.at.get(last - 1)
        if mention is None:
            return None
        surname = self.surname(last - 1)
        low = self.page.low
        if surname in SUFFIXES and last - 2 >= first:
            surname = self.surname(last - 2)
        person = self.people.get(surname)
        if person is not None:
            return Speaker(person.name, "named")
        start = max(first, mention.first)
        words = low[start:last]
        if surname in self.lex["roles"] or surname in self.lex["anonymous"]:
            return None
        if self.lex.noun_capitals and last - start == 1 and self._common(first, start):
            return None
        organisation = any(w in self.lex["organisation"] for w in words) or (start > first and low[start - 1] == "the")
        if organisation:
            whole = first + (low[first] in self.lex["determiners"] and first < start)
            joined = self.lex["particles_of_names"]
            solid = whole < start and self.page.capital[whole] and not any(self.page.broken[whole + 1 : last])
            if solid and all(self.page.capital[x] or low[x] in joined for x in range(whole, start)):
                start = whole  # "the Food and Allied Workers' Union"
            return Speaker(self._printed(start, last), "organisation")
        while start < last - 1 and low[start] in self.lex["honorifics"]:
            start += 1
        human = (
            start > mention.first
            or folded(low[start]) in self.given
            or (last - start > 1 and mention.first > 0 and low[mention.first - 1] in self.lex["roles"])
        )
        return Speaker(self._printed(start, last), "named" if human else "organisation")

    def _common(self, first: int, k: int) -> bool:
        """Whether the noun at word k, of a language that capitalises them all, is no name."""
        page, lex, word = self.page, self.lex, self.surname(k)
        if page.prose[page.starts[k] : page.ends[k]].isupper():
            return False  # an abbreviation
        known = any(word in lex[name] for name in ("roles", "anonymous", "documents", "plural_people", "source_nouns"))
        return (
            known
            or word.endswith(lex.account_ending or ("\0",))
            or (k > first and page.low[k - 1] in lex["determiners"])
        )

    def _role(self, first: int, head_end: int, last: int) -> Speaker | None:
        lex = self.lex
        head = self.surname(head_end - 1)
        text = self.page.text(first, head_end)
        bare = text  # "der Behörde": the article says nothing but the case
        if lex.noun_capitals and head_end - first > 1 and self.page.low[first] in lex["definite"]:
            bare = self.page.text(first + 1, head_end)
        if head in lex["roles"]:
            holder = self._holder(first, head_end)
            if holder is not None:
                return Speaker(holder.name, "named")
        if head in lex["documents"] or (lex.account_ending and head.endswith(lex.account_ending)):
            return Speaker(bare, "document")
        if head in lex["organisation"] or (lex.noun_capitals and self._compound(head)):
            return Speaker(bare, "organisation")
        if self._anonymous(first, head_end, last):
            return Speaker(text, "anonymous")
        return Speaker(text, "role")

    def _compound(self, noun: str) -> bool:
        """Whether a noun ends with a word for an organisation ("Landespolizei")."""
        return any(len(word) > 4 and noun.endswith(word) for word in self.lex["organisation"])

    def _holder(self, first: int, last: int) -> Person | None:
        """The one person of the page who bears a role ("the mayor", "Germany's chancellor"); None when more do."""
        low, lex = self.page.low, self.lex
        if not (
            low[first] in lex["definite"]
            or low[first].endswith("'s")
            or low[first] in lex["role_adjectives"]
            or last - first == 1
            or first in self.at
        ):
            return None
        head = self.surname(last - 1)
        described = [self.surname(x) for x in range(first, last - 1) if low[x] not in lex["determiners"]]
        fits = [
            person
            for person in self.people.values()
            if person.human
            and head in person.titles
            and all(any(self._alike(w, t) for t in person.titles) for w in described)
        ]
        if len(fits) == 1 and (described or low[first] in lex["definite"]):
            return fits[0]
        return None

    def _alike(self, word: str, title: str) -> bool:
        """Whether two words say the same of an office: equal, a country and its adjective ("Germany", "German")."""
        if word == title or self.lex.demonyms.get(word) == title or self.lex.demonyms.get(title) == word:
            return True
        return len(word) > 4 and len(title) > 4 and word[:5] == title[:5]

    def _anonymous(self, first: int, head_end: int, last: int) -> bool:
        """Whether a phrase is an unnamed source: a person who could be named, not a body or the public."""
        low, lex = self.page.low, self.lex
        noun = next((low[x] for x in range(head_end - 1, first - 1, -1) if low[x] in lex["anonymous"]), None)
        if noun is None or noun in lex["organisation"]:
            return False
        if noun in lex["public"]:  # "people said" is nobody in particular; "people familiar with the plan" is a source
            behind = low[head_end : max(last, head_end + 3)]
            return any(w in lex["access"] for w in (*low[first:head_end], *behind))
        return True

    def _pronoun(self, kind: str, word: str, previous: Speaker | None, near: int) -> Speaker | None:
        if kind == "self":
            return Speaker(word.upper() if word == "i" else word, "role")
        if kind in ("he", "she"):
            if previous is not None and previous.kind in ("named", "role", "anonymous"):
                last = previous.name.split()[-1].lower()
                person = self.people.get(last)
                gender = person.gender if person is not None else self._gender(last)
                if gender in ("", kind):
                    return previous
            return self.nearest(near, kind) or previous
        return previous

    def _gender(self, noun: str) -> str:
        """The pronoun that fits a role, where the noun tells."""
        if noun in self.lex["feminine"]:
            return "she"
        return "he" if noun in self.lex["masculine"] else ""

    def nearest(self, near: int, gender: str = "") -> Speaker | None:
        """The person named last before word `near`."""
        k = near - 1
        while k >= 0 and near - k < 150:
            mention = self.at.get(k)
            if mention is not None:
                person = self.people.get(self.surname(mention.last - 1))
                if person is not None and person.human and (not gender or person.gender in ("", gender)):
                    return Speaker(person.name, "named")
                k = mention.first
            k -= 1
        return None
