"""Free indirect speech: what goes on reporting, in the conditional, behind a sentence that says who speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mtcheck.records import Span
from mtcheck.speech.clauses import ReportedSpeech
from mtcheck.speech.conditional import hearsay_verb
from mtcheck.speech.cues import CueKind
from mtcheck.speech.reporting import reporting
from mtcheck.speech.scene import Scene

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FEWEST_WORDS = 4
_TRAILING = re.compile(r"[\s.!…»”\"')\]]+$")


def free_clause(scene: Scene, sentence: Span, speaker: str | None) -> ReportedSpeech | None:
    """Read a sentence as what the speaker of the sentence before it goes on to say.

    Args:
        scene: The article.
        sentence: A sentence without any reported words of its own.
        speaker: Who spoke in the sentence before it.

    Returns:
        The sentence, with its verb as the cue; None where it is not told in the conditional of hearsay.
    """
    text = scene.text
    stop = sentence.start + len(_TRAILING.sub("", text[sentence.start : sentence.end]))
    verb = hearsay_verb(text, sentence.start, stop)
    if verb is None or len(_WORD.findall(text, sentence.start, stop)) < _FEWEST_WORDS:
        return None
    if any(not cue.start <= verb.start < cue.end for cue in scene.cues.within(sentence.start, stop)):
        return None  # it says itself who speaks
    return ReportedSpeech(Span(sentence.start, stop), verb, speaker)


def sentence_speaker(scene: Scene, sentence: Span, speakers: Mapping[int, str | None]) -> str | None:
    """Return who speaks in a sentence that tells of speech, not what was said: "Il s'est félicité de l'appel".

    Args:
        scene: The article.
        sentence: A sentence in which no reported words were found.
        speakers: The speaker of each cue, by where the cue starts.
    """
    cues: Sequence[int] = [
        cue.start
        for cue in scene.cues.within(sentence.start, sentence.end)
        if cue.kind is CueKind.FINITE and not cue.negated and cue.lemma not in reporting().weak
    ]
    speaker = speakers.get(cues[-1]) if cues else None
    return speaker if speaker and scene.is_somebody(speaker) else None
