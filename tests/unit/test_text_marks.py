from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.records import Span
from mtcheck.text import pairing
from mtcheck.text.marks import mark_roles, quoted
from mtcheck.text.pairing import find_marks, pair_marks

SWAPPED_CLOSE = "opening mark « where a closing mark is due"


def read(text: str) -> list[tuple[str, str | None]]:
    return [(marked.span.of(text), marked.defect) for marked in quoted(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "«\u00a0mot juste\u00a0»",
        "“mot juste”",
        '"mot juste"',
        "'' mot juste ''",
        "‹ mot juste ›",
        "<< mot juste >>",
        "„mot juste“",
        "‘mot juste’",
        "``mot juste''",
    ],
)
def test_every_style_pairs(text: str) -> None:
    assert read(f"Il parle d’un {text}, dit-on.") == [("mot juste", None)]


@pytest.mark.parametrize(
    "text",
    [
        "L'aujourd'hui d’hier n'est qu’un mot.",
        'Un écran de 24" est là.',
        "Il mesure 5'11'' pieds.",
        "Le forum 2025 '.",
        "l''Ukraine",
    ],
)
def test_apostrophes_and_inches_are_no_marks(text: str) -> None:
    assert read(text) == []


def test_inches_beside_a_quotation() -> None:
    assert read('Un écran de 24" dit "grand" coûte cher.') == [("grand", None)]


def test_elision_written_with_a_double_mark() -> None:
    assert read('A l"école, il dit "oui" et l’ami d’‘Alain’ dort.') == [("oui", None), ("Alain", None)]


def test_a_quotation_may_end_in_a_figure() -> None:
    assert read('Un accord "signé en 2022" tient.') == [("signé en 2022", None)]


def test_opening_mark_used_to_close() -> None:
    text = "«\u00a0Nous partons bientôt«\u00a0Durand a dit."
    assert read(text) == [("Nous partons bientôt", SWAPPED_CLOSE)]


def test_both_marks_swapped() -> None:
    (found,) = read("Il a parlé. » Ce fut utile. «\u00a0Le maire est parti.")
    assert found[0] == "Ce fut utile."
    assert found[1] == f"closing mark » where an opening mark is due; {SWAPPED_CLOSE}"


def test_swapped_mark_before_a_comma() -> None:
    text = "«\u00a0un bon accord\u00a0». «\u00a0Le maire est là «\u00a0, a dit Durand."
    assert read(text) == [("un bon accord", None), ("Le maire est là", SWAPPED_CLOSE)]


def test_unclosed_at_the_end() -> None:
    assert read("Il a dit «\u00a0nous partons demain.") == [("nous partons demain.", "opening mark « is never closed")]


def test_unclosed_before_another() -> None:
    assert read("«\u00a0Nous partons. Il a dit «\u00a0oui\u00a0».") == [
        ("Nous partons. Il a dit", "opening mark « is never closed"),
        ("oui", None),
    ]


def test_closed_without_an_opening_mark() -> None:
    assert read("Il vint. Nous partons demain\u00a0», a-t-il dit.") == [
        ("Nous partons demain", "closing mark » without an opening mark")
    ]


def test_mixed_pair() -> None:
    assert read("«\u00a0la plupart sont là ''. Oui") == [("la plupart sont là", "opened with « and closed with ''")]


def test_doubled_marks() -> None:
    assert read("«« nous partons »» dit-il") == [("nous partons", "marks « » are doubled")]
    assert read("«« nous partons » dit-il") == [("nous partons", "mark « is doubled")]


def test_nested_quotation() -> None:
    text = "«\u00a0Il m'a dit “non” hier\u00a0», dit-elle."
    found = quoted(text, Span(0, len(text)))
    assert [(marked.span.of(text), marked.depth, marked.defect) for marked in found] == [
        ("Il m'a dit “non” hier", 0, None),
        ("non", 1, None),
    ]


def test_pairs_stay_in_their_passage() -> None:
    text = "« un\n\ndeux »"
    (first,) = quoted(text, Span(0, 4))
    assert (first.span.of(text), first.closing) == ("un", None)


def test_roles_are_in_order() -> None:
    assert [role.opens for role in mark_roles('Un "mot" de 24" ici')] == [True, False, None]


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(["«", "»", '"', "“", "”", "''", "‘", "’", " ", "\u00a0", "mot", "Mot", ".", ",", "5"]),
        max_size=30,
    )
)
def test_spans_are_sound(parts: list[str]) -> None:
    text = "".join(parts)
    whole = Span(0, len(text))
    for marked in quoted(text, whole):
        assert whole.contains(marked.span)
        assert marked.span.of(text) == marked.span.of(text).strip() != ""
        assert marked.opening or marked.closing
        assert not marked.opening or marked.opening.end <= marked.span.start
        assert not marked.closing or marked.closing.start >= marked.span.end
        assert bool(marked.defect) or (marked.opening is not None and marked.closing is not None)


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(["« mot »", '"mot juste"', "“un mot”", " ", ", dit-il. ", "un mot", "24 "]), max_size=12)
)
def test_plain_marks_are_read_as_the_search_would(parts: list[str]) -> None:
    text = " ".join(parts)
    marks = find_marks(text, Span(0, len(text)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pairing, "_is_plain", lambda marks: False)
        searched = set(pair_marks(marks))
    assert set(pair_marks(marks)) == searched


def test_a_long_paragraph_of_quotations_is_read_mark_by_mark() -> None:
    text = "« Nous partons », dit-il. " * 20_000
    found = quoted(text, Span(0, len(text)))
    assert len(found) == 20_000
    assert {marked.defect for marked in found} == {None}
