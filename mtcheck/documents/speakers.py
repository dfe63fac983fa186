"""The people of one article: their names, their offices, and whom "M. Zelensky" or "le président ukrainien" means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mtcheck.records import Span

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w-]*(?:['’][A-ZÀ-Þ]\w+)?"
_PARTICLE = r"(?:von der|van der|van den|von|van|der|den|bin|ben|ibn|al|di|da|dos|del|della)"
_TITLE = r"(?:MM?\.|Mmes?|Mlles?|Dr|Me|Mgr|Pr|Sir|Lord)"
_NAME = re.compile(rf"(?:(?P<title>{_TITLE})\s+)?(?P<name>{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+)?{_CAPITAL}){{0,3}})(?!\w)")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Capitalised words that begin sentences or name offices, not people.
_NOT_NAMES = _listed(
    """
    le la les un une des du au aux ce cet cette ces il elle ils elles on nous vous je tu lui mais et ou or donc car
    en à dans pour par sur selon lors après avant depuis avec sans si quand comme ainsi cependant toutefois puis
    alors que qui son sa ses leur leurs notre votre bien dernier dernière hier aujourd'hui lundi mardi mercredi
    jeudi vendredi samedi dimanche interrogé interrogée parmi contre entre tout tous toutes pendant vers chez malgré
    face outre ancien ancienne monsieur madame premier première ministre président présidente chancelier chancelière
    roi reine pape prince princesse général générale secrétaire leader porte-parole sénateur député maire chef us
    usa outlet
    """
)
_ROLE = re.compile(
    r"\b(?P<role>premi(?:er|ère) ministre|chefs? d(?:e l['’]|['’])état|chef du gouvernement|présidente?"
    r"|dirigeante?|leader"
    r"|homologue|ministre(?: d(?:e la|e l['’]|es|u) [^\W\d_]+(?: étrangères)?)?|chanceli(?:er|ère)|porte-parole"
    r"|secrétaire (?:général|d['’]état)e?|ambassad(?:eur|rice)|roi|reine|pape|générale?)\s+(?P<of>[^\W\d_]{4,})",
    re.IGNORECASE,
)
_HEADS = re.compile(r"chef|présiden|dirigean|leader|homologue", re.IGNORECASE)
_LEFT = 80  # code points to the left of a name that say whether it is a subject
_OF_TAIL = re.compile(rf"\s+(?:de\s+la|de|du)\s+{_CAPITAL}(?!\w)")
_ARTICLE = re.compile(r"(?:\b(?:le|la|les|du|au|aux|des)\s+|\bl['’])$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?:\b(?:de|du|des|à|au|aux|avec|par|pour|sur|chez|contre|envers)\s+|\bd['’])$", re.IGNORECASE
)
_OFFICE_BEFORE = re.compile(r"\b(?:(?:le|la|l['’]|son|sa|un|une)\s*)?(?:[^\W\d_A-ZÀ-Þ][\w-]*\s+){0,3}$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. ``governed`` is True behind a preposition: such a name is no subject."""

    span: Span
    name: str
    titled: bool
    governed: bool


@dataclass(frozen=True, slots=True)
class People:
    """Who is named in an article.

    Attributes:
        full_names: Surname → the full name that the article gives most often.
        offices: (kind of office, of what) → the person who holds it in the article.
    """

    full_names: dict[str, str]
    offices: dict[tuple[str, str], str]

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> People:
        """Collect the people of the passages ``spans`` of ``text``."""
        counts: Counter[str] = Counter()
        offices: dict[tuple[str, str], str] = {}
        for span in spans:
            for mention in find_mentions(text, span.start, span.end):
                if len(mention.name.split()) < 2 or "\n" in mention.span.of(text):
                    continue
                counts[mention.name] += 1
                before = text[max(span.start, mention.span.start - 60) : mention.span.start]
                role = next(reversed([*_ROLE.finditer(before)]), None)
                if role and not before[role.end() :].strip(" \u00a0\u202f,"):
                    offices.setdefault(_office(role), mention.name)
        names: dict[str, str] = {}
        for name, _ in counts.most_common():
            names.setdefault(name.rsplit(maxsplit=1)[-1], name)
        return cls(names, offices)

    def knows(self, name: str) -> bool:
        """Say whether ``name`` is a person of the article, by full name or surname."""
        return name.rsplit(maxsplit=1)[-1] in self.full_names

    def resolve(self, phrase: str) -> str:
        """Return the full name of whom ``phrase`` means, or ``phrase`` itself.

        Args:
            phrase: A name, a name with a title, or an office ("le président ukrainien").
        """
        phrase = " ".join(phrase.split()).strip(" ,")
        mentions = find_mentions(phrase, 0, len(phrase))
        for mention in mentions:
            if mention.governed and mention.span.start > 0:
                return phrase  # "le bureau de M. Zelensky" is not M. Zelensky
            if len(mention.name.split()) > 1 or mention.name in self.full_names:
                return self.full_names.get(mention.name, mention.name)
        role = _ROLE.search(phrase)
        if role and not mentions:
            return self.offices.get(_office(role), phrase)
        return phrase


def find_mentions(text: str, start: int, limit: int) -> tuple[Mention, ...]:
    """Find the names in ``text[start:limit]``; sentence-initial words and offices are taken off their front."""
    found = []
    for match in _NAME.finditer(text, start, limit):
        begin, parts = match.start("name"), match["name"]
        while parts and parts.split()[0].lower().replace("’", "'") in _NOT_NAMES:
            rest = parts.split(maxsplit=1)[1:]
            begin += len(parts) - len(rest[0]) if rest else 0
            parts = rest[0] if rest else ""
        if not parts or (len(parts) < 3 and not match["title"]):
            continue
        before = text[max(start, match.start() - _LEFT) : match.start()]
        office = _OFFICE_BEFORE.search(before)
        governed = bool(_PREPOSITION.search(before)) or bool(office and _PREPOSITION.search(before[: office.start()]))
        governed = governed or bool(re.search(r"\b(?:avec|entre)\b[^,;.]*$", before, re.IGNORECASE))
        end = match.end()
        tail = _OF_TAIL.match(text, end) if " " not in parts and not _ARTICLE.search(before) else None
        if tail and tail.end() <= limit:  # "Amélie de Montchalin", but not "le Kremlin de Moscou"
            parts, end = parts + tail.group(), tail.end()
        name = " ".join(parts.split())
        found.append(Mention(Span(match.start(), end), name, bool(match["title"]), governed))
    return tuple(found)


def _office(role: re.Match[str]) -> tuple[str, str]:
    """Return a key under which "le président américain" and "le leader américain" are the same office."""
    kind = "head" if _HEADS.match(role["role"]) else role["role"].lower()
    return kind, role["of"].lower().rstrip("es")
