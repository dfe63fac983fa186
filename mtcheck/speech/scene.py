"""What is known of an article while its quotations are read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtcheck.french.people import is_person_noun
from mtcheck.speech.coreference import Discourse
from mtcheck.speech.cues import CueIndex
from mtcheck.speech.mentions import Mention, find_mentions

_BODIES = frozenset(
    """
    gouvernement ministère parquet police gendarmerie préfecture mairie syndicat association collectif parti opposition majorité
    gauche droite direction entreprise société groupe compagnie fédération agence institut office organisation ong avocat défense
    accusation justice tribunal cour commission comité conseil union armée présidence diplomatie exécutif autorité source expert
    observateur analyste économiste oppositions famille proche riverain habitant voisin élu enquêteur chercheur médecin
    scientifique
    """.split()
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of an article while its quotations are read.

    Attributes:
        text: The document, with quoted words blanked out.
        original: The document.
        discourse: Who has come up so far.
        cues: The reporting phrases of ``text``.
    """

    text: str
    original: str
    discourse: Discourse
    cues: CueIndex

    def mentions(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the names between."""
        return find_mentions(self.text, start, end)

    def is_somebody(self, phrase: str) -> bool:
        """Say whether a phrase can name a speaker: a name, an office, a body that speaks."""
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", phrase)
        if any(word[0].isupper() for word in words[:3] if len(word) > 1):
            return True
        return any(is_person_noun(word) or word.lower().rstrip("s") in _BODIES for word in words[:3])

    def knows(self, mention: Mention) -> bool:
        """Say whether a name is a person of the article."""
        return mention.titled or self.discourse.people.knows(mention.name)
