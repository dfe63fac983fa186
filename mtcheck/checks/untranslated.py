"""MT301: words left in another language inside French text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.evidence.english import EnglishRuns, is_titled
from mtcheck.evidence.foreign import borrowed_spans, foreign_runs
from mtcheck.evidence.foreign_setting import Setting, known_statement
from mtcheck.language.messages import Message
from mtcheck.lexicon.foreign import shipped_foreign_words
from mtcheck.records import Category, Evidence, Severity, Span
from mtcheck.text.language import LANGUAGE_NAMES
from mtcheck.text.marks import quoted

UNTRANSLATED = Rule(
    "MT301",
    "untranslated.text",
    Category.UNTRANSLATED,
    Severity.MAJOR,
    "Words of another language stand inside the French.",
    "Neighbouring words are common in another language and unknown to French, and are no name, title or borrowed expression "
    "that French keeps. English, Spanish, Italian, German, Portuguese and Dutch are told by the words that carry their grammar; "
    "English that is a known statement's own wording is told as such. "
    "Names of associations, agencies and companies keep their English in French news; those of states' "
    "services and offices do not.",
    "MQM Accuracy/Untranslated text; pofilter and LanguageTool bitext check unchanged text.",
    (
        Example("Le ministre a reçu the leader of the opposition dans la matinée.", "the leader of the opposition"),
        Example("Il travaille pour le Parks Department depuis dix ans.", "Parks Department"),
        Example("Il ministro degli esteri est arrivé hier à Paris pour la réunion.", "degli esteri"),
        Example("Les aftershocks se sont succédé toute la nuit.", "aftershocks"),
        Example("Meanwhile, les associations de patients menacent de saisir le juge.", "Meanwhile"),
        Example("Le président a déclaré : « we had a great call », avant de raccrocher.", "we had a great call"),
        Example("Le ministre a confié que la reunión fue muy productiva pour tous.", "reunión fue muy productiva"),
        Example("« Das war ein gutes Gespräch », a dit le chancelier à la presse mardi.", "Das war ein gutes Gespräch"),
        Example("Nous avons signé com os nossos parceiros un contrat.", "nossos parceiros"),
        Example("Pour le syndicat, dat is niet genoeg face à la crise.", "niet genoeg"),
        Example(
            "Il préside la Cloud Security Alliance (CSA), et le bureau des brevets (Patent and Trademark Office) a refusé."
        ),
        Example("La Federal Aviation Administration et la National Retail Federation ont protesté."),
        Example("Il lit le Financial Times et le Wall Street Journal."),
        Example("Le leader du parti a passé le week-end à Londres."),
        Example("Selon le New York Times, la réunion aura lieu mardi."),
        Example("Le film « La vita è bella » de Roberto Benigni repasse au cinéma."),
        Example("Elle lit La Repubblica, El País et la Frankfurter Allgemeine Zeitung."),
        Example("Le statu quo in extremis : wait and see, disent les partisans de « Make America Great Again »."),
    ),
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring foreign words; ``grammar`` says that they were told by words that carry grammar."""

    language: str
    words: tuple[GlossedWord, ...]
    grammar: bool

    @property
    def span(self) -> Span:
        return Span(self.words[0].span.start, self.words[-1].span.end)


@dataclass
class UntranslatedCheck:
    """Reports runs of foreign words."""

    back_translated = BackTranslated.NONE

    english: EnglishRuns = field(default_factory=EnglishRuns)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT301."""
        return (UNTRANSLATED,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every run of foreign words."""
        text = evidence.document.text
        quoted_in = cache(partial(quoted, text))  # once a passage, which may have any number of sentences
        for segment in evidence.segments:
            runs = self._runs(segment.words, text)
            marks = quoted_in(segment.passage.span) if runs else ()
            for run in runs:
                stretch = next((marked for marked in reversed(marks) if marked.span.contains(run.span)), None)
                setting = Setting.of(evidence, run.span, stretch)
                if _is_explained(run, text) and self.english.term(run.words) is None:
                    continue
                if not setting.keeps_wording or self.english.term(run.words):
                    yield self._verdict(evidence, run, setting)

    def _runs(self, words: Sequence[GlossedWord], text: str) -> list[_Run]:
        """Return the runs of a sentence; those told by grammar first, joined with English ones that they touch."""
        runs = [_Run(run.language, run.words, grammar=True) for run in foreign_runs(words, text)]
        for found in self.english.find(words, text, borrowed_spans(words)):
            other = _Run("en", tuple(found), grammar=False)
            same = next((index for index, run in enumerate(runs) if run.span.overlaps(other.span)), None)
            if same is None:
                runs.append(other)
            elif runs[same].language == "en":
                both = sorted({*runs[same].words, *found}, key=lambda word: word.span)
                first, last = words.index(both[0]), words.index(both[-1])
                runs[same] = _Run("en", tuple(words[first : last + 1]), grammar=True)
        return runs

    def _verdict(self, evidence: FileEvidence, run: _Run, setting: Setting) -> Verdict:
        text, span = evidence.document.text, setting.span
        language = LANGUAGE_NAMES.get(run.language) or Message("English")
        # a body's English name stands in many statements, and keeps its form in sound French
        known = known_statement(evidence, span) if run.language == "en" and not is_titled(run.words) else None
        if known:
            return measured(
                UNTRANSLATED,
                span,
                _own_words(span.of(text), known.speaker),
                "statement",
                reference=span.of(text),
                quote_id=known.id,
                evidence=(Evidence("quote", Message("The known statement {id} says just these words.", id=known.id)),),
            )
        term = self.english.term(run.words)
        named = is_titled(run.words) and not run.grammar
        sure = term is not None or run.grammar or not (named or len(run.words) == 1)
        alone = any(word.folded in shipped_foreign_words().alone for word in run.words)
        branch = "" if sure else "name" if named else "alone" if alone else "word"
        if setting.set_apart and term is None:  # a title or a word of the trade
            branch = "set-apart"
        return measured(
            UNTRANSLATED,
            span,
            Message("“{printed}” is {language}", printed=span.of(text), language=language),
            branch,
            Severity.MINOR if branch else None,
            suggestion=term.french[0] if term else None,
            reference=term.english[0] if term else None,
            evidence=(
                Evidence(
                    "language",
                    Message("These words carry {language} grammar, and French does not have them.", language=language),
                )
                if run.grammar
                else Evidence(
                    "frequency",
                    Message(
                        "Together these words are common in {language} text and rare or unknown in French.",
                        language=language,
                    ),
                    round(max(self.english.ratio(word) for word in run.words), 1),
                ),
            ),
        )


def _own_words(printed: str, speaker: str) -> Message:
    if not speaker:
        return Message("“{printed}” is English: the source's own words, left untranslated", printed=printed)
    return Message("“{printed}” is English: {speaker}'s own words, left untranslated", printed=printed, speaker=speaker)


def _is_explained(run: _Run, text: str) -> bool:
    """Say whether a body's English name stands in brackets, or before them: its French or its acronym is beside it."""
    if not is_titled(run.words) or run.grammar:
        return False
    before, after = text[: run.span.start].rstrip(' \u00a0«“"'), text[run.span.end :].lstrip(' \u00a0»”"')
    return before.endswith("(") or after.startswith("(")
