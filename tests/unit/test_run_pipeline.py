"""The run as a whole: order, thresholds, faults that stay local, duplicates, quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest

from mtcheck.checks.base import BackTranslated, Check, Rule, Verdict
from mtcheck.checks.registry import all_checks
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import TranslatorError
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.readers.discovery import Source, SourceKind
from mtcheck.readers.plain import document
from mtcheck.records import Category, Document, Hypothesis, KnownQuote, Report, Severity, Span, TokenScores
from mtcheck.run.means import Means
from mtcheck.run.pipeline import FILES_AT_ONCE, PipelineOptions, plan_run


def rule(code: str, category: Category = Category.GRAMMAR, severity: Severity = Severity.MAJOR) -> Rule:
    return Rule(code, f"test.{code.lower()}", category, severity, "A test.", "For the test only.", "The test.", ())


@dataclass(frozen=True)
class WordCheck:
    """Flags every occurrence of some words."""

    words: tuple[tuple[str, Rule, float], ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(dict.fromkeys(rule for _, rule, _ in self.words))

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        text = evidence.document.text
        for word, flagged, confidence in reversed(self.words):
            start = text.find(word)
            while start >= 0:
                yield Verdict(flagged, Span(start, start + len(word)), f"{word}!", confidence)
                start = text.find(word, start + 1)


@dataclass(frozen=True)
class SparingCheck(WordCheck):
    """The same, and does not look at back-translations."""

    back_translated = BackTranslated.NONE


@dataclass(frozen=True)
class BrokenCheck:
    """Fails on texts that hold a word."""

    word: str

    @property
    def rules(self) -> tuple[Rule, ...]:
        return (rule("MT998"),)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        yield from ()
        if self.word in evidence.document.text:
            raise IndexError("tuple index out of range")


def run(
    documents: Sequence[Source | Document],
    *checks: Check,
    quotes: tuple[KnownQuote, ...] = (),
    translator: FakeTranslator | None = None,
    **options: Any,
) -> Report:
    return plan_run(
        documents, Means(checks, translator or FakeTranslator()), PipelineOptions(**options), quotes=quotes
    ).report()


ONE = rule("MT401")
TWO = rule("MT402", Category.PUNCTUATION, Severity.MINOR)
OTHER = rule("MT201", Category.WRONG_TERM, Severity.CRITICAL)
WORDS = WordCheck((("ponts", ONE, 0.9), ("rouges", TWO, 0.4), ("villes", OTHER, 0.7)))
TEXT = "Les villes ont des ponts rouges. D'autres villes n'ont pas de ponts."


def test_findings_come_in_the_order_of_the_text() -> None:
    report = run([document("a.txt", TEXT)], WORDS)
    assert [finding.text for finding in report.findings] == ["villes", "ponts", "rouges", "villes", "ponts"]
    starts = [finding.span.start for finding in report.findings]
    assert starts == sorted(starts)


def test_a_finding_knows_its_place_and_its_sentence() -> None:
    text = "Bonjour à tous.\n\nLes grands ponts tiennent encore."
    (finding,) = run(
        [document("a.txt", text)], WORDS, translator=FakeTranslator({"Les grands ponts tiennent encore.": "They hold."})
    ).findings
    assert (finding.line, finding.column) == (3, 12)
    assert finding.back_translation == "They hold."
    assert finding.text == "ponts" == finding.span.of(text)
    assert (finding.code, finding.name, finding.category) == ("MT401", "test.mt401", Category.GRAMMAR)


def test_files_keep_their_order_across_batches() -> None:
    documents = [document(f"{number}.txt", f"Le pont numéro {number} tient.") for number in range(FILES_AT_ONCE + 3)]
    report = run(documents, WORDS)
    assert [file.path for file in report.files] == [found.path for found in documents]
    assert [file.document for file in report.files] == documents


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({}, {"MT201", "MT401", "MT402"}),
        ({"min_severity": Severity.MAJOR}, {"MT201", "MT401"}),
        ({"min_severity": Severity.CRITICAL}, {"MT201"}),
        ({"min_confidence": 0.7}, {"MT201", "MT401"}),
        ({"select": ("MT4",)}, {"MT401", "MT402"}),
        ({"select": ("MT402", "MT2")}, {"MT201", "MT402"}),
        ({"ignore": ("MT4",)}, {"MT201"}),
        ({"select": ("MT4",), "ignore": ("MT402",)}, {"MT401"}),
    ],
)
def test_options_choose_findings(options: dict[str, Any], codes: set[str]) -> None:
    assert {finding.code for finding in run([document("a.txt", TEXT)], WORDS, **options).findings} == codes


def test_what_is_left_out_costs_no_score() -> None:
    score = {level: run([document("a.txt", TEXT)], WORDS, min_severity=level).files[0].score for level in Severity}
    most, least = score[Severity.CRITICAL], score[Severity.MINOR]
    assert most is not None
    assert least is not None
    assert most >= least < 100.0


@pytest.mark.parametrize(
    ("fail_on", "code"), [(None, 0), (Severity.MINOR, 1), (Severity.CRITICAL, 1)], ids=["never", "minor", "critical"]
)
def test_exit_code(fail_on: Severity | None, code: int) -> None:
    assert run([document("a.txt", TEXT)], WORDS, fail_on=fail_on).exit_code == code
    assert run([document("a.txt", "Rien à dire ici.")], WORDS, fail_on=fail_on).exit_code == 0


def test_a_check_that_raises_loses_only_what_it_would_have_said() -> None:
    documents = [document("a.txt", TEXT), document("b.txt", "Les ponts de Malheur."), document("c.txt", TEXT)]
    report = run(documents, WORDS, BrokenCheck("Malheur"))
    assert [file.status for file in report.files] == ["checked", "failed", "checked"]
    failed = report.files[1]
    assert [finding.code for finding in failed.findings] == ["MT401"]  # of the check that did not fail
    assert failed.in_part
    assert failed.error is not None
    assert all(word in str(failed.error) for word in ("b.txt", "MT998", "IndexError"))
    assert report.files[0].findings
    assert report.files[2].findings
    assert report.exit_code == 2


def test_a_file_that_cannot_be_read_loses_only_itself(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text(TEXT, encoding="utf-8")
    bad.write_bytes("Les ponts cassés".encode("latin-1"))
    sources = [Source(str(path), SourceKind.FILE) for path in (bad, good)]
    report = run(sources, WORDS)
    assert [file.status for file in report.files] == ["failed", "checked"]
    assert report.files[1].findings
    assert report.exit_code == 2


def test_an_engine_that_fails_ends_the_run() -> None:
    with pytest.raises(TranslatorError):
        run([document("a.txt", TEXT)], WORDS, translator=FakeTranslator(pairs=frozenset()))


def test_duplicates_are_merged() -> None:
    """Of overlapping verdicts of one family of MQM types the surest is kept; other families stand beside it.

    The word is none that the dictionary knows: its judge would have a say.
    """
    check = WordCheck(
        (("zorbs rouges", ONE, 0.6), ("zorbs", ONE, 0.9), ("rouges", rule("MT403"), 0.5), ("zorbs", OTHER, 0.95))
    )
    report = run([document("a.txt", "Les villes ont des zorbs rouges.")], check)
    assert [(finding.code, finding.text) for finding in report.findings] == [
        ("MT201", "zorbs"),
        ("MT401", "zorbs"),
        ("MT403", "rouges"),
    ]


@pytest.mark.parametrize(("code", "kept"), [("MT205", {"MT201"}), ("MT104", {"MT201", "MT104"})])
def test_the_surer_of_two_about_terms_stays(code: str, kept: set[str]) -> None:
    term, sense = rule("MT201", Category.WRONG_TERM), rule(code, Category.MISTRANSLATION)
    check = WordCheck((("un feu cessé", term, 0.9), ("feu", sense, 0.7)))
    (file,) = run([document("a", "Ils ont signé un feu cessé.")], check).files
    assert {finding.code for finding in file.findings} == kept


def test_what_touches_without_overlapping_is_no_duplicate() -> None:
    check = WordCheck((("ponts", ONE, 0.9), (" rouges", ONE, 0.8)))
    assert len(run([document("a.txt", "Les villes ont des ponts rouges.")], check).findings) == 2


@dataclass
class CountingTranslator:
    """Remembers what it was asked."""

    asked: list[str] = field(default_factory=list)
    signature: str = "counting"

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        self.asked.extend(texts)
        return FakeTranslator().translate(texts, source_lang=source_lang, target_lang=target_lang)

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        return FakeTranslator().score(pairs, source_lang=source_lang, target_lang=target_lang)


def test_a_sentence_is_translated_once() -> None:
    engine = CountingTranslator()
    plan_run([document("a.txt", TEXT), document("b.txt", TEXT)], Means((WORDS,), engine)).report()
    assert engine.asked == ["Les villes ont des ponts rouges.", "D'autres villes n'ont pas de ponts."]


def test_furniture_and_other_languages_are_not_translated() -> None:
    engine = CountingTranslator()
    text = (
        "Partager sur Facebook\n\nLe port de la ville reste ouvert pendant tout l'hiver, a dit la maire.\n\n"
        "We are very grateful to everyone who helped us keep the harbour open during this long and difficult winter.\n\n"
        "Lire aussi : Le port en images\n"
    )
    plan_run([document("a.txt", text)], Means((WORDS,), engine)).report()
    assert engine.asked == ["Le port de la ville reste ouvert pendant tout l'hiver, a dit la maire."]


HARBOUR = KnownQuote(
    "harbour",
    "Ana Lopez",
    "The harbour will stay open throughout the winter. Our pilots have guided 312 ships through the ice this season.",
    aliases=("Mme Lopez",),
)


def test_reported_speech_appears_among_the_quotations() -> None:
    text = (
        "Selon Mme Lopez, les pilotes ont guidé 312 navires à travers la glace cette saison.\n\n"
        "« Le port restera ouvert pendant tout l'hiver », a-t-elle ajouté.\n\n"
        "« Les vendanges ont commencé », a dit un vigneron."
    )
    (file,) = run([document("a.txt", text)], quotes=(HARBOUR,)).files
    told = [(item.quotation.marked, item.quotation.text[:12], len(item.alignments)) for item in file.quotations]
    assert told == [(False, "Selon Mme Lo", 1), (True, "Le port rest", 1), (True, "Les vendange", 0)]
    assert all(item.quotation.text == item.quotation.span.of(text) for item in file.quotations)


POST = (
    "The harbour will stay open throughout the winter. Our pilots have guided 312 ships through the ice this season. "
    "Every crew came home safely and I thank the keepers of the lighthouse for their patience."
)
ARTICLE = f"« Le port restera ouvert pendant tout l'hiver », a déclaré Mme Lopez.\n\n{POST}\n\nLa ville respire.\n"


def test_an_embedded_post_becomes_a_found_quote() -> None:
    report = run([document("a.txt", ARTICLE)])
    assert [quote.found for quote in report.quotes] == [True]
    assert report.quotes[0].text == POST
    assert [a.quote_id for item in report.files[0].quotations for a in item.alignments] == [report.quotes[0].id]


def test_a_cut_of_a_supplied_quote_is_not_matched_in_its_place() -> None:
    """The cut would match better, since the supplied sentence goes on; the supplied one is the statement all the same."""
    whole = (
        "The harbour will stay open throughout the winter. Our pilots have guided 312 ships through the ice this season "
        "and brought a thousand tired sailors home to their families before Christmas."
    )
    cut = whole[: whole.index(" and brought")] + "…"
    text = f"« Nos pilotes ont guidé 312 navires à travers la glace cette saison », a déclaré Mme Lopez.\n\n{cut}\n"
    supplied = KnownQuote("supplied", "Ana Lopez", whole, aliases=("Mme Lopez",))
    report = run([document("a.txt", text)], quotes=(supplied,))
    assert [quote.found for quote in report.quotes] == [False, True]
    assert [a.quote_id for item in report.files[0].quotations for a in item.alignments] == ["supplied"]


def test_the_same_quote_twice_counts_once() -> None:
    supplied = KnownQuote("supplied", "Ana Lopez", POST.upper())
    assert [quote.id for quote in run([document("a.txt", ARTICLE)], quotes=(supplied,)).quotes] == ["supplied"]


def test_signature_names_what_reproduces_the_run() -> None:
    signature = run([document("a.txt", TEXT)], WORDS, quotes=(HARBOUR,)).signature
    assert "model:fake" in signature
    assert "quotes:1" in signature
    assert " " not in signature
    assert signature == run([document("b.txt", "Autre chose.")], WORDS, quotes=(HARBOUR,)).signature
    assert signature != run([document("a.txt", TEXT)], BrokenCheck("x"), quotes=(HARBOUR,)).signature


def test_every_order_of_checks_gives_the_same_report() -> None:
    documents = [document("a.txt", "Les belligérants ont signé un feu cessé à Londra, a dit le ministre hier soir.")]
    forwards, backwards = run(documents, *all_checks()), run(documents, *reversed(all_checks()))
    assert forwards.findings
    assert forwards.findings == backwards.findings


@dataclass
class Steps:
    """Counts what it is told."""

    told: list[str] = field(default_factory=list)

    def start(self, stage: str, total: int) -> None:
        self.told.append(f"{stage} {total}")

    def advance(self, amount: int = 1) -> None:
        self.told.append(f"+{amount}")

    def finish(self) -> None:
        self.told.append("end")


def test_progress_counts_every_file() -> None:
    steps = Steps()
    plan_run(
        [document("a.txt", TEXT), document("b.txt", TEXT)], Means((WORDS,), FakeTranslator()), progress=steps
    ).report()
    assert steps.told[0].endswith(" 2")
    assert steps.told.count("+1") == 2
    assert steps.told[-1] == "end"


def test_a_text_without_french_is_checked_and_empty(check_texts: Callable[..., object]) -> None:
    report = run([document("a.txt", "…\n\n12345\n")], *all_checks())
    assert [(file.status, file.findings, file.score) for file in report.files] == [("checked", (), None)]


class Remembering(FakeTranslator):
    """Remembers what it translated."""

    asked: ClassVar[list[str]] = []

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        self.asked.extend(texts)
        return super().translate(texts, source_lang=source_lang, target_lang=target_lang)


@pytest.mark.parametrize(("check", "count"), [(WORDS, 3), (SparingCheck(WORDS.words), 2)])
def test_a_check_that_does_not_look_at_back_translations_saves_them(check: Check, count: int) -> None:
    Remembering.asked.clear()
    report = run([document("a.txt", TEXT + " Elles sont vieilles.")], check, translator=Remembering())
    assert len(report.findings) == 5
    assert all(finding.back_translation for finding in report.findings if finding.code != "MT402")
    assert len(Remembering.asked) == count


def test_what_is_not_reported_is_not_back_translated() -> None:
    Remembering.asked.clear()
    sparing = SparingCheck(WORDS.words)
    assert run([document("a.txt", TEXT)], sparing, translator=Remembering(), select=("MT9",)).findings == ()
    assert Remembering.asked == []
