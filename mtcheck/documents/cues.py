"""Words that say that somebody said something: reporting verbs, "selon", and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_REGULAR = """
    exclamé félicité emporté indigné inquiété alarmé étonné insurgé justifié moqué
    accusé affirmé ajouté alerté annoncé appelé argumenté articulé assuré avancé avoué certifié cité clamé commenté
    confessé confié confirmé considéré constaté critiqué crié demandé dénoncé déclaré déploré détaillé écarté
    encouragé énoncé énuméré espéré estimé évoqué exigé exhorté expliqué exposé glissé garanti hasardé indiqué
    informé insisté interrogé ironisé jugé juré lancé lâché listé martelé mentionné menacé murmuré nié noté nuancé
    objecté observé opposé ordonné parlé plaidé posté précisé prétendu proclamé promulgué prophétisé proposé
    protesté publié qualifié raconté raillé rappelé rapporté rassuré regretté rejeté relaté relevé remarqué remercié
    renchéri répété répliqué résumé révélé rétorqué rectifié réaffirmé réclamé récapitulé réitéré reproché riposté
    salué scandé signalé signifié spécifié soufflé souhaité souligné soupiré suggéré supplié témoigné tonné tranché
    tweeté vanté
"""
# Participle, present, imperfect or future, present participle, infinitive of the others.
_IRREGULAR = """
    réjoui réjouit défendu défend défendait
    dit disent disait disaient disant dire écrit écrivent écrivait écrivant écrire averti avertit avertissait
    avertissant avertir poursuivi poursuit poursuivait poursuivant prévenu prévient prévenait prévenant prévenir
    promis promet promettait promettant reconnu reconnaît reconnait reconnaissait reconnaissant répondu répond
    répondait répondant répondre soutenu soutient soutenait soutenant soutenir admis admet admettait admettant
    convenu conclu conclut concluait concluant décrit décrivait décrivant réagi réagit réagissait réagissant
    maintenu maintient maintenait maintenant défini définit définissant démenti dément démentait démentant garantit
    garantissant renchérit renchérissant traduit
"""
_QUALIFYING = ("appel", "qualifi", "décri", "parl", "évoqu", "défini", "jug", "considér", "estim")
_COMPOUND = (
    r"f(?:ait|aisait|aisant|aire)\s+(?:savoir|remarquer|valoir|observer|état|part)|laiss(?:é|e|ait|ant|er)\s+entendre"
)
_AUXILIARY = r"(?:a|ont|avait|avaient|aura|aurait|auraient|ayant|eut|s['’]est|s['’]était|est|était)"
_PRONOUN = r"(?:il|elle|on|ils|elles|nous|je)"
_ADVERB = (
    r"(?:également|aussi|ensuite|toutefois|encore|déjà|même|ainsi|alors|depuis|enfin|hier|lui-même|elle-même"
    r"|par ailleurs"
    r"|pour sa part|de son côté|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|[^\W\d_]+ment)"
)
# Before these forms, which are nouns too, an article shows the noun.
_BEFORE_NOUN = re.compile(
    r"(?:\b(?:le|la|les|un|une|des|du|de|ce|cet|cette|ces|son|sa|ses|leur|leurs|notre|nos|votre|mon|ma|aux?|tout"
    r"|toute)\s+"
    r"|\b(?:l|d)['’])$",
    re.IGNORECASE,
)


def _forms() -> tuple[list[str], list[str]]:
    """Return the participles, and all other forms, of the reporting verbs."""
    participles, others = [], []
    for participle in _REGULAR.split():
        participles.append(participle)
        stem = participle[:-1]
        soft = re.sub(r"c$", "ç", re.sub(r"g$", "ge", stem))
        present = re.sub(r"[eé]([^aeiouyé])$", r"è\1", stem)
        present = stem + "l" if stem.endswith("pel") else stem + "t" if stem.endswith("jet") else present
        others += [present + "e", present + "ent", soft + "ait", soft + "aient", soft + "ant", stem + "er"]
    irregular = _IRREGULAR.split()
    participles += [form for form in irregular if not form.endswith(("ant", "ait", "ent", "re"))]
    return participles, others + irregular


def _alternatives(forms: list[str]) -> str:
    return "|".join(sorted(set(forms), key=len, reverse=True))


_PARTICIPLES, _OTHERS = map(_alternatives, _forms())
_VERB = re.compile(
    rf"\b{_AUXILIARY}(?:-t)?(?:-(?P<inverted>{_PRONOUN}))?\s+(?:{_ADVERB}\s+){{0,2}}(?P<compound>{_COMPOUND}"
    rf"|{_PARTICIPLES})(?:e?s?)\b"
    rf"|\b(?P<simple>{_OTHERS}|{_COMPOUND})(?:(?:-t)?-(?P<after>{_PRONOUN}))?\b(?!['’])",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"\b(?:selon|d['’]après|de l['’]avis d[eu]s?|aux dires d[eu]s?|à en croire|au dire d[eu]s?|(?:dans"
    r"|pour reprendre) les (?:mots|termes) d[eu]s?)\s+",
    re.IGNORECASE,
)


class CueKind(Enum):
    """What form a cue has."""

    FINITE = "finite"
    PARTICIPLE = "participle"  # "ajoutant que": the speaker is that of the sentence's main verb
    ACCORDING = "according"  # "selon": the speaker follows


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting phrase; ``start`` and ``end`` count in the text searched.

    Attributes:
        pronoun: The pronoun that hangs on the verb ("a-t-il déclaré"), None where there is none.
        qualifying: True for verbs that give a thing its name ("a qualifié de"), where one quoted word is a quotation.
    """

    start: int
    end: int
    kind: CueKind
    pronoun: str | None = None
    qualifying: bool = False


def find_cues(text: str, start: int, end: int) -> tuple[Cue, ...]:
    """Find the reporting phrases in ``text[start:end]``, in order."""
    cues = [Cue(match.start(), match.end(), CueKind.ACCORDING) for match in _ACCORDING.finditer(text, start, end)]
    for match in _VERB.finditer(text, start, end):
        pronoun = match["inverted"] or match["after"]
        word = (match["compound"] or match["simple"]).lower()
        if match["simple"] and not pronoun and _BEFORE_NOUN.search(text[max(start, match.start() - 8) : match.start()]):
            continue
        participle = bool(match["simple"]) and word.endswith("ant") and word != "maintenant"
        if word == "maintenant":
            continue
        cues.append(
            Cue(
                match.start(),
                match.end(),
                CueKind.PARTICIPLE if participle else CueKind.FINITE,
                pronoun.lower() if pronoun else None,
                word.startswith(_QUALIFYING) or (word == "dit" and match.group().lower().startswith("s")),
            )
        )
    return tuple(sorted(cues, key=lambda cue: cue.start))
