"""Finds garbled renderings in French translations of known English statements.

The public API, imported on first use so that ``import mtcheck`` costs nothing:

>>> import mtcheck
>>> report = mtcheck.check("article.txt", quotes="quotes.json")  # doctest: +SKIP
>>> report = mtcheck.check(mtcheck.Text("Un feu cessé a été annoncé."))  # doctest: +SKIP
>>> for judged in mtcheck.score([("A ceasefire holds.", "Un feu cessé tient.")]):  # doctest: +SKIP
...     print(judged.score, judged.spans)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtcheck.api import Text, check, score
    from mtcheck.config.settings import Config, load_config
    from mtcheck.errors import (
        CheckError,
        ConfigError,
        DeviceError,
        InputError,
        LanguagePairError,
        ModelLoadError,
        MtcheckError,
        QuoteBankError,
        TranslatorError,
    )
    from mtcheck.estimator.scores import ErrorSpan, OmittedSpan, PairScore
    from mtcheck.records import (
        Alignment,
        Category,
        Document,
        Evidence,
        FileReport,
        Finding,
        KnownQuote,
        MatchedQuotation,
        Quotation,
        Report,
        Severity,
        Span,
    )

__version__ = "0.2.0"

__all__ = [
    "Alignment",
    "Category",
    "CheckError",
    "Config",
    "ConfigError",
    "DeviceError",
    "Document",
    "ErrorSpan",
    "Evidence",
    "FileReport",
    "Finding",
    "InputError",
    "KnownQuote",
    "LanguagePairError",
    "MatchedQuotation",
    "ModelLoadError",
    "MtcheckError",
    "OmittedSpan",
    "PairScore",
    "Quotation",
    "QuoteBankError",
    "Report",
    "Severity",
    "Span",
    "Text",
    "TranslatorError",
    "__version__",
    "check",
    "load_config",
    "score",
]

_ROOMS = {
    "Text": "api",
    "check": "api",
    "score": "api",
    "Config": "config.settings",
    "load_config": "config.settings",
    "ErrorSpan": "estimator.scores",
    "OmittedSpan": "estimator.scores",
    "PairScore": "estimator.scores",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = _ROOMS.get(name) or ("errors" if name.endswith("Error") else "records")
    value: object = getattr(importlib.import_module(f"mtcheck.{room}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
