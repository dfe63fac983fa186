"""Every suggestion of every example and known error, put into its sentence: elision and contraction hold."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from suggestion_faults import Case, Check, known_cases, suggestion_faults

from mtcheck.checks.registry import all_rules
from mtcheck.french.elision import CONTRACTIONS, elided
from mtcheck.french.placing import in_place
from mtcheck.records import FileReport, Finding, Span
from mtcheck.text.words import words

SAMPLED = 1 if os.environ.get("MTCHECK_EVERY_SUGGESTION") == "1" else 24  # of so many cases one is tried
WRONG = "Les deux camps ont signé un feu cessé hier soir."
GARBLED = Path(__file__).parents[1] / "known_errors" / "garbled.jsonl"


@pytest.mark.parametrize(
    ("text", "fault", "suggestion", "right"),
    [
        ("Ils livrent l'offre d'armes promise.", "offre d'armes", "fourniture d'armes", "la fourniture d'armes"),
        ("Les frappes massifs ont repris.", "frappes massifs", "frappe massive", "frappes massives"),
        ("Il parle du palais détruit.", "palais", "école", "de l'école"),
        ("L'équilibre est lourd.", "équilibre", "bilan", "Le bilan"),
        ("Il a décidé d'augmenter les taux.", "augmenter", "hausser", "de hausser"),
        ("Un cas de feu cessé.", "feu cessé", "le cessez-le-feu", "du cessez-le-feu"),
        (
            "Une interview téléphonique a eu lieu.",
            "interview téléphonique",
            "appel téléphonique",
            "Un appel téléphonique",
        ),
        ("Un palais est en ruine.", "palais", "immeuble", "immeuble"),
        ("L’armée réclame une zone d’aucun vol.", "zone d’aucun vol", "zone d'exclusion", "zone d’exclusion"),
        ("Kiev demande les systèmes patriotes.", "systèmes patriotes", "systèmes Patriot", "systèmes Patriot"),
    ],
)
def test_what_stands_before_follows(text: str, fault: str, suggestion: str, right: str) -> None:
    start = text.index(fault)
    found = in_place(text, Span(start, start + len(fault)), suggestion)
    assert found is not None
    span, put = found
    assert put == right
    assert span.end == start + len(fault)


@pytest.mark.parametrize(
    ("text", "fault", "suggestion"),
    [
        ("Sur la touche du sommet de Rome.", "touche du sommet", "en marge de"),
        ("Il attend les résultats du vote.", "résultats", "d'un résultat"),
        ("La balle d'objectif est un sport.", "balle d'objectif", "goalball"),
        ("Les balles d'objectif sont dures.", "balles d'objectif", "goalball"),
    ],
)
def test_what_does_not_fit_is_not_suggested(text: str, fault: str, suggestion: str) -> None:
    start = text.index(fault)
    assert in_place(text, Span(start, start + len(fault)), suggestion) is None


@pytest.mark.parametrize(
    ("text", "fault", "suggestion", "replaced", "right"),
    [
        (
            "Des effets de côté persistent.",
            "effets de côté",
            "effet secondaire",
            "effets de côté",
            "effets secondaires",
        ),
        (
            "Effets de côté incluaient la fièvre.",
            "Effets de côté",
            "effet secondaire",
            "Effets de côté",
            "Effets secondaires",
        ),
        (
            "Plusieurs fonds de haie ont parié.",
            "fonds de haie",
            "fonds spéculatif",
            "fonds de haie",
            "fonds spéculatifs",
        ),
        (
            "Il a reçu un avis de garantie.",
            "avis de garantie",
            "mise en examen",
            "un avis de garantie",
            "une mise en examen",
        ),
        ("Une nouvelle drogue arrive.", "drogue", "médicament", "Une nouvelle drogue", "Un nouveau médicament"),
        ("Dix avions ont été mis à la terre.", "mis à la terre", "cloué au sol", "mis à la terre", "cloués au sol"),
        ("Les troupes sont mises à terre.", "mises à terre", "cloué au sol", "mises à terre", "clouées au sol"),
        ("La Dinde a levé son veto.", "La Dinde", "la Turquie", "La Dinde", "La Turquie"),
        ("Libéré sur bail hier.", "bail", "caution", "bail", "caution"),
    ],
)
def test_number_gender_and_capital_follow(text: str, fault: str, suggestion: str, replaced: str, right: str) -> None:
    start = text.index(fault)
    found = in_place(text, Span(start, start + len(fault)), suggestion)
    assert found is not None
    assert (found[0].of(text), found[1]) == (replaced, right)


def test_a_verb_is_not_replaced_by_what_is_none() -> None:
    text = "Un but a précipité les deux équipes vers les tirs au but."
    start = text.index("précipité")
    assert in_place(text, Span(start, start + len("précipité")), "en avance") is None


def test_suggestions_bring_no_new_fault(check_texts: Check) -> None:
    """A fixed sample of them, and all with ``MTCHECK_EVERY_SUGGESTION=1``, which takes some minutes."""
    seen, faults = suggestion_faults(known_cases()[::SAMPLED], check_texts)
    assert seen > 60
    assert not faults, "\n".join(map(str, faults))


def test_a_suggestion_that_does_not_fit_is_seen(check_texts: Check) -> None:
    (report,) = check_texts([("a.txt", "Les deux camps ont signé un feu cessé hier soir.")])
    (finding,) = [item for item in report.findings if item.code == "MT201"]
    for suggestion, told in (("ceassez", "is no word"), ("accord de le camp", "MT4061"), ("feux amicaux", "MT")):
        wrong = replace(finding, suggestion=suggestion)

        def check(given: Sequence[tuple[str, str]], _: object, wrong: Finding = wrong) -> tuple[FileReport, ...]:
            # The first check is the one whose suggestions are tried.
            return (replace(report, findings=(wrong,)),) if given[0][1] == WRONG else check_texts(given)

        _, faults = suggestion_faults([Case(WRONG)], check)
        assert any(told in str(fault) for fault in faults), (suggestion, faults)


def test_every_suggestion_can_be_pasted(check_texts: Callable[..., tuple[FileReport, ...]]) -> None:
    texts = {example.text for rule in all_rules() for example in rule.examples if example.flagged is not None}
    texts |= {json.loads(line)["text"] for line in GARBLED.read_text(encoding="utf-8").splitlines()}
    given = sorted(texts)
    seen, wrong = 0, []
    for text, file in zip(given, check_texts([(f"{n}.txt", text) for n, text in enumerate(given)]), strict=True):
        for finding in file.findings:
            if finding.suggestion and file.document is not None and not file.document.places:
                seen += 1
                if not joins(file.document.text, finding):
                    wrong.append((finding.code, finding.text, finding.suggestion, text))
    assert seen > 300
    assert not wrong


def joins(text: str, finding: Finding) -> bool:
    """Say whether a suggestion elides and contracts as French does with the words on both sides of it."""
    start, suggestion = finding.span.start, finding.suggestion or ""
    after = f"{text[:start]}{suggestion}{text[finding.span.end :]}"
    borders = (start, start + len(suggestion))
    found = words(after)
    for one, other in itertools.pairwise(found):
        gap = after[one.span.end : other.span.start]
        if gap.strip() or "\n" in gap or not any(one.span.end <= border <= other.span.start for border in borders):
            continue
        right = elided(one.text, other.text)
        if (
            right is not None
            and right.replace("’", "'") != one.text.replace("’", "'")
            and one.folded not in {"du", "au"}
        ):
            return False
        if (one.folded, other.folded) in CONTRACTIONS:
            return False
    return True
