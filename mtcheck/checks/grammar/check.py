"""The rules of grammar, each on every sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mtcheck.checks import grammar
from mtcheck.checks.base import BackTranslated, Rule, RuleFaultsError, Verdict
from mtcheck.checks.grammar.sentence import SentenceRule, SentenceView, verdict
from mtcheck.errors import ModelLoadError
from mtcheck.evidence.analysis import FileEvidence


@cache
def sentence_rules() -> tuple[SentenceRule, ...]:
    """Return every rule with the function that finds its fault: those of the files beside this one, by name."""
    names = sorted(module.name for module in iter_modules(grammar.__path__))
    files = [import_module(f"{grammar.__name__}.{name}") for name in names]
    return tuple(SentenceRule(file.RULE, file.find) for file in files if hasattr(file, "RULE"))


class GrammarCheck:
    """Reports what no sentence of sound French has."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of grammar, MT401 to MT416."""
        return tuple(sorted((one.rule for one in sentence_rules()), key=lambda rule: rule.code))

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every sentence.

        Raises:
            RuleFaultsError: Some rules failed on some sentence; all that the rules found elsewhere was given before.
        """
        faults: dict[str, Exception] = {}
        for segment in evidence.segments:
            sentence = SentenceView.of(segment, evidence)
            for one in sentence_rules():
                try:
                    for found in one.find(sentence):
                        yield verdict(one.rule, found)
                except ModelLoadError:
                    raise
                except Exception as error:  # one rule's fault is not to silence the others
                    faults.setdefault(one.rule.code, error)
        if faults:
            raise RuleFaultsError(faults)
