"""The names of a page: where they stand, and who bears them."""

from __future__ import annotations

from functools import partial
from typing import Final

from mkdocs_credibility.language.names import pronouns
from mkdocs_credibility.signals.attribution.page import COMMA, Page
from mkdocs_credibility.signals.attribution.people import PARTICLES, SUFFIXES, Mention, Person, folded

_INSIDE: Final = frozenset((" ", "\u00a0", ".", "-", " & "))
"""What may stand between two words of a name."""
_PARTED: Final = frozenset((", ", ".\n", ".\n\n", "\n", "\n\n", "; ", ": ", " (", ") "))
"""What often stands between two words that are not of one name."""
_mention: Final = partial(tuple.__new__, Mention)
"""A third of what Mention(...) takes: a page has a hundred."""


class Names:
    """The names of a page: where they stand (`at`, `mentions`), the `people` who bear them by surname, and the words
    that name somebody human, each with the end of the name (`humans`)."""

    def __init__(self, page: Page) -> None:
        self.page, self.lex = page, page.lex
        self.given = pronouns()
        self.people: dict[str, Person] = {}
        self.mentions: list[Mention] = []
        self.humans: dict[int, int] = {}
        self.at: dict[int, Mention] = {}
        self._collect()

    def _collect(self) -> None:
        page, low, capital = self.page, self.page.low, self.page.capital
        gaps = page.gaps
        at, mentions, given = self.at, self.mentions, self.given
        n, behind = len(low), 0
        lex = self.lex
        no_first, no_later, abbreviated = lex.begins_no_name, lex.ends_name, lex.name_abbreviations
        long_names: list[Mention] = []
        for k in page.capitals:
            if k < behind or low[k] in no_first:
                continue
            behind = j = k + 1
            if not (capital[j] or (capital[j + 1] and low[j] in PARTICLES)) or gaps[j] in _PARTED:  # as with most
                at[k] = mention = _mention((k, j, k))
                mentions.append(mention)
                continue
            while j < n:
                gap = gaps[j]
                if gap != " " and gap not in _INSIDE:
                    before = low[j - 1]
                    if gap == ". ":
                        if len(before) > 1 and before not in abbreviated:
                            break
                    elif not (gap in ("' ", "’ ") and before[-1] == "s" and low[j] in self.lex["organisation"]):
                        break
                if capital[j]:
                    if low[j - 1][-2:] == "'s":
                        break
                    if low[j] in no_later:
                        surname = low[j] in PARTICLES and j + 1 < n and capital[j + 1] and low[j - 1] in given
                        if not surname:
                            break
                    j += 1
                elif low[j] in PARTICLES and j + 1 < n and capital[j + 1] and page.gaps[j + 1] == " ":
                    j += 2
                else:
                    break
            if j - k == 1:
                at[k] = mention = _mention((k, j, k))
            else:
                core = self._core(k, j)
                mention = _mention((k, j, core))
                for x in range(k, j):
                    at[x] = mention
                if j - core >= 2:
                    long_names.append(mention)
            mentions.append(mention)
            behind = j
        for mention in long_names:
            self._introduce(mention)
        if not self.people:
            return
        humans, broken, bounds = self.humans, page.broken, self.lex.bounds
        people = self.people | {f"{surname}'s": person for surname, person in self.people.items()}
        for mention in mentions:
            first, last, core = mention
            person = people.get(low[last - 1])
            if person is None:
                continue
            if person.human:
                for x in range(first, last):
                    humans[x] = last
            described = core > first or broken[last] == COMMA or (broken[first] == COMMA and last - core > 1)
            if described or (gaps[first] == " " and low[first - 1] not in bounds):
                self._describe(mention, person)

    def _core(self, first: int, last: int) -> int:
        """Where the name proper begins: at a given name, else behind the titles."""
        low, lex, given = self.page.low, self.lex, self.given
        for x in range(first, last - 1):
            word = low[x]
            if (
                (word in given or (not word.isascii() and folded(word) in given))
                and word not in lex["not_names"]
                and not (x > first and low[x + 1] in lex["organisation"])
            ):
                return x
        honorifics, roles = lex["honorifics"], lex["roles"]
        core = first
        for x in range(first, last - 1):
            if low[x] in honorifics or low[x] in roles:
                core = x + 1
        return core

    def _introduce(self, mention: Mention) -> None:
        low, lex = self.page.low, self.lex
        first, last, core = mention
        if last - core > 4:
            return
        name = low[core:last]
        if not (lex["organisation"].isdisjoint(name) and lex["documents"].isdisjoint(name)):
            return
        surname = self.surname(last - 1)
        if surname in SUFFIXES and last - core > 2:
            surname = self.surname(last - 2)
        person = self.people.get(surname)
        if person is not None and person.human:
            return
        if len(surname) < 2 or surname in lex["roles"] or surname in lex["anonymous"] or surname in lex["not_names"]:
            return
        word = low[core]
        given = self.given.get(word if word.isascii() else folded(word))
        human = given is not None or core > first
        if not human:
            before = low[first - 1] if first and self.page.gaps[first] == " " else ""
            after = low[last] if last < len(low) else ""
            aged = after.isdigit() and len(after) == 2 and self.page.gaps[last][0] == ","  # "Ann Lee, 52, ..."
            human = before in lex["roles"] or aged
            if not human and before not in lex["determiners"] and before not in lex["prepositions"]:
                human = after in lex.relative or after in lex.cues or low[last - 1] in lex.cues
        if person is None or human:
            self.people[surname] = Person(self._printed(core, last), given or "", human)

    def surname(self, k: int) -> str:
        """Word k without its possessive."""
        word = self.page.low[k]
        return word[:-2] if word[-2:] == "'s" else word

    def _printed(self, first: int, last: int) -> str:
        """Words as printed, without a possessive, with the full stop of a last initial ("U.S.")."""
        end = self.page.ends[last - 1]
        dot = "." if len(self.page.low[last - 1]) == 1 and self.page.prose[end : end + 1] == "." else ""
        return self._strip(self.page.text(first, last)) + dot

    def _strip(self, name: str) -> str:
        if name[-2:] in ("’s", "'s"):
            return name[:-2]
        return name[:-1] if name[-1:] in ("’", "'") else name

    def _describe(self, mention: Mention, person: Person) -> None:
        """Keep what stands before a name ("German Chancellor") and behind it (", mayor of Kesselried,")."""
        page, low, lex = self.page, self.page.low, self.lex
        first, last, core = mention
        words = list(low[first:core])
        k, reach = first - 1, max(first - 6, 0)
        bounds, roles = lex.bounds, lex["roles"]
        while k >= reach and low[k] not in bounds and page.gaps[k + 1] == " ":
            words.append(self.surname(k))
            k -= 1
        if roles.isdisjoint(words):
            words = [w for w in words if w in lex["feminine"] or w in lex["masculine"]]
            if page.broken[last] and page.gaps[last].strip() == ",":  # "Ann Lee, the mayor of Kesselried"
                behind = low[last : last + 6]
                stop = next((i for i, w in enumerate(behind) if i and page.broken[last + i] == COMMA), len(behind))
                behind = behind[:stop]
                if behind and (behind[0] in lex["determiners"] or behind[0] in roles) and not roles.isdisjoint(behind):
                    words += [w for w in behind if w not in lex["determiners"] and w not in lex["prepositions"]]
            if k >= 0 and last - core > 1 and page.broken[first] and page.gaps[first].strip() == ",":
                words += self._apposed(first)  # "Germany's chancellor, Ann Lee"
        if words:
            person.titles.update(words)
            if not person.gender:
                for word in words:
                    if word in lex["feminine"] or word in lex["masculine"]:
                        person.gender = "she" if word in lex["feminine"] else "he"
                        break

    def _apposed(self, first: int) -> list[str]:
        """The description that a name in apposition follows."""
        page, low, lex = self.page, self.page.low, self.lex
        words: list[str] = []
        for k in range(first - 1, max(-1, first - 6), -1):
            if low[k] in lex["determiners"] or low[k] in lex["prepositions"] or low[k] in lex["conjunctions"]:
                break
            words.append(self.surname(k))
            if len(page.gaps[k]) > 1:
                break
        return words if any(w in lex["roles"] for w in words) else []
