"""MT403: sentences that break off, and clauses whose verb is missing or impossible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord, SegmentEvidence
from mtcheck.french.counts import shipped_counts
from mtcheck.french.forms import is_infinitive
from mtcheck.french.lemmas import lemma
from mtcheck.records import Category, Evidence, Severity, Span

INCOMPLETE = Rule(
    "MT403",
    "grammar.incomplete",
    Category.GRAMMAR,
    Severity.MAJOR,
    "A sentence breaks off, or a clause has no verb: words were split or joined wrongly.",
    "Machine translation of text cut at the wrong place leaves an auxiliary without its complement, or a “que” without a "
    "verb.",
    "MQM Fluency/Grammar; segmentation errors in machine translation (Wicks and Post 2021).",
    (
        Example("Le chancelier avait également. Une interview avec la presse.", "avait également"),
        Example("J'espère que dans les prochains développements positifs.", "que dans"),
        Example("Quatorze bateaux sont partis des côtes tunisiennes et de.", "et de."),
        Example("La radio rapporte que le maire du village expliquant qu'il était malade.", "que le maire"),
        Example("Il vérifiera ce que les armes promises devaient être envoyées en mars.", "ce que les armes"),
        Example("Il ne croit qu'en la démocratie. Je pense que dans ce cas, oui. Quel âge il aura."),
        Example("Le journal assure que le document affirmant que la banque est en faillite est un faux."),
        Example("Il voulait garder tout ce qu'il avait. Ce que les élus peuvent être amenés à dire compte."),
        Example("J'espère que dans les prochains mois la situation changera."),
        Example("Les sanctions, l'Europe en a également."),
        Example("La radio rapporte que le maire, expliquant qu'il était malade, a renoncé."),
    ),
)
_PLURAL = frozenset({"les", "ces", "ses", "leurs", "des"})
_LISTED = frozenset("un case réponse lettre alinéa point option vitamine paragraphe article".split())
_FUTURE = frozenset("sera seront serait seraient".split())
_DANGLING = frozenset("de du des d' le la les l' et ou ni que qu' au aux ce cette ces son sa ses leur leurs".split())
_CONJUGATED = frozenset(
    "suis es est sommes êtes sont ai as avons avez soit soient sois fut furent ait aient eut eurent fait font va vont".split()
)
_LEADING = frozenset("selon de à dans sur pour par avec et que contre sous après avant chez vers sans entre".split())
_TRAILING = frozenset("également aussi toujours ensuite notamment encore déjà alors ainsi enfin même".split())
_OBJECT = frozenset("y en l' le la les me te se m' t' s' n' ne nous vous lui leur".split())
_SUBORDINATE = frozenset(
    "que qu' comme dont où si quand lorsque qui quoi combien quel quelle quels quelles lequel laquelle".split()
)
_THINKING = frozenset(
    "espérer penser croire estimer assurer affirmer souhaiter craindre dire déclarer expliquer préciser ajouter".split()
)
_AUXILIARY = frozenset("a ont avait avaient aura auront aurait auraient".split())
_SAYING = frozenset(
    "signaler rapporter annoncer révéler écrire indiquer communiquer confirmer dire rendre référer".split()
)


@dataclass(frozen=True)
class IncompleteCheck:
    """Reports broken sentences and clauses without a verb."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT403."""
        return (INCOMPLETE,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        text = evidence.document.text
        for segment in evidence.segments:
            yield from _breaks_off(segment, text)
            yield from _verbless(segment, evidence)
            yield from _with_participle(segment, text)
            yield from _passive(segment.words, text)


def _breaks_off(segment: SegmentEvidence, text: str) -> Iterator[Verdict]:
    words = segment.words
    last = len(words) - 1
    if last < 1 or not segment.segment.text.endswith(".") or segment.segment.text.endswith(".."):
        return
    # Nothing but a space before the last word and the full stop behind it: "debianforum.de.", « parle de "" ».
    around = (
        text[words[last - 1].span.end : words[last].span.start],
        text[words[last].span.end : segment.segment.span.end],
    )
    if not around[0].isspace() or around[1].strip() != ".":
        return
    if [word.folded for word in words[last - 1 :]] == ["sur", "ce"]:  # "sur ce."
        return
    typed = words[last].text == "la" and words[last - 1].folded not in _LEADING  # "là" without its accent
    listed = words[last - 1].folded in {"et", "ou"} and words[last].text in {"de", "des", "du", "au", "aux"}
    if words[last].text in _DANGLING and (listed or words[last - 1].folded not in _DANGLING) and not typed:
        yield _broken(segment, last, 0.7, "A word that must lead to another ends the sentence.")
        return
    while last > 0 and words[last].folded in _TRAILING:
        last -= 1
    adverb = last < len(words) - 1
    if last < 1 or len(words) < 3 or words[last].text not in (_AUXILIARY if adverb else _AUXILIARY | _FUTURE):
        return
    before = [word.folded for word in words[max(0, last - 6) : last]]
    if (
        before[-1] in _OBJECT
        or before[-1] in {"ce", "c'"} | _LISTED
        or (words[0].folded == "plus" and "on" in before)
        or before[-1].endswith("'")
        or _SUBORDINATE & set(before)
        or "-" in words[last].text
    ):
        return
    reason = "The auxiliary has neither a participle nor an object; the next sentence may hold it."
    yield _broken(segment, last, 0.8 if adverb else 0.45, reason)


def _broken(segment: SegmentEvidence, last: int, confidence: float, reason: str) -> Verdict:
    words = segment.words
    return Verdict(
        INCOMPLETE,
        Span(words[last - 1].span.start, segment.segment.span.end),
        f"The sentence breaks off after “{words[last].text}”",
        confidence,
        None if confidence >= 0.6 else Severity.MINOR,
        evidence=(Evidence("syntax", reason),),
    )


def _verbless(segment: SegmentEvidence, evidence: FileEvidence) -> Iterator[Verdict]:
    words, text = segment.words, evidence.document.text
    for index in range(1, len(words) - 3):
        if words[index].folded not in {"que", "qu'"} or words[index - 1].lemma not in _THINKING:
            continue
        if {"ne", "n'"} & {word.folded for word in words[max(0, index - 5) : index]}:  # "il ne croit qu'en la science"
            continue
        if words[index + 1].folded not in {"dans", "pour", "avec", "sur", "par", "en", "de", "du", "des"}:
            continue
        inside = next((q.span for q in evidence.quotations if q.marked and q.span.contains(words[index].span)), None)
        rest = [w for w in words[index + 1 :] if inside is None or inside.contains(w.span)]
        if len(rest) < 3:
            continue
        if any(_verb_like(word) or word.folded in {"oui", "non", "si", "rien"} for word in rest):
            continue
        if "…" in text[words[index].span.start : segment.segment.span.end]:
            continue
        yield Verdict(
            INCOMPLETE,
            Span(words[index - 1].span.start, rest[-1].span.end),
            "The clause after “que” has no verb",
            0.7,
            evidence=(Evidence("syntax", "No word after “que” can be a conjugated verb."),),
        )
        return


def _with_participle(segment: SegmentEvidence, text: str) -> Iterator[Verdict]:
    """Find "rapporte que le service expliquant qu'il a …": where the clause's verb should be stands a participle."""
    words = segment.words
    for index in range(1, len(words) - 4):
        if words[index].folded != "que" or words[index - 1].lemma not in _THINKING | _SAYING:
            continue
        for place in range(index + 3, min(index + 8, len(words) - 1)):
            word, after = words[place], words[place + 1]
            between = text[words[index].span.end : after.span.start]
            if any(mark in between for mark in ",;:()«»") or _verb_like(words[place - 1]):
                break
            if (
                not word.folded.endswith("ant")
                or words[place - 1].folded == "en"
                or word.lemma not in _THINKING | _SAYING
            ):
                continue
            if after.folded in {"que", "qu'"} and sum(map(_is_finite, words[place + 2 :])) < 2:
                yield Verdict(
                    INCOMPLETE,
                    Span(words[index - 1].span.start, word.span.end),
                    "The clause after “que” has a participle where its verb should be",
                    0.65,
                    Severity.MINOR,
                    evidence=(Evidence("syntax", f"“{word.text}” cannot be the verb of “que …”."),),
                )
                break


def _passive(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find "ce que les armes devaient être envoyées": a passive has no object that "ce que" could be."""
    for index in range(len(words) - 5):
        if index and words[index - 1].folded in {"à", "parce", "de", "en"}:  # "de manière à ce que"
            continue
        if words[index].folded != "ce" or words[index + 1].folded != "que" or words[index + 2].folded not in _PLURAL:
            continue
        end = next((i for i in range(index + 4, min(index + 9, len(words) - 1)) if words[i].folded == "être"), None)
        if end is None or any(mark in text[words[index].span.end : words[end].span.start] for mark in ",;:()«»"):
            continue
        if any(word.folded in {"c'", "est", "d'", "sont", "s'"} for word in words[index + 2 : end]):
            continue
        participle = words[end + 1]
        if not participle.folded.endswith(("és", "ées", "ies", "ues")) or not participle.content:
            continue
        if any(is_infinitive(word.folded) for word in words[end + 2 :]):  # "ce que les élus peuvent être amenés à dire"
            continue
        yield Verdict(
            INCOMPLETE,
            Span(words[index].span.start, participle.span.end),
            "The clause after “ce que” is complete without it",
            0.6,
            Severity.MINOR,
            evidence=(Evidence("syntax", "A passive has no object, and “ce que” can be nothing else."),),
        )


def _is_finite(word: GlossedWord) -> bool:
    return word.folded in _CONJUGATED | _AUXILIARY or shipped_counts().verbal(word.folded) > 0.1


def _verb_like(word: GlossedWord) -> bool:
    if (
        is_infinitive(word.lemma)
        or word.folded in _AUXILIARY
        or word.folded in _CONJUGATED
        or shipped_counts().verbal(word.folded) > 0.1
    ):
        return True
    return lemma(word.folded, "fr").endswith(("er", "ir", "oir", "re")) and word.lemma != word.folded
