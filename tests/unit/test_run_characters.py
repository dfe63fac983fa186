from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from mtcheck.api import Text, check
from mtcheck.engines.fake import FakeTranslator
from mtcheck.records import Finding, KnownQuote

ARTICLE = (
    "La ministre Ana Durand a pris la parole à Genève.\n\n"
    "« Nous avons eu une conversation très rentable », a déclaré Mme Durand.\n\n"
    "Ils ont refusé signer le traité. Un réunion a été organisée. Les deux armées ont signé un feu cessé.\n"
)
QUOTE = KnownQuote("q", "Ana Durand", "We had a very fruitful conversation.")


def found(text: str) -> list[Finding]:
    (file,) = check(Text(text), quotes=QUOTE, translator=FakeTranslator()).files
    assert file.document is not None
    assert file.document.text == text
    for finding in file.findings:
        assert finding.span.of(text) == finding.text
    for matched in file.quotations:
        assert matched.quotation.span.of(text) == matched.quotation.text
    return list(file.findings)


@pytest.mark.parametrize(
    "write",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("ss", "s\u00ads").replace("tr", "t\u00adr").replace("un", "u\u200bn"),
        lambda text: text.replace(" ", "\u200b "),
        lambda text: text.replace("e", "e\u2060").replace("fi", "\ufb01"),
        lambda text: "\u202a" + text.replace("\n\n", "\u202c\n\n\u202a"),
    ],
)
def test_findings_do_not_depend_on_how_letters_are_stored(write: Callable[[str], str]) -> None:
    plain, stored = found(ARTICLE), found(write(ARTICLE))
    assert {finding.code for finding in plain} >= {"MT201", "MT401", "MT402"}
    assert [(f.code, f.suggestion, f.confidence) for f in stored] == [
        (f.code, f.suggestion, f.confidence) for f in plain
    ]
    assert [f.line for f in stored] == [f.line for f in plain]
