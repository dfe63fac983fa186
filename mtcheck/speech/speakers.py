"""The people of one article: their names, their offices, and whom "M. Zelensky" or "le président ukrainien" means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from mtcheck.french.people import gender_of_name, is_person_name, is_person_noun, stem
from mtcheck.records import Span
from mtcheck.speech.mentions import Mention, find_mentions

_ROLE = re.compile(
    r"\b(?P<role>premi(?:er|ère) ministre|chefs? d(?:e l['’]|['’])état|chef du gouvernement|présidente?"
    r"|dirigeante?|leader"
    r"|homologue|ministre(?: d(?:e la|e l['’]|es|u) [^\W\d_]+(?: étrangères)?)?|chanceli(?:er|ère)|porte-parole"
    r"|secrétaire (?:général|d['’]état)e?|ambassad(?:eur|rice)|roi|reine|pape|générale?)\s+(?P<of>[^\W\d_]{4,})",
    re.IGNORECASE,
)
_HEADS = re.compile(r"chef|présiden|dirigean|leader|homologue", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ROLE_BEFORE = re.compile(
    r"\b(?:(?P<det>le|la|un|une|son|sa|cet|cette|ce|au|du)\s+|(?P<elided>[ld]['’]|de l['’]))"
    r"(?P<role>(?:(?!\b(?:et|ou|que|qui|sur|dans|via|chez|avec|lors|par|contre)\b)[^,;:.!?«»“”\"()\n–—]){2,90}?),?\s*$",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"\s*(?:,\s*|\(\s*)(?:(?P<det>le|la|un|une|son|sa)\s+|l['’])?(?P<role>[a-zà-ÿ][^,;:.!?«»“”\"()\n]{2,90})"
)
_SMALL = frozenset(
    "de du des d l la le les un une et à au aux en son sa ses leur leurs qui que pour par sur dans chez ans".split()
)
_FEMALE_TITLES = frozenset("mme mmes mlle mlles madame".split())
_MALE_TITLES = frozenset("m m. mm. mgr sir lord monsieur".split())


@dataclass(slots=True)
class SpeakingPerson:
    """Somebody whom the article names.

    Attributes:
        name: The full name that the article gives.
        gender: ``f``, ``m`` or None where nothing tells.
        heads: Nouns of the offices that the article gives them, in their shortest form.
        roles: All words of those offices.
        subject: Whether the name stands without a preposition somewhere.
    """

    name: str
    gender: str | None = None
    heads: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    subject: bool = False

    @property
    def sure(self) -> bool:
        """Whether something tells that the name is somebody's: a first name, an office, a place as a subject."""
        return self.gender is not None or bool(self.heads) or self.subject


@dataclass(frozen=True, slots=True)
class People:
    """Who is named in an article.

    Attributes:
        full_names: Surname → the full name that the article gives most often.
        offices: (kind of office, of what) → the person who holds it in the article.
        persons: Full name → what is known of the person.
    """

    full_names: dict[str, str]
    offices: dict[tuple[str, str], str]
    persons: dict[str, SpeakingPerson] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> People:
        """Collect the people of the passages ``spans`` of ``text``."""
        counts: Counter[str] = Counter()
        offices: dict[tuple[str, str], str] = {}
        persons: dict[str, SpeakingPerson] = {}
        titles: list[tuple[str, str]] = []
        for span in spans:
            for mention in find_mentions(text, span.start, span.end):
                if mention.titled:
                    title = text[mention.span.start : mention.span.end].split(maxsplit=1)[0].lower()
                    titles.append((mention.name, title))
                if len(mention.name.split()) < 2 or "\n" in mention.span.of(text):
                    continue
                counts[mention.name] += 1
                before = text[max(span.start, mention.span.start - 60) : mention.span.start]
                role = next(reversed([*_ROLE.finditer(before)]), None)
                if role and not before[role.end() :].strip(" \u00a0\u202f,"):
                    offices.setdefault(_office(role), mention.name)
                person = persons.setdefault(mention.name, SpeakingPerson(mention.name, gender_of_name(mention.name)))
                person.subject |= not mention.governed
                _learn(person, text, span, mention)
        names: dict[str, str] = {}
        for name, _ in counts.most_common():
            names.setdefault(name.rsplit(maxsplit=1)[-1], name)
        for name, title in titles:
            known = persons.get(names.get(name.rsplit(maxsplit=1)[-1], name))
            if known and title in _FEMALE_TITLES | _MALE_TITLES:
                known.gender = "f" if title in _FEMALE_TITLES else "m"
        return cls(names, offices, persons)

    def knows(self, name: str) -> bool:
        """Say whether ``name`` is a person of the article, by full name or surname."""
        return name.rsplit(maxsplit=1)[-1] in self.full_names

    def person(self, name: str) -> SpeakingPerson | None:
        """Return what is known of somebody, by full name or surname."""
        return self.persons.get(self.full_names.get(name.rsplit(maxsplit=1)[-1], name))

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
            if not self.knows(mention.name) and not is_person_name(mention.name) and mention.span.start > 0:
                continue
            if len(mention.name.split()) > 1 or mention.name in self.full_names:
                return self.full_names.get(mention.name, mention.name)
        role = _ROLE.search(phrase)
        if role and not mentions:
            return self.offices.get(_office(role), phrase)
        return phrase


def _learn(person: SpeakingPerson, text: str, span: Span, mention: Mention) -> None:
    """Note the office that stands beside a name: "la volcanologue Aline Peltier", "Aline Peltier, directrice de …"."""
    before = _ROLE_BEFORE.search(text[max(span.start, mention.span.start - 110) : mention.span.start])
    after = _ROLE_AFTER.match(text, mention.span.end, min(span.end, mention.span.end + 120))
    for found in (before, after):
        words = [word.lower() for word in _WORD.findall(found["role"])] if found else []
        content = [word for word in words if word not in _SMALL]
        if not found or not content or not any(is_person_noun(word) for word in words[:3]):
            continue
        head = next(word for word in words if is_person_noun(word))
        person.heads.add(stem(head))
        person.roles.update(stem(word) for word in content)
        if found["det"] and person.gender is None:
            person.gender = {"la": "f", "une": "f", "cette": "f", "le": "m", "un": "m", "au": "m", "du": "m"}.get(
                found["det"].lower()
            )
        if person.gender is None and head.endswith(("trice", "euse", "ienne", "ière", "ée", "ante", "ente")):
            person.gender = "f"


def _office(role: re.Match[str]) -> tuple[str, str]:
    """Return a key under which "le président américain" and "le leader américain" are the same office."""
    kind = "head" if _HEADS.match(role["role"]) else role["role"].lower()
    return kind, role["of"].lower().rstrip("es")
