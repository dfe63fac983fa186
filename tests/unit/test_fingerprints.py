from __future__ import annotations

from test_triage_baseline import reported

from mtcheck.fingerprints import file_fingerprints, finding_key, fingerprints, normalise
from mtcheck.readers.plain import document
from mtcheck.records import Suppressed, SuppressionKind


def key_of(text: str, words: str = "feu cessé") -> tuple[str, str, str]:
    file = reported("a.txt", text, words)
    return finding_key(file.findings[0], file.document)


def test_the_context_is_three_words_of_the_sentence_on_each_side() -> None:
    text = "Avant. Les deux camps ont signé un feu cessé hier soir à Genève avec joie. Après."
    assert key_of(text) == ("MT201", "feu cessé", "ont signé un … hier soir à")
    assert key_of("Avant. Un feu cessé. Après.")[2] == "un …"
    assert key_of("Avant.\n\nfeu cessé\n\nAprès")[2] == "…"
    assert key_of("Il dit : « Un feu cessé ! » Puis il part.")[2] == "il dit un …"


def test_a_finding_that_ends_with_the_sentence_has_nothing_of_the_next_beside_it() -> None:
    assert key_of("Un feu cessé. Après.", "feu cessé.")[2] == "un …"


def test_remarks_about_the_text_are_no_context() -> None:
    plain = key_of("Il y a un feu cessé hier soir.")
    assert key_of("Il y a un feu cessé [sic] hier soir.") == plain
    assert key_of("Il y a un feu cessé <!-- mtcheck: ignore[MT201] oui --> hier soir.") == plain


def test_case_spaces_apostrophes_and_composition_do_not_count() -> None:
    assert normalise("L\u2019E\u0301le\u0300ve\u00a0 DIT\n") == normalise("l'élève dit")


def test_repeats_are_numbered_and_without_a_document_there_is_no_context() -> None:
    file = reported("a.txt", "Un feu cessé. Un feu cessé. Le feu cessé.")
    first, second, third = fingerprints(file.findings, file.document)
    assert second == f"{first}:2"
    assert third not in (first, second)
    assert finding_key(file.findings[0], None).context == ""
    assert finding_key(file.findings[0], document("b", "")).context == "…"


def test_suppressing_a_finding_renames_no_other() -> None:
    file = reported("a.txt", "Un feu cessé. Un feu cessé. Un feu cessé.")
    before, _ = file_fingerprints(file)
    parted = type(file)(
        "a.txt",
        findings=file.findings[1:],
        document=file.document,
        suppressed=(Suppressed(file.findings[0], SuppressionKind.IGNORE),),
    )
    after, apart = file_fingerprints(parted)
    assert (*apart, *after) == before
