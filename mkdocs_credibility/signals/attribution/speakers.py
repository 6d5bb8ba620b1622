"""The people of a page, and who a name, a role or a pronoun stands for."""

from __future__ import annotations

from typing import Final

from mkdocs_credibility.signals.attribution.lexicon import given_names
from mkdocs_credibility.signals.attribution.page import Page
from mkdocs_credibility.signals.attribution.people import PARTICLES, Mention, Person, Speaker, folded

_SUFFIX: Final = frozenset(("jr", "sr", "ii", "iii"))


class Cast:
    """Everybody the page names."""

    def __init__(self, page: Page) -> None:
        self.page, self.lex = page, page.lex
        self.given = given_names()
        self.people: dict[str, Person] = {}
        self.mentions: list[Mention] = []
        self.humans: dict[int, int] = {}
        self.at: dict[int, Mention] = {}
        self._collect()

    def _collect(self) -> None:
        page, low, lex = self.page, self.page.low, self.lex
        words = page.words
        capital = page.capital
        n, behind = len(words), 0
        not_names, honorifics, roles = lex["not_names"], lex["honorifics"], lex["roles"]
        long_names: list[Mention] = []
        for k in [k for k, upper in enumerate(capital) if upper]:
            if k < behind or (low[k] in not_names and low[k] not in honorifics):
                continue
            j = k + 1
            while j < n:
                gap = page.gap(j)
                plural = gap in ("' ", "’ ") and low[j - 1].endswith("s") and low[j] in lex["organisation"]
                if (
                    not plural
                    and gap not in (" ", "\u00a0", ".", "-", " & ")
                    and not (
                        gap == ". "
                        and (
                            len(low[j - 1]) == 1
                            or low[j - 1] in honorifics
                            or low[j - 1] in roles
                            or low[j - 1] in _SUFFIX
                        )
                    )
                ):
                    break
                if capital[j]:
                    if low[j - 1].endswith("'s"):
                        break
                    if low[j] in not_names and low[j] not in ("may", "will", "march", "april", "june", "august"):
                        surname = low[j] in PARTICLES and j + 1 < n and capital[j + 1] and low[j - 1] in self.given
                        if not surname:
                            break
                    j += 1
                    continue
                if low[j] in PARTICLES and j + 1 < n and capital[j + 1] and page.gap(j + 1) == " ":
                    j += 2
                    continue
                break
            core = self._core(k, j)
            mention = Mention(k, j, core)
            self.mentions.append(mention)
            for x in range(k, j):
                self.at[x] = mention
            if j - core >= 2:
                long_names.append(mention)
            behind = j
        for mention in long_names:
            self._introduce(mention)
        for mention in self.mentions:
            person = self.people.get(self.surname(mention.last - 1))
            if person is not None:
                self._describe(mention, person)

    def _core(self, first: int, last: int) -> int:
        """Where the name proper begins: at a given name, else behind the titles."""
        low, lex = self.page.low, self.lex
        for x in range(first, last - 1):
            if (
                folded(low[x]) in self.given
                and low[x] not in lex["not_names"]
                and not (x > first and low[x + 1] in lex["organisation"])
            ):
                return x
        core = first
        for x in range(first, last - 1):
            if low[x] in lex["honorifics"] or low[x] in lex["roles"]:
                core = x + 1
        return core

    def _introduce(self, mention: Mention) -> None:
        low, lex = self.page.low, self.lex
        first, last, core = mention
        if last - core > 4 or any(w in lex["organisation"] or w in lex["documents"] for w in low[core:last]):
            return
        surname = self.surname(last - 1)
        if surname in _SUFFIX and last - core > 2:
            surname = self.surname(last - 2)
        if len(surname) < 2 or surname in lex["roles"] or surname in lex["anonymous"] or surname in lex["not_names"]:
            return
        given = self.given.get(folded(low[core]))
        before = low[first - 1] if first and self.page.gap(first) == " " else ""
        after = low[last] if last < len(low) else ""
        page_gap = self.page.gap(last)
        aged = after.isdigit() and len(after) == 2 and page_gap.startswith(",")  # "Ann Lee, 52, ..."
        human = given is not None or core > first or before in lex["roles"] or aged
        if not human and before not in lex["determiners"] and before not in lex["prepositions"]:
            human = after in lex.relative or after in self.lex.cues or low[last - 1] in self.lex.cues
        person = self.people.get(surname)
        if person is None:
            self.people[surname] = Person(self._printed(core, last), given or "", human)
        elif human and not person.human:
            self.people[surname] = Person(self._printed(core, last), given or "", True)

    def surname(self, k: int) -> str:
        """Word k without its possessive."""
        word = self.page.low[k]
        return word[:-2] if word.endswith("'s") else word.rstrip("'")

    def _printed(self, first: int, last: int) -> str:
        """Words as printed, without a possessive, with the full stop of a last initial ("U.S.")."""
        end = self.page.words[last - 1].end
        dot = "." if len(self.page.low[last - 1]) == 1 and self.page.prose[end : end + 1] == "." else ""
        return self._strip(self.page.text(first, last)) + dot

    def _strip(self, name: str) -> str:
        for ending in ("’s", "'s", "’", "'"):
            if name.endswith(ending):
                return name[: -len(ending)]
        return name

    def _describe(self, mention: Mention, person: Person) -> None:
        """Keep what stands before a name ("German Chancellor") and behind it (", mayor of Kesselried,")."""
        page, low, lex = self.page, self.page.low, self.lex
        if person.human and mention.last - mention.core >= 1:
            for x in range(mention.first, mention.last):
                self.humans[x] = mention.last
        words = list(low[mention.first : mention.core])
        k = mention.first - 1
        while k >= 0 and mention.first - k <= 6 and page.gap(k + 1) == " " and low[k] not in lex["conjunctions"]:
            if (
                low[k] in lex.cues
                or low[k] in lex["auxiliaries"]
                or low[k] in lex["determiners"]
                or low[k] in lex["prepositions"]
            ):
                break
            words.append(self.surname(k))
            k -= 1
        if not any(w in lex["roles"] for w in words):
            words = [w for w in words if w in lex["feminine"] or w in lex["masculine"]]
            if mention.last < len(low) and page.gap(mention.last).strip() == ",":  # "Ann Lee, the mayor of Kesselried"
                behind = low[mention.last : mention.last + 6]
                stop = next((i for i, w in enumerate(behind) if i and "," in page.gap(mention.last + i)), len(behind))
                behind = behind[:stop]
                if (
                    behind
                    and (behind[0] in lex["determiners"] or behind[0] in lex["roles"])
                    and any(w in lex["roles"] for w in behind)
                ):
                    words += [w for w in behind if w not in lex["determiners"] and w not in lex["prepositions"]]
            if page.gap(mention.first).strip() == "," and k >= 0 and mention.last - mention.core > 1:
                words += self._apposed(mention.first)  # "Germany's chancellor, Ann Lee"
        person.titles.update(words)
        for word in words:
            if word in lex["feminine"]:
                person.gender = person.gender or "she"
            elif word in lex["masculine"]:
                person.gender = person.gender or "he"

    def _apposed(self, first: int) -> list[str]:
        """The description that a name in apposition follows."""
        page, low, lex = self.page, self.page.low, self.lex
        words: list[str] = []
        for k in range(first - 1, max(-1, first - 6), -1):
            if low[k] in lex["determiners"] or low[k] in lex["prepositions"] or low[k] in lex["conjunctions"]:
                break
            words.append(self.surname(k))
            if len(page.gap(k)) > 1:
                break
        return words if any(w in lex["roles"] for w in words) else []

    # resolution -------------------------------------------------------------------------------------------------

    def resolve(self, first: int, last: int, previous: Speaker | None, near: int) -> Speaker | None:
        """Who the words from `first` to `last` stand for."""
        page, low, lex = self.page, self.page.low, self.lex
        if last - first == 1 and low[first] in lex.pronoun:
            return self._pronoun(lex.pronoun[low[first]], low[first], previous, near)
        head_end = last
        for x in range(first, last):
            gap = page.gap(x)
            if x > first and ("," in gap or "(" in gap or "—" in gap or " – " in gap) and low[x] not in _SUFFIX:
                head_end = x
                break
            if x > first and low[x] in lex["cut"]:
                head_end = x
                break
        name = self._name_in(first, head_end)
        if name is not None:
            return name
        apposed = self._apposition(first, last)
        if apposed is not None:  # "the harbour master of Brenmouth, Ann Lee"; "one of the two, the heir Ann Lee"
            return apposed
        if low[first] in lex["determiners"] and head_end - first == 1:
            if head_end >= last or "," in page.gap(head_end):
                return None  # "one", "others", "some" are nobody
            for x in range(head_end + 1, last):  # "two of the three drivers"
                if "," in page.gap(x) or "(" in page.gap(x) or (low[x] in lex["cut"] and x > head_end + 1):
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
            if x > first and (low[x] in lex["cut"] or "," in self.page.gap(x)):
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
        comma = next((x for x in range(first + 1, last) if "," in page.gaps[x]), None)
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
        if surname in _SUFFIX and last - 2 >= first:
            surname = self.surname(last - 2)
        person = self.people.get(surname)
        if person is not None:
            return Speaker(person.name, "named")
        start = max(first, mention.first)
        words = low[start:last]
        if surname in self.lex["roles"] or surname in self.lex["anonymous"]:
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

    def _role(self, first: int, head_end: int, last: int) -> Speaker | None:
        lex = self.lex
        head = self.surname(head_end - 1)
        text = self.page.text(first, head_end)
        if head in lex["roles"]:
            holder = self._holder(first, head_end)
            if holder is not None:
                return Speaker(holder.name, "named")
        if head in lex["documents"]:
            return Speaker(text, "document")
        if head in lex["organisation"]:
            return Speaker(text, "organisation")
        if self._anonymous(first, head_end, last):
            return Speaker(text, "anonymous")
        return Speaker(text, "role")

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
