"""The quotations of an article: what stands between marks or is reported without them, and who says it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mtcheck.french.verbs import has_verb
from mtcheck.records import Document, Passage, PassageKind, Quotation, Span
from mtcheck.speech.attribution import Attribution, speaker_of
from mtcheck.speech.coreference import Discourse
from mtcheck.speech.cues import Cue, CueIndex, CueKind
from mtcheck.speech.dialogue import spoken_line
from mtcheck.speech.indirect import reported_speech
from mtcheck.speech.labels import attribution_line, labelled_speech
from mtcheck.speech.marked import WORD, StretchPlace, attribute, is_speech
from mtcheck.speech.scene import Scene
from mtcheck.speech.speakers import People
from mtcheck.speech.subjects import subject_after
from mtcheck.text.marks import MIXED, MarkedStretch, quoted_passages
from mtcheck.text.sentences import LONGEST_SENTENCE, split_sentences

_SENTENCE_WORDS = 4  # a quotation that is a sentence of its own has so many words
_COLON = re.compile(r"[^.!?«»“”\"\n]{0,80}:\s*")
_TAIL = " ,\u00a0\u202f"
_BLOCK = re.compile(r">[ \t\u00a0\u202f]+$")
_CLOSE = re.compile(r"[»”\"«]|''")
_INVERTING = re.compile(
    r"(?:[,»”\"!?…]|''|\bcomme|\bque|\bqu['’]|\bdont)\s*(?:(?:se|lui|leur|le|la|les|y|en|me|nous|ne)\s+|[lsnmt]['’])*$",
    re.IGNORECASE,
)


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Find what the French passages of a document give as somebody's words.

    Args:
        document: With its passages; furniture and embedded passages are left out.

    Returns:
        By start; no two overlap. Words between marks (``marked``), but for titles, names and words set apart; lines of
        dialogue, block quotes and reported clauses without marks. Each lies in one passage: of a quotation over several
        paragraphs, every paragraph is a quotation, with the same speaker.

    Source:
        The cue positions (before, inside, after; inverted subject) and the content clauses of the GenderGapTracker's French
        quote extractor (Soumah et al. 2023).
    """
    return tuple(item for item, speech in read_quotations(document) if speech)


def read_quotations(document: Document) -> tuple[tuple[Quotation, bool], ...]:
    """Find quotations, and with them the marked words that are nobody's speech.

    Returns:
        Every quotation with True; every title, name or word set apart by marks with False.
    """
    passages = [
        passage
        for passage in document.passages
        if passage.kind in {PassageKind.BODY, PassageKind.HEADING} and passage.language == "fr"
    ]
    return tuple(_Reader(document, passages).read())


class _Reader:
    """Reads the passages of one article in order."""

    def __init__(self, document: Document, passages: Sequence[Passage]) -> None:
        self._text = document.text
        self._passages = passages
        self._stretches = [
            [stretch for stretch in stretches if stretch.depth == 0]
            for stretches in quoted_passages(document.text, [passage.span for passage in passages])
        ]
        self._blanked = _blank(document.text, self._stretches)
        self._sentences = [_sentences(document.text, passage.span) for passage in passages]
        people = People.of(document.text, (passage.span for passage in passages))
        discourse = Discourse(self._blanked, people, (s for sentences in self._sentences for s in sentences))
        self._scene = Scene(self._blanked, document.text, discourse, CueIndex(self._blanked))
        self._labelled = labelled_speech(document.text, passages, people)
        self._speaker: str | None = None

    def read(self) -> Iterable[tuple[Quotation, bool]]:
        """Give the quotations of all passages."""
        found: list[tuple[Quotation, bool]] = []
        open_before = False
        chain: list[
            int
        ] = []  # what the quotation before goes on from and nobody is named for, by its place in ``found``
        for passage, stretches, sentences in zip(self._passages, self._stretches, self._sentences, strict=True):
            if passage.kind is PassageKind.HEADING:
                open_before = False
            here = self._read_passage(passage, stretches, sentences)
            if found and not stretches:
                self._signed(found, passage)
            if open_before and here and stretches and _begins(passage, stretches[0]):
                chain.append(len(found) - 1)
                _continue(found, here, chain)
            else:
                chain = []
            found += here
            open_before = (
                bool(stretches) and stretches[-1].closing is None and stretches[-1].span.end == passage.span.end
            )
        return found

    def _read_passage(
        self, passage: Passage, stretches: Sequence[MarkedStretch], sentences: Sequence[Span]
    ) -> list[tuple[Quotation, bool]]:
        speakers = self._speakers(sentences)
        marked = self._read_marked(passage, stretches, sentences, speakers)
        line = None if stretches else self._spoken(passage)
        if line:
            if line.speaker:
                self._speaker = line.speaker
            return [(line, True)]
        reported: list[tuple[Quotation, bool]] = []
        if passage.kind is PassageKind.BODY:
            taken = [
                (_outer(stretch), item.speaker)
                for stretch, (item, speech) in zip(stretches, marked, strict=True)
                if speech
            ]
            for said in reported_speech(self._scene, sentences, taken, speakers):
                direct = said.cue is not None and bool(_COLON.fullmatch(self._text[said.cue.end : said.span.start]))
                direct = direct and said.span.of(self._text)[:1].isupper()
                quotation = Quotation(said.span, said.span.of(self._text), said.speaker, said.cue, marked=direct)
                reported.append((quotation, True))
        found = sorted([*marked, *reported], key=lambda item: item[0].span)
        if not found and passage.span.of(self._text).endswith(":"):  # what follows is theirs
            heard = (speakers[start] for start in sorted(speakers, reverse=True))
            self._speaker = next(filter(None, heard), self._leading(passage))
        named = [item.speaker for item, speech in found if speech and item.speaker]
        self._speaker = named[-1] if named else self._speaker
        return found

    def _leading(self, passage: Passage) -> str | None:
        """Return who leads to what follows: "Ana Durand a publié ce message :"; who spoke before where nobody is named."""
        people = self._scene.discourse.people
        known = [
            mention
            for mention in self._scene.mentions(passage.span.start, passage.span.end)
            if not mention.governed and self._scene.knows(mention)
        ]
        return people.resolve(known[0].name) if known else self._speaker

    def _spoken(self, passage: Passage) -> Quotation | None:
        """Read a passage that its line, its label or the question before it shows to be somebody's words."""
        line = spoken_line(self._scene, passage, self._speaker)
        labelled = self._labelled.get(passage.span)
        if line is None and labelled is not None:
            return Quotation(labelled.span, labelled.span.of(self._text), labelled.speaker)
        return line

    def _signed(self, found: list[tuple[Quotation, bool]], passage: Passage) -> None:
        """Give a block quotation without a speaker the one whom the line below it names."""
        last, speech = found[-1]
        if not speech or last.speaker or not _BLOCK.search(self._text[max(0, last.span.start - 4) : last.span.start]):
            return
        speaker = attribution_line(self._text, passage, self._scene.discourse.people)
        if speaker:
            found[-1] = replace(last, speaker=speaker), True

    def _speakers(self, sentences: Sequence[Span]) -> dict[int, str | None]:
        """Find the speaker of every cue of a passage, in order, and note that they spoke."""
        found: dict[int, str | None] = {}
        for sentence in sentences:
            for cue in self._scene.cues.within(sentence.start, sentence.end):
                subject = None
                if cue.kind is CueKind.FINITE and self._inverting(sentence, cue):
                    subject = subject_after(self._scene, cue, sentence.end)
                speaker = subject.speaker if subject else speaker_of(self._scene, cue, sentence.start, sentence.end)
                found[cue.start] = speaker
                if speaker and not cue.negated and self._scene.is_somebody(speaker):
                    self._scene.discourse.spoke(cue.start, speaker)
        return found

    def _inverting(self, sentence: Span, cue: Cue) -> bool:
        """Say whether a cue stands where its subject may follow it."""
        head = self._text[sentence.start : cue.start]
        match = _INVERTING.search(head)
        if not match:
            return False
        before = head[: match.start()]
        # "Le ministre, Jeanne Martin, a dit": what stands between commas belongs to the subject.
        if not match.group().startswith(",") or cue.pronoun or "," not in before:
            return True
        return has_verb(before) or bool(_CLOSE.search(before))

    def _read_marked(
        self,
        passage: Passage,
        stretches: Sequence[MarkedStretch],
        sentences: Sequence[Span],
        speakers: dict[int, str | None],
    ) -> list[tuple[Quotation, bool]]:
        """Attribute the marked stretches of one passage."""
        used: set[int] = set()
        found: list[tuple[Quotation, bool]] = []
        heading = passage.kind is PassageKind.HEADING
        speaker = self._speaker
        for index, stretch in enumerate(stretches):
            place = _place(sentences, stretches, index)
            attribution = attribute(self._scene, stretch, place, speakers, used)
            if attribution is None and not heading and _stands_alone(self._text, stretch, place):
                attribution = Attribution(speaker)
            if attribution is None and found and _resumes(self._text, stretches[index - 1], stretch):
                attribution = Attribution(found[-1][0].speaker)
            speech = is_speech(self._scene, stretch, place, attribution, heading=heading)
            quotation = _quotation(self._text, stretch, attribution if speech else None)
            found.append((quotation, speech))
            if quotation.cue and attribution and attribution.cue:
                used.add(attribution.cue.start)
            if speech and quotation.speaker:
                speaker = quotation.speaker
                self._scene.discourse.spoke(quotation.cue.start if quotation.cue else place.start, speaker)
        return found


def _quotation(text: str, stretch: MarkedStretch, attribution: Attribution | None) -> Quotation:
    span = stretch.span
    cue = attribution.cue if attribution else None
    if attribution and attribution.inserted and cue and stretch.closing is None:
        # The mark that is missing stood before the reporting phrase.
        span = Span(span.start, span.start + len(text[span.start : cue.start].rstrip(_TAIL)))
    closed = not stretch.defects or stretch.defects[0].template == MIXED
    place = Span(cue.start, cue.start + len(text[cue.start : cue.end].rstrip())) if cue else None
    return Quotation(
        span, span.of(text), attribution.speaker if attribution else None, place, marked=True, closed=closed
    )


def _sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of a passage; one that is no sentence of an article any more is cut at its spaces."""
    found: list[Span] = []
    for sentence in split_sentences(span.of(text), span.start):
        start = sentence.start
        while sentence.end - start > LONGEST_SENTENCE:
            space = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
            cut = space if space > start else start + LONGEST_SENTENCE
            found.append(Span(start, cut))
            start = cut
        found.append(Span(start, sentence.end))
    return tuple(found)


def _begins(passage: Passage, stretch: MarkedStretch) -> bool:
    return stretch.opening is not None and stretch.opening.start == passage.span.start


def _continue(earlier: list[tuple[Quotation, bool]], found: list[tuple[Quotation, bool]], chain: list[int]) -> None:
    """Join a quotation left open at a paragraph's end with the one that opens the next: that is no missing mark.

    Args:
        earlier: What was found before; its last one was left open.
        found: Of the next paragraph.
        chain: Where in ``earlier`` the paragraphs of this speech stand that wait for a speaker, the last one in any case: who is
            named at its end has said them all, and none is left in it then.
    """
    last, first = earlier[-1][0], found[0][0]
    speaker = first.speaker if first.cue else last.speaker or first.speaker
    earlier[-1] = (replace(last, closed=True), True)
    for place in chain[-1:] if speaker is None else chain:
        own = earlier[place][0]
        if not own.cue and (own.speaker is None or place == len(earlier) - 1):
            earlier[place] = (replace(own, speaker=speaker), True)
    if speaker is not None:
        chain.clear()
    found[0] = (replace(first, speaker=speaker), True)


def _blank(text: str, stretches: Sequence[Sequence[MarkedStretch]]) -> str:
    """Return ``text`` with the quoted words as spaces: names in them are no speakers."""
    parts, position = [], 0
    for stretch in (stretch for marked in stretches for stretch in marked):
        if stretch.closing is None or stretch.opening is None:
            continue  # what a lone mark holds is a guess
        parts += [text[position : stretch.span.start], " " * (stretch.span.end - stretch.span.start)]
        position = stretch.span.end
    return "".join((*parts, text[position:]))


def _outer(stretch: MarkedStretch) -> Span:
    return Span(
        stretch.opening.start if stretch.opening else stretch.span.start,
        stretch.closing.end if stretch.closing else stretch.span.end,
    )


def _place(sentences: Sequence[Span], marked: Sequence[MarkedStretch], index: int) -> StretchPlace:
    """Return where the sentence that leads to a quotation starts, and where the one that follows it ends."""
    start, close = _outer(marked[index])
    # Spans sort by start, and sentences do not overlap, so their ends sort too.
    first = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
    last = bisect_left(sentences, close, key=lambda sentence: sentence.end)
    begin = sentences[first].start if first >= 0 else start
    end = sentences[last].end if last < len(sentences) else close
    if index + 1 < len(marked):
        end = min(end, _outer(marked[index + 1]).start)
    return StretchPlace(start, close, begin, max(end, close))


def _resumes(text: str, earlier: MarkedStretch, stretch: MarkedStretch) -> bool:
    """Say whether a sentence goes on behind its reporting phrase: "Il faut", dit-elle, "taxer les riches"."""
    if earlier.closing is None or stretch.opening is None:
        return False
    between = text[earlier.closing.end : stretch.opening.start].strip()
    return between == ":" or (between.startswith(",") and between.endswith((",", ":")) and len(between) <= 60)


def _stands_alone(text: str, stretch: MarkedStretch, place: StretchPlace) -> bool:
    """Say whether a quotation is a sentence (or several) with nothing around it: then the last speaker goes on."""
    around = text[place.begin : place.start] + text[place.close : place.end]
    content = stretch.span.of(text)
    enough = len(WORD.findall(content)) >= _SENTENCE_WORDS or content.endswith(("?", "!", ".", "…"))
    return not WORD.search(around) and enough and content[0].isupper()
