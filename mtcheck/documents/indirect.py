"""Reported speech without quotation marks: "il a dit que …", "selon lui, …", "…, a annoncé le ministre"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.documents.attribution import Scene, subject_after
from mtcheck.documents.cues import Cue, CueKind
from mtcheck.documents.reporting import reporting
from mtcheck.documents.speakers import is_person_noun
from mtcheck.documents.verbs import has_verb as _has_verb
from mtcheck.lexicon.lemmas import is_infinitive
from mtcheck.records import Span

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FEWEST_WORDS = 3
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Ý][\w .'’/-]{1,40}(?:,\s*\d{1,2}(?:er)?\s+\w+\.?(?:\s+\d{4})?)?\s*\([\w/ .-]{2,30}\)\s*[-–—|]+\s*"
    r"|[A-ZÀ-Ý][A-ZÀ-Ý '’-]{2,30}\s*[|–—-]\s+|[-–—•]\s+)"
)
_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_PREPOSITIONS = (
    r"à|au|aux|lors|dans|devant|sur|en|par|pour|avec|depuis|auprès|via|chez|après|avant|pendant|d[eu]|d['’]|face"
    r"|sous|vers|contre|durant|ce"
)
_REACH = 260  # code points from a verb to its "que"
_COLON = re.compile(r"\s*:\s+(?=[^\s«»“”\"])")
_INSERTED = frozenset("poursuivre conclure témoigner commenter".split())
# Between the verb and its "que": adverbs, times, and phrases that begin with a preposition.
_GAP = re.compile(
    rf"(?:\s*,[^,;:.!?«»“”\"]{{1,120}},|\s+(?:(?:{_PREPOSITIONS})(?:\s+|(?<=['’]))(?:(?!\bqu[e'’])[^,;:!?«»“”\"]){{1,90}}?"
    rf"|[^\W\d_]+ment|hier|aujourd['’]hui|plus\s+tard|encore|aussi|ainsi|déjà|toutefois|cependant|pourtant|enfin|alors|ensuite"
    rf"|(?:ce\s+|le\s+)?(?:{_DAYS})(?:\s+(?:matin|soir|dernier|\d+\s+\w+))?|(?:les|la|le|l['’]|ses|leurs?|son|sa)\s*[^\W\d_]+(?=\s+(?:de\s+ce\s+)?qu))){{0,4}}"
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
_TRAILING = re.compile(r"[\s.!?…»”\"')\]]+$")
_LEAD_IN = re.compile(r"et|mais|or|car|toujours|hier|ainsi|en\s+\w+|[^,]{1,25},", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:l['’])?on\s+(?:ne\s+|[nl]['’]|y\s+|en\s+)?$", re.IGNORECASE)
_THAT = re.compile(r"\bqu(?:e\s|['’])", re.IGNORECASE)
_BY = re.compile(r"\s+par\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:qui|dont|où|lors|dans|en|à|au|ajoutant|précisant|évoquant|citant|qualifiant|selon|mais|et|lui|son|sa|le|la|l['’]|un|une"
    r"|chargée?|alors|tandis|avant|après|sur|devant|[^\W\d_]+ant\b|[^\W\d_]+é(?:e|s|es)?\b|directeur|directrice|président|présidente"
    r"|porte-parole|maire|ministre|chef|secrétaire|professeur)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:qui|que|dont|où|pour\s+avoir|pour|et|mais|car|puisque?|parce\s+que|qu['’])\s*,?\s*$", re.IGNORECASE
)
_POUR = re.compile(
    r"(?P<pour>[Pp]our)\s+(?P<who>(?:lui|elle|eux|elles)|(?:(?:le|la|les|son|sa|ses|ce|cette|un|une)\s+|l['’])?[^\W\d_][^,;:.!?«»“”\"]{2,80}),\s+"
)
_ADDED = re.compile(
    r"(?:chez|à|au|du|de|qui|dont|cité|professeure?|directeur|directrice|porte-parole|présidente?"
    r"|[a-zà-ÿ]+(?:iste|logue|eur|euse|trice)\b|\d+ ans)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reported:
    """Words reported without marks, the cue that says so, and their speaker."""

    span: Span
    cue: Span
    speaker: str | None


def reported_clauses(
    scene: Scene, sentence: Span, marked: Sequence[Span], speakers: dict[int, str | None]
) -> tuple[Reported, ...]:
    """Find the clauses that a sentence reports.

    Args:
        scene: The article.
        sentence: The sentence.
        marked: Quotations between marks that touch the sentence, marks included: what they hold is found already.
        speakers: The speaker of each cue, by where the cue starts.

    Returns:
        By start; none shares a code point with a marked quotation.
    """
    text = scene.text
    dateline = _DATELINE.match(text, sentence.start, sentence.end)
    start = dateline.end() if dateline else sentence.start
    stop = start + len(_TRAILING.sub("", text[start : sentence.end]))
    found: list[Reported] = []
    cues = [cue for cue in scene.cues.within(sentence.start, sentence.end) if not cue.negated]
    for index, cue in enumerate(cues):
        if any(item.span.start <= cue.start < item.span.end for item in found):
            continue
        later = [other for other in cues[index + 1 :] if other.start > cue.end]
        speaker = speakers.get(cue.start)
        place = Span(cue.start, cue.start + len(text[cue.start : cue.end].rstrip()))
        if speaker is None and _SOMEBODY.search(text[max(start, cue.start - 12) : cue.start]):
            continue  # "on estime que": nobody in particular
        for span in _contents(scene, cue, start, stop, later, marked):
            if any(span.overlaps(item.span) for item in found) or len(_WORD.findall(span.of(text))) < _FEWEST_WORDS:
                continue
            found.append(Reported(span, place, speaker))
    if not found and (opinion := _opinion(scene, start, stop, marked)):
        found.append(opinion)
    return tuple(sorted(found, key=lambda item: item.span))


def _contents(
    scene: Scene, cue: Cue, start: int, stop: int, later: Sequence[Cue], marked: Sequence[Span]
) -> Iterator[Span]:
    """Give what a cue reports."""
    text = scene.text
    if cue.kind is CueKind.ACCORDING:
        yield from _around_source(scene, cue, start, stop, marked)
        return
    begin = _clause_start(text, cue, stop)
    if begin is not None:
        end = _clause_end(text, begin, stop, later)
        yield from _unmarked(text, begin, end, marked)
        return
    if cue.kind is CueKind.FINITE and (behind := _inserted(scene, cue, start, stop, marked)):
        yield behind


def _clause_start(text: str, cue: Cue, stop: int) -> int | None:
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
    colon = _COLON.match(text, cue.end, stop)
    spoken = cue.kind is CueKind.FINITE and colon and _has_verb(text[colon.end() : stop])
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


def _clause_end(text: str, begin: int, stop: int, later: Sequence[Cue]) -> int:
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


def _unmarked(text: str, begin: int, end: int, marked: Sequence[Span]) -> Iterator[Span]:
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


def _inserted(scene: Scene, cue: Cue, start: int, stop: int, marked: Sequence[Span]) -> Span | None:
    """Return what stands before (and behind) an inverted cue: "La piscine fermera, a annoncé le maire"."""
    text = scene.original
    clitics = re.search(r"(?:\b(?:se|lui|leur|le|la|les|y|en)\s+|\b[lsn]['’])*$", text[start : cue.start])
    head = text[start : cue.start - (len(clitics.group()) if clitics else 0)]
    before = head.rstrip()
    lead = before.rstrip(" ,")
    if not before.endswith(",") or not _may_be_inserted(cue):
        return None
    subject = subject_after(scene, cue, stop)
    if subject is None or (cue.pronoun == "on" and not subject.speaker) or _BY.match(text, cue.end, stop):
        return None
    rest = re.compile(r"\s*,\s*(?=\S)").match(text, subject.end, stop)
    tail = text[rest.end() : stop] if rest else ""
    colon = _COLON.match(text, subject.end, stop)
    if colon and _has_verb(text[colon.end() : stop]) and not _has_verb(lead):
        content = Span(colon.end(), stop)
    else:
        goes_on = bool(rest) and (not _has_verb(lead) or not _ASIDE.match(tail))
        content = Span(start, stop if goes_on and _has_verb(tail) else start + len(lead))
    said = content.of(text).replace(text[cue.start : cue.end], "")
    if len(lead) < 2 or not _has_verb(said) or any(content.overlaps(span) for span in marked):
        return None
    return content


def _may_be_inserted(cue: Cue) -> bool:
    if cue.pronoun in {"je", "nous"} or (cue.lemma in reporting().weak and not cue.pronoun):
        return False
    return bool(cue.takes_clause or cue.pronoun or cue.lemma in _INSERTED)


def _around_source(scene: Scene, cue: Cue, start: int, stop: int, marked: Sequence[Span]) -> Iterator[Span]:
    """Give what stands beside "selon …": behind its comma, before it, or both."""
    text = scene.text
    subject = subject_after(scene, cue, stop)
    if subject is None:
        return
    comma = text.find(",", subject.end, min(stop, subject.end + 130))
    head = text[start : cue.start].rstrip()
    led = _LEAD_IN.fullmatch(head.strip()) and not _has_verb(head)
    if led or not head.strip(" ,"):
        if comma >= 0:
            comma = _past_aside(text, comma, stop)
            begin = comma + 1 + len(text[comma + 1 : stop]) - len(text[comma + 1 : stop].lstrip())
            later = [c for c in scene.cues.within(begin, stop) if not c.negated]
            yield from _unmarked(text, begin, _clause_end(text, begin, stop, later), marked)
        return
    relative = _RELATIVE.search(head)
    if comma >= 0 and (relative or (head.endswith(",") and len(head) < 60 and _has_verb(text[comma + 1 : stop]))):
        begin = comma + 1 + len(text[comma + 1 : stop]) - len(text[comma + 1 : stop].lstrip())
        yield from _unmarked(text, begin if relative else start, stop, marked)
        return
    content = Span(start, start + len(head.rstrip(" ,")))
    if head.endswith(",") and _has_verb(content.of(text)):
        yield from _unmarked(text, content.start, content.end, marked)


def _past_aside(text: str, comma: int, stop: int) -> int:
    """Return the comma behind what is added to a source's name: "selon Jeanne Martin, chez Durand, …"."""
    following = text.find(",", comma + 1, min(stop, comma + 90))
    aside = text[comma + 1 : following] if following >= 0 else ""
    first = _WORD.match(aside.strip())
    added = bool(_ADDED.match(aside.strip())) or bool(first and is_person_noun(first.group()))
    if aside and added and not _has_verb(aside) and _has_verb(text[following:stop]):
        return following
    return comma


def _opinion(scene: Scene, start: int, stop: int, marked: Sequence[Span]) -> Reported | None:
    """Read "Pour le maire, la ville n'a plus le choix"."""
    text = scene.text
    match = _POUR.match(text, start, stop)
    if not match or not _has_verb(text[match.end() : stop]):
        return None
    cue = Span(match.start("pour"), match.end("pour"))
    speaker = opinion_holder(scene, cue, match["who"])
    if speaker is None:
        return None
    begin = _past_aside(text, match.end() - 2, stop) + 1 if text[match.end() - 2] == "," else match.end()
    content = Span(begin + len(text[begin:stop]) - len(text[begin:stop].lstrip()), stop)
    return None if any(content.overlaps(span) for span in marked) else Reported(content, cue, speaker)


def opinion_holder(scene: Scene, cue: Span, who: str) -> str | None:
    """Return whose opinion "pour …" gives, None where it gives a time or an aim."""
    words = [word.lower() for word in _WORD.findall(who.replace("’", "'").replace("'", " "))]
    if who.lower() in {"lui", "elle", "eux", "elles"}:
        return scene.discourse.pronoun(cue.start, {"lui": "il", "eux": "ils"}.get(who.lower(), who.lower()))
    if not words or any(word in reporting().no_opinion for word in words[:3]) or any(word.isdigit() for word in words):
        return None
    if re.search(r"(?:er|ir|oir|re)$", words[0]) and not who[0].isupper():
        return None
    resolved = scene.discourse.resolve(who, cue.start)
    return resolved if resolved != who or scene.is_somebody(who) else None
