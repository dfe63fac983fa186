"""Names of people and bodies where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtcheck.french.people import gender_of_name
from mtcheck.records import Span

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w-]*(?:['’][A-ZÀ-Þ]\w+)?"
_TITLE = r"(?:MM?\.|Mmes?|Mlles?|Dr|Me|Mgr|Pr|Sir|Lord)"
_LINK = r"(?:von der|van der|van den|von|van|der|den|bin|ben|ibn|al|di|da|dos|del|della)"
_NAME = re.compile(
    rf"(?=[A-ZÀ-ÖØ-Þ])(?:(?P<title>{_TITLE})\s+)?(?P<name>{_CAPITAL}(?:\s+(?:{_LINK}\s+)?{_CAPITAL}){{0,3}})(?!\w)"
)

# Capitalised words that begin sentences or name offices, not people.
_NOT_NAMES = frozenset(
    """
    le la les l l' un une des du au aux ce cet cette ces il elle ils elles on nous vous je tu lui mais et ou or donc car
    en à dans pour par sur selon lors après avant depuis avec sans si quand comme ainsi cependant toutefois puis
    alors que qui son sa ses leur leurs notre votre bien dernier dernière hier aujourd'hui lundi mardi mercredi
    jeudi vendredi samedi dimanche interrogé interrogée parmi contre entre tout tous toutes pendant vers chez malgré
    face outre ancien ancienne monsieur madame premier première ministre président présidente chancelier chancelière
    roi reine pape prince princesse général générale secrétaire leader porte-parole sénateur député maire chef us
    usa outlet rien personne ni ne pourquoi comment où quel quelle quels quelles pas plus moins non oui côté même
    côté reste enfin ensuite d'abord certes peu beaucoup plusieurs deux trois quatre cinq interrogés invité invitée
    s'adressant ici là c'est d'après qu'on d'autres l'autre devant derrière durant suite faute grâce sous
    """.split()
)
_LEFT = 80  # code points to the left of a name that say whether it is a subject
_OF_TAIL = re.compile(rf"\s+(?:de\s+la|de|du)\s+{_CAPITAL}(?!\w)")
_NATIONALITY = re.compile(r"(?:ais|aise|ois|oise|ien|ienne|ain|aine|and|ande|ite|éen|éenne|ol|ole|ec|que)$")
_ARTICLE = re.compile(r"(?:\b(?:le|la|les|du|au|aux|des)\s+|\bl['’])$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?:\b(?:de|du|des|à|au|aux|avec|par|pour|sur|chez|contre|envers|en|dans|vers|devant|rencontrer|recevoir)\s+|\bd['’])$",
    re.IGNORECASE,
)
_LONGEST_PREPOSITION = 11  # code points, with the one before it
_WITH = re.compile(r"(?=[ae])\b(?:avec|entre)\b[^,;.]*$", re.IGNORECASE)
_OFFICE_BEFORE = re.compile(r"\b(?:(?:le|la|l['’]|son|sa|un|une)\s*)?(?:[^\W\d_A-ZÀ-Þ][\w-]*\s+){0,3}$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. ``governed`` is True behind a preposition: such a name is no subject."""

    span: Span
    name: str
    titled: bool
    governed: bool


def find_mentions(text: str, start: int, limit: int) -> tuple[Mention, ...]:
    """Find the names in ``text[start:limit]``; sentence-initial words and offices are taken off their front."""
    found = []
    for match in _NAME.finditer(text, start, limit):
        begin, parts = match.start("name"), match["name"]
        while parts and parts.split()[0].lower().replace("’", "'") in _NOT_NAMES:
            rest = parts.split(maxsplit=1)[1:]
            begin += len(parts) - len(rest[0]) if rest else 0
            parts = rest[0] if rest else ""
        shift = _leading(parts)
        begin, parts = begin + shift, parts[shift:]
        if not parts or (len(parts) < 3 and not match["title"]):
            continue
        first = begin if shift or not match["title"] else match.start()
        before = text[max(start, first - _LEFT) : first]
        governed = _ends_with_preposition(before) or bool(
            (office := _OFFICE_BEFORE.search(before)) and _ends_with_preposition(before[: office.start()])
        )
        governed = governed or bool(_WITH.search(before))
        end = match.end()
        last = parts.split()[-1]
        alone = " " not in parts and not _ARTICLE.search(before)
        tail = _OF_TAIL.match(text, end) if alone or gender_of_name(last) is not None else None
        if tail and tail.end() <= limit:  # "Amélie de Montchalin", but not "le Kremlin de Moscou"
            parts, end = parts + tail.group(), tail.end()
        name = " ".join(parts.split())
        found.append(Mention(Span(first, end), name, bool(match["title"]), governed))
    return tuple(found)


def _ends_with_preposition(before: str) -> bool:
    """Say whether a preposition ends a text: looked for only where it can stand, for the whole text takes ten times as long."""
    return bool(_PREPOSITION.search(before, max(0, len(before.rstrip()) - _LONGEST_PREPOSITION)))


def _leading(parts: str) -> int:
    """Return how much of a run of capitals is another name: "AFP" in "l'AFP Jeanne Martin"."""
    words = parts.split()
    first_name_second = len(words) >= 2 and gender_of_name(words[0]) is None and gender_of_name(words[1]) is not None
    if first_name_second and (len(words) >= 3 or _NATIONALITY.search(words[0])):
        return parts.index(words[1], len(words[0]))
    return 0
