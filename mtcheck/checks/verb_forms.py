"""MT412: an auxiliary, a mood or a tense that the verb or the conjunction before it does not take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.forms import is_infinitive
from mtcheck.french.lemmas import is_known, lemma
from mtcheck.records import Category, Evidence, Severity, Span

FORM = Rule(
    "MT412",
    "grammar.verb-form",
    Category.GRAMMAR,
    Severity.MINOR,
    "A verb has an auxiliary, a mood, a tense or a form that French does not use there.",
    "*have arrived*, *demands that they are freed*, *if it would fall*, *is chairing* and *by borrowing* have set forms in "
    "French: “sont arrivés”, “exige qu'ils soient”, “s'il tombait”, “préside”, “en empruntant”.",
    "MQM Fluency/Grammar (tense/mood/aspect); Grevisse, Le Bon Usage, § 812 (auxiliaire), § 1126 (subjonctif), § 1155 (si).",
    (
        Example("Les premiers renforts ont arrivés dans la soirée.", "ont arrivés"),
        Example("Elle a tombé à la sixième place du classement.", "a tombé"),
        Example("Le prix a devenu un problème, et trois enfants ont déjà nés.", "a devenu"),
        Example("Le Conseil exige que tous les otages sont libérés.", "sont"),
        Example("Il faut que le texte est voté avant l'été.", "est"),
        Example("Bien que le texte est soutenu par la majorité, il échoue.", "est"),
        Example("Il sait bien que le texte est voté, et voit bien que la majorité a changé."),
        Example("Si le gouvernement serait renversé, le budget serait reconduit.", "Si le gouvernement serait"),
        Example("Si le Sénat rejetterait le texte, l'Assemblée aurait le dernier mot.", "Si le Sénat rejetterait"),
        Example("La cinéaste, qui est présidant le jury, a promis des débats.", "est présidant"),
        Example("La ville veut racheter des immeubles par emprunter sur les marchés.", "par emprunter"),
        Example("Tout passe par apprendre à lire. Il est dépendant du tourisme, et elle a tombé la veste."),
        Example("Il a fini par céder ; cela étant, c'est intéressant et il est exigeant. Il agit par devoir."),
        Example("L'opposant a été en prison depuis 2020, selon ses proches.", "a été en prison depuis"),
        Example("Ne laisser pas vos enfants sans surveillance.", "Ne laisser pas"),
        Example("Les renforts sont arrivés, ont convenu d'un plan et ont prévenu la ville."),
        Example("Le Conseil exige que les otages soient libérés, et sait bien que le texte est voté."),
        Example("Il faut que ceux qui ont menti partent. Il veut que ce qui est fait reste."),
        Example("Si le gouvernement était renversé, il serait remplacé. On ignore si le texte serait voté."),
        Example("Si un accord serait souhaitable, il n'est guère probable. Si le maire viendrait, nul ne le savait."),
        Example("L'avocat conteste la demande que le parquet a formulée. Il a récidivé et a été en prison depuis."),
        Example("Si le Sénat espérait un vote et montrait le portrait du roi, rien ne changerait."),
        Example(
            "Il a été en poste à Rome, depuis il enseigne. Il dit ne pas pouvoir et n'être pas prêt, pour ne rien dire."
        ),
        Example("Si, comme il le dit, le texte serait voté, rien ne change. Si le ministre aurait menti ? Peut-être."),
    ),
)
_WITH_BE = frozenset(
    "arrivé allé venu devenu redevenu intervenu survenu parvenu décédé né tombé resté parti reparti".split()
)
_TO_BE = {
    "a": "est",
    "ont": "sont",
    "avait": "était",
    "avaient": "étaient",
    "aura": "sera",
    "auront": "seront",
    "aurait": "serait",
    "auraient": "seraient",
}
_BETWEEN = frozenset(
    "pas plus déjà également aussi ensuite enfin jamais toujours récemment finalement même encore".split()
)
_IS = frozenset("est sont était étaient sera seront".split())
_NO_PROGRESS = frozenset("étant ayant servant".split())  # "servant de messe"
# "commencer par", "finir par", "passer par", "consister à aider par": what an infinitive may follow
_BEGINNING = (
    "commenc",
    "recommenc",
    "fini",
    "début",
    "termin",
    "achev",
    "conclu",
    "pass",
    "démarr",
    "poursui",
    "ouv",
    "clo",
    "consist",
)
_NOUNS_TOO = frozenset(
    """devoir pouvoir dîner souper déjeuner goûter rire avoir être savoir lever coucher sourire souvenir repentir officier
    baiser""".split()
)
_WANTING = frozenset("exiger vouloir souhaiter ordonner falloir demander".split())
_DETERMINERS = frozenset("la une l' cette sa leur ma notre votre toute première nouvelle autre même".split())
_ALSO_NOUNS = frozenset({"demande", "demandent"})
_CONJUNCTIONS = {
    ("bien",),
    ("afin",),
    ("pour",),
    ("avant",),
    ("à", "moins"),
    ("jusqu'", "à", "ce"),
    ("pourvu",),
    ("sans",),
}
_TO_SUBJUNCTIVE = {"est": "soit", "sont": "soient", "a": "ait", "ont": "aient", "va": "aille", "vont": "aillent"}
_TO_SUBJUNCTIVE |= {"peut": "puisse", "peuvent": "puissent", "doit": "doive"}
_TO_IMPERFECT = {"serait": "était", "seraient": "étaient", "aurait": "avait", "auraient": "avaient"}
_OTHER_CLAUSE = frozenset(
    "que qu' qui dont où si quand comme lorsque pourquoi comment combien ce quoi y ne n' et ou se s'".split()
)
_REACH = 7  # words in which a clause has its verb


@dataclass(frozen=True)
class VerbFormCheck:
    """Reports wrong auxiliaries, indicatives for subjunctives, and conditionals behind "si"."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT412."""
        return (FORM,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        text = evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            for index in range(len(words) - 1):
                yield from _auxiliary(words, index, text)
                yield from _indicative(words, index, text)
                yield from _lasting(words[index : index + 7], text)
                yield from _forbidden(words[index : index + 3], text)
                yield from _progressive(words[index : index + 2], text)
                yield from _by_doing(words, index, text)
            if (
                words
                and words[0].text == "Si"
                and _doubly_conditional(words)
                and not segment.segment.text.rstrip(" »\u00a0").endswith("?")
            ):
                yield from _conditional(words, text)


def _progressive(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find "est présidant": *is chairing*."""
    be, participle = words
    if be.text not in _IS or not participle.folded.endswith("ant") or not participle.text.islower():
        return
    verb = lemma(participle.folded, "fr")
    if verb == participle.folded or not is_infinitive(verb) or participle.folded in _NO_PROGRESS:
        return
    if is_known(participle.folded + "e", "fr"):  # "dépendant", "rassurant": an adjective as well
        return
    if text[be.span.end : participle.span.start] in {" ", "\u00a0"}:
        span = Span(be.span.start, participle.span.end)
        reason = "*is chairing*: “préside”."
        yield _verdict(span, "French has no “être” with a present participle", 0.65, None, reason)


def _by_doing(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "racheter des immeubles par emprunter": *by borrowing*."""
    by, verb = words[index], words[index + 1]
    if by.folded != "par" or not is_infinitive(verb.folded) or verb.folded in _NOUNS_TOO or not verb.text.islower():
        return
    if text[by.span.end : verb.span.start] not in {" ", "\u00a0"}:
        return
    if not any(word.folded.startswith(_BEGINNING) for word in words[:index]):
        span = Span(by.span.start, verb.span.end)
        message = "“par” takes no infinitive here: “en” and a participle do"
        yield _verdict(span, message, 0.65, None, "*by borrowing*: “en empruntant”.")


def _auxiliary(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "ont arrivés": French forms the past of verbs of movement and change with "être"."""
    auxiliary = words[index]
    be = _TO_BE.get(auxiliary.text)
    if be is None:
        return
    place = index + 1
    while place < len(words) - 1 and words[place].folded in _BETWEEN:
        place += 1
    participle = words[place]
    base = participle.folded.removesuffix("s").removesuffix("e")
    span = Span(auxiliary.span.start, participle.span.end)
    if participle.text != participle.folded or base not in _WITH_BE or not _joined(text, span):
        return
    after = words[place + 1].folded if place + 1 < len(words) else ""
    if base == "tombé" and after in {"la", "le", "les", "l'"}:  # "a tombé la veste"
        return
    yield _verdict(
        span,
        f"“{participle.text}” takes “être”",
        0.75,
        be + text[auxiliary.span.end : span.end],
        "Verbs of movement and of change form their past with “être”.",
    )


def _indicative(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "exige que les otages sont libérés": what is wanted stands in the subjunctive."""
    if words[index + 1].folded not in {"que", "qu'"}:
        return
    before = tuple(word.folded for word in words[max(0, index - 2) : index + 1])
    also_noun = words[index].folded in _ALSO_NOUNS
    if also_noun and (index == 0 or words[index - 1].folded in _DETERMINERS):
        return  # "la demande que le parquet a formulée"
    wanting = also_noun or words[index].lemma in _WANTING
    if not wanting and not any(before[-len(phrase) :] == phrase for phrase in _CONJUNCTIONS):
        return
    if before[-1] == "bien" and index and _joined(text, Span(words[index - 1].span.start, words[index].span.end)):
        return  # "il sait bien que"
    for place in range(index + 2, min(len(words), index + 2 + _REACH)):
        word = words[place]
        if word.folded in _OTHER_CLAUSE or not _joined(text, Span(words[index].span.start, word.span.end)):
            return
        if word.text in _TO_SUBJUNCTIVE and place > index + 2:
            said = text[words[index].span.start : words[index + 1].span.end]
            yield _verdict(
                word.span,
                f"“{said}” takes the subjunctive",
                0.7,
                _TO_SUBJUNCTIVE[word.text],
                "What is wanted, and what is not yet so, stands in the subjunctive.",
            )
            return


def _doubly_conditional(words: Sequence[GlossedWord]) -> bool:
    """Say whether the sentence has another conditional: "Si un accord serait utile, il est improbable" only concedes."""
    return sum(word.text in _TO_IMPERFECT or _is_conditional(word) for word in words) > 1


def _conditional(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find "Si le gouvernement serait renversé, …": the condition stands in the imperfect."""
    for place in range(2, min(len(words), _REACH + 2)):
        word = words[place]
        span = Span(words[0].span.start, word.span.end)
        if word.folded in _OTHER_CLAUSE or not _joined(text, span):
            return
        if word.text in _TO_IMPERFECT or _is_conditional(word):
            right = _TO_IMPERFECT.get(word.text)
            yield _verdict(
                span,
                "“si” takes no conditional",
                0.7,
                text[span.start : word.span.start] + right if right else None,
                "A condition stands in the present, the imperfect or the pluperfect.",
            )
            return


_IRREGULAR = frozenset("pourr devr voudr fer ir viendr verr saur tiendr recevr enverr".split())


def _is_conditional(word: GlossedWord) -> bool:
    """Say whether a form is a conditional: its infinitive with "-ait" or "-aient", where "montrait" has no whole one."""
    stem = word.text.removesuffix("ait").removesuffix("aient")
    if stem == word.text or not stem.endswith("r"):
        return False
    if stem in _IRREGULAR:
        return True
    if word.lemma.endswith("er"):  # "rejetterait" doubles a letter
        return stem.endswith("er") and stem[:3] == word.lemma[:3] and len(stem) >= len(word.lemma)
    return stem in {word.lemma, word.lemma.removesuffix("e")} and is_infinitive(word.lemma)


def _lasting(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find "a été en prison depuis 2020": what still lasts stands in the present."""
    if len(words) < 5 or words[0].text not in _HAS or words[1].text != "été" or words[2].folded not in {"en", "dans"}:
        return
    place = next((place for place in (4, 5) if place < len(words) and words[place].folded == "depuis"), None)
    if place is None or place + 1 >= len(words) or text[words[place].span.end : words[place + 1].span.start].strip():
        return
    if (words[2].folded == "en") != (place == 4):
        return
    span = Span(words[0].span.start, words[place].span.end)
    if _joined(text, span):
        right = _HAS[words[0].text] + text[words[1].span.end : span.end]
        yield _verdict(
            span, "With “depuis”, what still lasts stands in the present", 0.65, right, "*has been … since*."
        )


def _forbidden(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find "ne laisser pas": with an infinitive both halves of the negation stand before it."""
    if len(words) < 3 or words[0].folded != "ne" or words[2].folded != "pas":
        return
    verb = words[1]
    if not is_infinitive(verb.folded) or verb.folded in _SPLIT or len(verb.folded) < 4:
        return
    span = Span(words[0].span.start, words[2].span.end)
    if _joined(text, span):
        ne = "NE PAS" if words[0].text.isupper() else words[0].text[0] + "e pas"
        yield _verdict(span, "The negation stands before an infinitive", 0.7, f"{ne} {verb.text}", "*do not leave*.")


_HAS = {"a": "est", "ont": "sont"}
_SPLIT = frozenset("être avoir pouvoir savoir devoir vouloir falloir oser".split())  # "n'être pas", "ne pouvoir pas"


def _joined(text: str, span: Span) -> bool:
    return not any(mark in span.of(text) for mark in ',;:.()«»“”"—–')


def _verdict(span: Span, message: str, confidence: float, suggestion: str | None, reason: str) -> Verdict:
    return Verdict(FORM, span, message, confidence, suggestion=suggestion, evidence=(Evidence("syntax", reason),))
