"""Where a reported clause begins behind its verb, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.french.forms import is_infinitive
from mtcheck.french.verbs import has_verb
from mtcheck.records import Span
from mtcheck.speech.cues import Cue, CueKind
from mtcheck.speech.noun_phrases import DAYS
from mtcheck.speech.reporting import reporting

_PREPOSITIONS = (
    r"à|au|aux|lors|dans|devant|sur|en|par|pour|avec|depuis|auprès|via|chez|après|avant|pendant|d[eu]|d['’]|face"
    r"|sous|vers|contre|durant|ce"
)
_REACH = 260  # code points from a verb to its "que"
COLON = re.compile(r"\s*:\s+(?=[^\s«»“”\"])")
# Between the verb and its "que": adverbs, times, and phrases that begin with a preposition.
_GAP = re.compile(
    rf"(?:\s*,[^,;:.!?«»“”\"]{{1,120}},|\s+(?:(?:{_PREPOSITIONS})(?:\s+|(?<=['’]))(?:(?!\bqu[e'’])[^,;:!?«»“”\"]){{1,90}}?"
    rf"|[^\W\d_]+ment|hier|aujourd['’]hui|plus\s+tard|encore|aussi|ainsi|déjà|toutefois|cependant|pourtant|enfin|alors|ensuite"
    rf"|(?:ce\s+|le\s+)?(?:{DAYS})(?:\s+(?:matin|soir|dernier|\d+\s+\w+))?|(?:les|la|le|l['’]|ses|leurs?|son|sa)\s*[^\W\d_]+(?=\s+(?:de\s+ce\s+)?qu))){{0,4}}"
    r"(?:\s*,)?\s+(?P<que>que\s+|qu['’]\s*)",
    re.IGNORECASE,
)
_TAKES_OBJECT = frozenset("informer avertir prévenir alerter rassurer assurer convaincre aviser".split())
_NOT_THAT = re.compile(
    r"\b(?:ce|alors|tandis|afin|pour|avant|après|dès|bien|plus|moins|mieux|aussi|ainsi|parce|depuis|tant|pendant|sans|autant|même|lors|selon"
    r"|telle?s?|sauf|outre|rien|ne|tout|pire|au\s+point|de\s+peur|à\s+moins|jusqu['’]à\s+ce|si\s+bien)$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(
    r"(?:\s+(?:[^\W\d_]+ment|également|aussi|encore|toujours|bien|déjà|ainsi|pour\s+sa\s+part))?\s+(?P<all>(?:ne\s+(?:pas|plus|jamais|rien)\s+|n['’]|s['’]|se\s+"
    r"|l['’]|y\s+|en\s+|les?\s+|la\s+|lui\s+|leur\s+)*(?P<verb>[^\W\d_]+(?:er|ir|oir|re)))\b(?![’'])",
    re.IGNORECASE,
)
_DE_INFINITIVE = re.compile(
    r"(?:\s+(?:[^\W\d_]+ment|également|aussi|encore|hier|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche))?\s+(?:de\s+|d['’])"
    r"(?P<all>(?:ne\s+(?:pas|plus|jamais|rien)\s+|n['’]|s['’]|se\s+|l['’]|y\s+|en\s+|les?\s+|la\s+|lui\s+|leur\s+)*(?P<verb>[^\W\d_]+(?:er|ir|oir|re)))\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:\s+(?:à|au|aux)\s+[^,;:.]{2,40}?)?\s+(?P<word>si\s|s['’]ils?\s|pourquoi\s|comment\s|quand\s|combien\s|où\s|quels?\s|quelles?\s|qui\s)",
    re.IGNORECASE,
)
# "a dit la ville est …": the "que" that a machine left out.
_BARE = re.compile(
    r"\s+(?P<start>(?:(?:le|la|les|il|elle|ils|elles|on|nous|son|sa|ses|leurs?|ces?|cette|un|une)\s+|l['’]|c['’])(?:[^\W\d_]+['’]?\s*){0,8}?)"
    r"(?:(?<=\s)|(?<=['’]))(?:est|était|sera|sont|étaient|seront|serait|seraient|a|avait|ont|avaient|va|vont|doit|doivent|peut|peuvent|n['’]est|n['’]a)\b",
    re.IGNORECASE,
)
_BARE_LEMMAS = frozenset("dire affirmer déclarer penser croire".split())
_PARTICIPLE_CUT = re.compile(
    r",\s+(?:à\s+la\s+veille|au\s+lendemain|à\s+l['’]issue|à\s+l['’]occasion|lors\s+d|en\s+marge|dans\s+un\s+(?:communiqué|entretien|message)|devant\s+la\s+presse|au\s+micro)|,?\s+tout\s+en\s+[^\W\d_]+ant\b|,\s+(?:mais|et)\s+(?:n['’])?(?:a|ont|s['’]est|avait)\b|,\s+alors\s+même\s+que",
    re.IGNORECASE,
)
_ET_QUE = re.compile(r",?\s+(?:et|mais|ou)\s+qu(?:e\s+|['’]\s*)", re.IGNORECASE)
_CONJOINED = re.compile(
    r"(?:,\s*)?\b(?:et|mais|puis)\b\s*(?:(?:il|elle|ils|elles|celui-ci|celle-ci)\s+)?(?:[ns]['’]|ne\s+|se\s+|l['’])?$",
    re.IGNORECASE,
)
_THAT = re.compile(r"\bqu(?:e\s|['’])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReportedSpeech:
    """Words reported without marks, the cue that says so, and their speaker."""

    span: Span
    cue: Span
    speaker: str | None


def clause_start(text: str, cue: Cue, stop: int) -> int | None:
    """Return where the words that follow a cue as its object begin, None where they are no clause."""
    source = reporting()
    if cue.takes_clause:
        near = min(stop, cue.end + _REACH)
        gap = _GAP.match(text, cue.end, near) if _THAT.search(text, cue.end, near) else None
        if (
            gap
            and not _NOT_THAT.search(text[cue.end : gap.start("que")].rstrip())
            and not _object_before(text, cue, gap)
        ):
            return gap.end()
    infinitive = _infinitive(text, cue, stop)
    if infinitive is not None:
        return infinitive
    if cue.lemma in source.question and (question := _QUESTION.match(text, cue.end, stop)):
        return question.start("word")
    if cue.lemma in _BARE_LEMMAS and (bare := _BARE.match(text, cue.end, stop)) and cue.kind is CueKind.FINITE:
        return bare.start("start")
    colon = COLON.match(text, cue.end, stop)
    spoken = cue.kind is CueKind.FINITE and colon and has_verb(text[colon.end() : stop])
    return colon.end() if colon and spoken else None


def _infinitive(text: str, cue: Cue, stop: int) -> int | None:
    """Return where the infinitive starts that a cue reports: "dit avoir vu", "promet de partir"."""
    source = reporting()
    for lemmas, pattern in ((source.infinitive, _INFINITIVE), (source.infinitive_de, _DE_INFINITIVE)):
        match = pattern.match(text, cue.end, stop) if cue.lemma in lemmas else None
        if match and is_infinitive(match["verb"].lower()) and not (cue.reflexive and pattern is _INFINITIVE):
            return match.start("all")
    return None


def _object_before(text: str, cue: Cue, gap: re.Match[str]) -> bool:
    """Say whether a noun stands before the "que", so that it begins a relative clause: "a annoncé les lois que …"."""
    between = text[cue.end : gap.start("que")]
    noun = re.search(r"(?:^|\s)(?:les|la|le|l['’]|ses|leurs?|son|sa)\s*[^\W\d_]+\s*$", between)
    return (
        bool(noun)
        and cue.lemma not in _TAKES_OBJECT
        and not re.match(r"\s*,|\s+(?:à|au|aux|dans|lors|ce|sur|devant|par)\b", between)
    )


def clause_end(text: str, begin: int, stop: int, later: Sequence[Cue]) -> int:
    """Return where a reported clause ends: with the sentence, or before the next thing that is said."""
    end = stop
    for cue in later:
        if cue.start <= begin or cue.start >= end:
            continue
        before = text[begin : cue.start]
        comma = re.search(r"\s*,\s*(?:tout\s+en\s+|en\s+|avant\s+d[e'’]\s*|et\s+|mais\s+)?$", before)
        if cue.kind in {CueKind.PARTICIPLE, CueKind.INFINITIVE, CueKind.ACCORDING} and comma:
            end = begin + comma.start()
        elif cue.pronoun and comma:
            rest = text[cue.end : end]
            end = begin + comma.start() if not re.match(r"\s*,\s*\S", rest) else end
        elif cue.kind is CueKind.FINITE and (conjoined := _CONJOINED.search(before)) and conjoined.start() > 0:
            end = begin + len(before[: conjoined.start()].rstrip(" ,"))
        elif et_que := re.search(r",?\s+et\s+qu(?:e\s|['’])[^,;]{0,40}$", before):
            end = begin + et_que.start()
    cut = _PARTICIPLE_CUT.search(text, begin, end)
    return cut.start() if cut else end


def unmarked(text: str, begin: int, end: int, marked: Sequence[Span]) -> Iterator[Span]:
    """Give the coordinated clauses of a stretch that hold no marked quotation; neighbours stay together."""
    pieces: list[Span] = []
    position = begin
    for match in _ET_QUE.finditer(text, begin, end):
        pieces.append(Span(position, match.start()))
        position = match.end()
    pieces.append(Span(position, end))
    run: Span | None = None
    for piece in pieces:
        if any(piece.overlaps(span) for span in marked):
            if run:
                yield run
            run = None
        else:
            run = Span(run.start, piece.end) if run else piece
    if run:
        yield run
