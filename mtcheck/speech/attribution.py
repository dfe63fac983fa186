"""Who says it: the speaker of a reporting phrase, wherever its sentence names them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtcheck.french.verbs import has_verb
from mtcheck.speech.cues import Cue, CueKind
from mtcheck.speech.scene import Scene
from mtcheck.speech.subjects import RESOLVED, subject_after, subject_before


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and its speaker, either of them None where there is none; ``inserted`` where it stands in the quotation."""

    speaker: str | None = None
    cue: Cue | None = None
    inserted: bool = False


def speaker_of(scene: Scene, cue: Cue, start: int, end: int) -> str | None:
    """Find the speaker of a cue in a sentence, wherever they stand.

    Args:
        scene: The article.
        cue: The reporting phrase.
        start: The sentence's start.
        end: Where what may name the speaker ends.
    """
    if cue.kind is CueKind.ACCORDING:
        found = subject_after(scene, cue, end)
        return found.speaker if found else None
    if cue.pronoun:
        return scene.discourse.pronoun(cue.start, cue.pronoun) if cue.pronoun in RESOLVED else None
    if cue.kind in {CueKind.PARTICIPLE, CueKind.INFINITIVE}:
        return _main_subject(scene, cue, start, end)
    found_before = subject_before(scene, cue, start)
    if found_before is None and scene.text[start : cue.start].rstrip().endswith(","):
        behind = subject_after(scene, cue, end)  # "C'est, a expliqué Zelensky, …"
        return behind.speaker if behind else None
    return found_before


def _main_subject(scene: Scene, cue: Cue, start: int, end: int) -> str | None:
    """Find who "ajoutant" speaks of: the subject of the sentence's main verb, which may stand behind that verb."""
    earlier = [c for c in scene.cues.within(start, cue.start) if c.kind in {CueKind.FINITE, CueKind.ACCORDING}]
    for other in reversed(earlier):
        between = scene.text[other.end : cue.start]
        named = [m for m in scene.mentions(other.end, cue.start) if not m.governed and scene.knows(m)]
        if named and not re.search(r"\bqu(?:e\b|['’])", between):
            return scene.discourse.people.resolve(named[0].name)
        behind = subject_after(scene, other, cue.start) if _inverted(scene, other, start) else None
        speaker = behind.speaker if behind else speaker_of(scene, other, start, cue.start)
        if speaker:
            return speaker
    found = subject_before(scene, cue, start)
    if found:
        return found
    return scene.discourse.last_speaker(cue.start)


def _inverted(scene: Scene, cue: Cue, start: int) -> bool:
    head = scene.original[start : cue.start].rstrip()
    apposed = head.count(",") > 1 and head.endswith(",") and not re.search(r"[»”\"«]|''", head)
    if apposed and not has_verb(scene.text[start : cue.start]):
        return False  # "Le ministre, Jeanne Martin, a dit": what stands between commas belongs to the subject
    return not head or head.endswith((",", "»", "”", '"', "''", "!", "?", "«"))
