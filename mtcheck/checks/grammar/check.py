"""The rules of grammar, each on every sentence."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import BackTranslated, Rule, RuleFaultsError, Verdict
from mtcheck.checks.grammar import (
    adjective,
    agreement,
    asked_person,
    auxiliary,
    bare_amount,
    bare_object,
    bare_possession,
    bare_subject,
    broken_off,
    by_amount,
    by_doing,
    clause_without_verb,
    condition,
    contraction,
    elision,
    government,
    hopeful_that,
    in_country,
    indirect_passive,
    lasting,
    negated_infinitive,
    negation,
    number,
    object_complement,
    participle_avoir,
    participle_etre,
    participle_noun,
    participle_reflexive,
    progressive,
    record_since,
    reporting,
    set_off,
    subjunctive,
    time_limit,
    two_objects,
    without_to,
    wrong_preposition,
)
from mtcheck.checks.grammar.sentence import Sentence, SentenceRule, verdict
from mtcheck.evidence.analysis import FileEvidence

_FILES = (
    *(
        adjective,
        agreement,
        asked_person,
        auxiliary,
        bare_amount,
        bare_object,
        bare_possession,
        bare_subject,
        broken_off,
    ),
    *(by_amount, by_doing, clause_without_verb, condition, contraction, elision, government, hopeful_that, in_country),
    *(
        indirect_passive,
        lasting,
        negated_infinitive,
        negation,
        number,
        object_complement,
        participle_avoir,
        participle_etre,
    ),
    *(participle_noun, participle_reflexive, progressive, record_since, set_off, subjunctive, time_limit, two_objects),
    *(without_to, wrong_preposition),
)
RULES = (
    *(SentenceRule(file.RULE, file.find) for file in _FILES),
    SentenceRule(reporting.WITH_QUE, reporting.find_que),
    SentenceRule(reporting.TWO_SUBJECTS, reporting.find_two_subjects),
)
"""Every rule, with the function that finds its fault."""


class GrammarCheck:
    """Reports what no sentence of sound French has."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of grammar, MT401 to MT416."""
        return tuple(sorted((one.rule for one in RULES), key=lambda rule: rule.code))

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every sentence.

        Raises:
            RuleFaultsError: Some rules failed on some sentence; all that the rules found elsewhere was given before.
        """
        faults: dict[str, Exception] = {}
        for segment in evidence.segments:
            sentence = Sentence.of(segment, evidence)
            for one in RULES:
                try:
                    for found in one.find(sentence):
                        yield verdict(one.rule, found)
                except Exception as error:  # one rule's fault is not to silence the others
                    faults.setdefault(one.rule.code, error)
        if faults:
            raise RuleFaultsError(faults)
