"""What documents are checked with: one record that every way in makes, and hands down whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from typing import TYPE_CHECKING

from mtcheck.checks.base import Check
from mtcheck.engines.base import Translator
from mtcheck.engines.cache import AnswerCache

if TYPE_CHECKING:
    from mtcheck.context.model import ContextModel
    from mtcheck.encoder.encoder import SentenceEncoder


@dataclass(frozen=True, slots=True)
class Means:
    """What documents are checked with.

    Attributes:
        checks: What gives the verdicts.
        translator: The engine that back-translates and force-decodes.
        encoder: Tells senses apart; None for the one that ships with the package, on the CPU.
        answers: Where reports of documents are kept between runs; None checks everything anew.
        context_model: Chooses what is put in the place of words that are out of place; None for none.
    """

    checks: Sequence[Check]
    translator: Translator
    encoder: SentenceEncoder | None = None
    answers: AnswerCache | None = None
    context_model: ContextModel | None = None

    @property
    def models(self) -> tuple[str, ...]:
        """Signatures of the models that findings depend on; reports are kept by them."""
        context = () if self.context_model is None else (self.context_model.signature,)
        return (self.translator.signature, *context)

    def signature(self, known: int | None = None) -> str:
        """Return what reproduces the figures of a run: versions, models, rules, and how many quotes are known.

        Args:
            known: That number; None leaves it out.
        """
        codes = ",".join(sorted(rule.code for check in self.checks for rule in check.rules))
        rules = blake2b(codes.encode(), digest_size=4).hexdigest()
        engine, *others = self.models
        quotes = () if known is None else (f"quotes:{known}",)
        return "|".join((f"mtcheck:{version('mtcheck')}", f"model:{engine}", f"rules:{rules}", *quotes, *others))
