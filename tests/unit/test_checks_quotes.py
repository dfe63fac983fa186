"""What a matched quotation says against what was said, on statements about many things."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtcheck.checks.quote_wording import may_replace
from mtcheck.engines.base import Translator
from mtcheck.engines.fake import FakeTranslator
from mtcheck.records import FileReport, Finding, Severity

CheckText = Callable[..., FileReport]
HOUSES = "We have lost 1,300 houses and 19 lives in the fire, but we will rebuild the whole village before 2030."


def quoted(french: str) -> str:
    return f"« {french} », a déclaré Mme Lopez."


def findings(check_text: CheckText, french: str, english: str, code: str = "MT1") -> list[Finding]:
    return [finding for finding in check_text(quoted(french), english).findings if finding.code.startswith(code)]


@pytest.mark.parametrize(
    ("french", "wrong"),
    [
        (
            "Nous avons perdu 1 300 maisons et 91 vies dans l'incendie, mais nous reconstruirons le village avant 2030",
            "91",
        ),
        (
            "Nous avons perdu 3 100 maisons et 19 vies dans l'incendie, mais nous reconstruirons le village avant 2030",
            "3 100",
        ),
        (
            "Nous avons perdu 1 300 maisons et 19 vies dans l'incendie, mais nous reconstruirons le village avant 2003",
            "2003",
        ),
    ],
)
def test_a_changed_number_is_found(check_text: CheckText, french: str, wrong: str) -> None:
    spaced = french.replace("1 300", "1\u202f300").replace("3 100", "3\u202f100")
    (finding,) = findings(check_text, spaced, HOUSES, "MT103")
    assert finding.text == wrong.replace(" ", "\u202f")
    assert finding.quote_id == "known"
    assert finding.reference is not None
    assert finding.reference in HOUSES


@pytest.mark.parametrize(
    "french",
    [
        "Nous avons perdu 1\u202f300 maisons et 19 vies dans l'incendie, mais nous reconstruirons le village avant 2030",
        "Nous avons perdu 1\u00a0300 maisons et 19 vies dans l'incendie, mais nous reconstruirons le village avant 2030",
        "Nous avons perdu 1300 maisons et dix-neuf vies dans l'incendie, mais nous reconstruirons le village avant 2030",
    ],
)
def test_sound_numbers_are_left_alone(check_text: CheckText, french: str) -> None:
    assert findings(check_text, french, HOUSES, "MT103") == []


@pytest.mark.parametrize(
    ("french", "english"),
    [
        (
            "Nous avons perdu 1\u202f300 maisons dans l'incendie, mais nous reconstruirons tout le village avant 2030",
            "We have lost 1,300 houses in the fire, but we will rebuild the whole village before 2030.",
        ),
        (
            "Depuis la crue, chaque famille de la vallée a reçu une aide contre la faim et le froid",
            "Since the flood, every family in the valley has received help against hunger and cold.",
        ),
        (
            "Après la tempête, nous avons distribué de l'eau pendant trois jours sous une pluie battante",
            "After the storm we handed out water for three days in pouring rain.",
        ),
    ],
)
def test_function_words_are_nobodys_counterpart(check_text: CheckText, french: str, english: str) -> None:
    """Prepositions and "tout" are rendered by words that the comparison leaves out."""
    assert [(finding.code, finding.text) for finding in findings(check_text, french, english)] == []


TREATY = (
    "We signed the treaty on the oceans, released every political prisoner without condition and "
    "we will come back in the spring."
)


ENGINEERS = (
    "Our engineers repaired the northern bridge, drained the flooded metro tunnel near the cathedral, "
    "and reopened the airport yesterday."
)


@pytest.mark.parametrize("sign", ["[…]", "(…)", "[...]", "…", "..."])
def test_an_omission_with_a_sign_is_no_omission(check_text: CheckText, sign: str) -> None:
    french = "Nos ingénieurs ont réparé le pont du nord {}et rouvert l'aéroport hier"
    assert len(findings(check_text, french.format(""), ENGINEERS, "MT102")) == 1
    assert findings(check_text, french.format(sign + " "), ENGINEERS, "MT102") == []


def test_quoting_a_part_is_no_omission(check_text: CheckText) -> None:
    assert findings(check_text, "Nous avons signé le traité sur les océans", TREATY, "MT102") == []
    assert findings(check_text, "Nous reviendrons au printemps", TREATY, "MT102") == []
    assert findings(check_text, TREATY_WHOLE, TREATY) == []


TREATY_WHOLE = (
    "Nous avons signé le traité sur les océans, libéré sans condition tous les prisonniers politiques et "
    "nous reviendrons au printemps"
)


def test_words_left_out_in_the_middle_are_found(check_text: CheckText) -> None:
    french = "Nos ingénieurs ont réparé le pont du nord et rouvert l'aéroport hier"
    (finding,) = findings(check_text, french, ENGINEERS, "MT102")
    assert finding.text in french
    assert "flooded metro" in str(finding.message)


@pytest.mark.parametrize(
    ("english", "sound", "garbled", "wrong"),
    [
        (
            "It was a fruitful conversation with the mayor about the new library.",
            "Ce fut une conversation fructueuse avec le maire sur la nouvelle bibliothèque",
            "Ce fut une conversation rentable avec le maire sur la nouvelle bibliothèque",
            "rentable",
        ),
        (
            "The harvest was poor because of the long drought in the valley.",
            "La récolte a été mauvaise à cause de la longue sécheresse dans la vallée",
            "La récolte a été mauvaise à cause de la longue couronne dans la vallée",
            "couronne",
        ),
        (
            "Our doctors have treated hundreds of wounded children in this hospital.",
            "Nos médecins ont soigné des centaines d'enfants blessés dans cet hôpital",
            "Nos médecins ont soigné des centaines de bouteilles blessées dans cet hôpital",
            "bouteilles",
        ),
    ],
)
def test_an_altered_word_is_found(
    check_text: CheckText, embedded: Translator, english: str, sound: str, garbled: str, wrong: str
) -> None:
    def of(french: str) -> list[Finding]:
        return list(check_text(quoted(french), english, embedded).findings)

    assert [finding for finding in of(sound) if finding.code.startswith("MT1")] == []
    found = [finding for finding in of(garbled) if finding.code in {"MT101", "MT201"}]  # a listed one is a term
    assert any(wrong in finding.text for finding in found), found
    assert all(finding.text in garbled for finding in found)


def test_the_engine_has_a_say(check_text: CheckText) -> None:
    english = "It was a fruitful conversation with the mayor about the new library."
    french = "Ce fut une conversation très rentable avec le maire sur la nouvelle bibliothèque"
    content = FakeTranslator({english: french})
    surprised = FakeTranslator({english: french.replace("rentable", "fructueuse")})
    (found,) = [f for f in check_text(quoted(french), english, surprised).findings if f.code == "MT101"]
    assert any(reason.kind == "forced-decoding" and "fructueuse" in str(reason.detail) for reason in found.evidence)
    calm = [f for f in check_text(quoted(french), english, content).findings if f.code == "MT101"]
    risks = [reason.value for f in calm for reason in f.evidence if reason.kind == "estimator"]
    (risk,) = [reason.value for reason in found.evidence if reason.kind == "estimator"]
    assert risk is not None
    assert all(other is not None and other < risk for other in risks)


def test_the_card_can_be_read(check_text: CheckText) -> None:
    english = "It was a fruitful conversation with the mayor about the new library."
    french = "Ce fut une conversation très rentable avec le maire sur la nouvelle bibliothèque"
    (finding,) = findings(check_text, french, english, "MT101")
    assert finding.reference == english
    assert finding.quote_id == "known"
    assert {reason.kind for reason in finding.evidence} >= {"gloss", "support"}
    assert 0.0 < finding.confidence <= 1.0


def test_what_nobody_known_said_is_not_judged(check_text: CheckText) -> None:
    english = "It was a fruitful conversation with the mayor about the new library."
    assert findings(check_text, "Ce fut un placement très rentable pour nos retraités", english) == []


def test_polarity(check_text: CheckText) -> None:
    english = "We will not close the schools of the region before spring."
    (finding,) = findings(check_text, "Nous fermerons les écoles de la région avant le printemps", english, "MT105")
    assert finding.severity is Severity.CRITICAL
    assert findings(check_text, "Nous ne fermerons pas les écoles de la région avant le printemps", english) == []
    affirmed = "We will close the schools of the region before spring."
    (other,) = findings(
        check_text, "Nous ne fermerons pas les écoles de la région avant le printemps", affirmed, "MT105"
    )
    assert other.severity is Severity.CRITICAL


def test_a_restriction_is_no_negation(check_text: CheckText) -> None:
    affirmed = "We will close only the schools of the region before spring."
    french = "Nous ne fermerons que les écoles de la région avant le printemps"
    assert findings(check_text, french, affirmed, "MT105") == []


def test_a_name_that_was_not_said(check_text: CheckText) -> None:
    english = "I had a very good meeting with Minister Paredes in Quito about the coffee harvest."
    french = "J'ai eu une très bonne réunion avec le ministre {} à Quito sur la récolte de café"
    (finding,) = findings(check_text, french.format("Murs"), english, "MT104")
    assert finding.text == "Murs"
    assert finding.suggestion == "Paredes"
    assert findings(check_text, french.format("Paredes"), english) == []


def test_a_model_of_one_direction_is_enough(check_text: CheckText) -> None:
    """Users point the configuration at models that read French and do not write it."""
    english = "We have welcomed 54 refugee families in the city."
    french = "Nous avons accueilli 45 familles de réfugiés dans la ville"
    reading = FakeTranslator(pairs=frozenset({("fr", "en")}))
    report = check_text(quoted(french), english, reading)
    assert report.error is None
    assert [finding.code for finding in report.findings] == ["MT103"]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le bénéfice a chuté à 147 M$ en 2013", "Net profit fell to $147 million in 2013."),
        ("Le gaz rapportera plus de 50 Md$ en dix ans", "The gas will bring in more than $50bn in ten years."),
        (
            "Il paraîtra le 4 novembre, coûtera de 4 à 5 millions",
            "It will appear on November 04 and cost $4-5 million.",
        ),
        ("Dans les années 80, la taxe était de 18 cents", "In the 1980s the tax was 18 cents."),
        ("L'homme de 43 ans est arrivé vers 9h30", "The 43-year-old arrived at around 9.30am."),
        ("Le chiffre est de 1,36 milliard", "The figure is 1,360 million."),
    ],
)
def test_numbers_are_compared_by_their_worth(check_text: CheckText, french: str, english: str) -> None:
    assert findings(check_text, french, english, "MT103") == []


def test_another_figure_is_no_freer_wording(check_text: CheckText) -> None:
    """A quotation whose figure differs is compared word by word, as it is where the figure is right."""
    text = (
        "« Nous avons eu une conversation très rentable avec nos alliés, et {} familles sont rentrées chez elles », "
        "a déclaré Mme Lopez."
    )
    english = "We had a fruitful conversation with our allies, and 54 families have returned home."
    for figure, codes in (("54", ["MT101"]), ("45", ["MT101", "MT103"])):
        report = check_text(text.format(figure), english)
        assert [finding.code for finding in report.findings] == codes
        assert report.findings[0].text == "très rentable"


@pytest.mark.parametrize(
    ("rendering", "printed", "offered"),
    [
        ("devise", "logo", True),
        ("moitié", "motié", True),
        ("questions", "toujours", False),
        ("introduire", "héros", False),
        ("venir", "maîtrise", False),
        ("personnes", "quelqu'", False),
    ],
)
def test_a_rendering_of_another_kind_of_word_is_not_offered(rendering: str, printed: str, offered: bool) -> None:
    assert may_replace(rendering, printed) == offered
