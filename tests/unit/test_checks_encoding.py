"""MT603 and MT303: broken characters, and other languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtcheck.readers.passages import cut_passages
from mtcheck.records import FileReport
from mtcheck.text.scripts import foreign_script_runs, language_of_script

CheckText = Callable[..., FileReport]


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "word", ["été", "l’élève", "cœur", "naïf", "forêt", "où", "ça", "« Noël »", "à", "É", "1 000 €"]
)
def test_what_was_garbled_is_told_with_its_repair(word: str, codec: str, check_text: CheckText) -> None:
    garbled = word.encode().decode(codec, errors="ignore")
    text = f"Il a vu hier {garbled} dans la ville."
    found = [finding for finding in check_text(text).findings if finding.code == "MT603"]
    assert found
    repaired = text
    for finding in reversed(found):
        assert finding.suggestion is not None
        repaired = repaired[: finding.span.start] + finding.suggestion + repaired[finding.span.end :]
    assert repaired.split() == f"Il a vu hier {word} dans la ville.".split()


@pytest.mark.parametrize(
    "text",
    [
        "À São Paulo, M. Gonçalves a mangé une crêpe Suzette à la crème brûlée pour 12 €.",
        "Les Â et les Ä, les Ã et les Å : Håkon, Ångström, Ærø, Łódź, Šibenik, Þingvellir, Győr.",
        "« ÊTRE OU NE PAS ÊTRE », DISAIT-IL À CHÂTEAUROUX… Ça coûte £5, 10 °C, §3, ©2024, Noël™.",
        "Le n° 5 — d’après l’Insee – vaut 3½ fois plus ; ¿Qué? ¡No! Straße, façade, « ambiguë », L’Haÿ-les-Roses.",
    ],
)
def test_sound_words_are_left_alone(text: str, check_text: CheckText) -> None:
    assert [f.text for f in check_text(text).findings if f.code in {"MT603", "MT303"}] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Мы никогда не забудем этот день, мы были там.", "ru"),
        ("Ми ніколи не забудемо цей день, їхні діти теж.", "uk"),
        ("Δεν θα ξεχάσουμε ποτέ αυτή την ημέρα.", "el"),
        ("لن ننسى هذا اليوم أبدا", "ar"),
        ("私たちはこの日を忘れません。", "ja"),
        ("我们永远不会忘记这一天。", "zh"),
        ("Nous n'oublierons jamais ce jour (день).", None),
        ("2024", None),
    ],
)
def test_scripts_tell_languages(text: str, language: str | None) -> None:
    assert language_of_script(text) == language


def test_passages_in_other_scripts_are_told_and_not_checked(check_text: CheckText) -> None:
    text = "Le ministre est arrivé.\n\nМы никогда не забудем этот день, мы были там."
    (finding,) = [finding for finding in check_text(text).findings if finding.span.start > 20]
    assert (finding.code, finding.severity.label) == ("MT303", "neutral")
    assert "Russian" in str(finding.message)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vladimir Poutine (Владимир Путин) est arrivé.", 0),
        ("Le journal Комсомольская правда l'a dit.", 0),
        ("Il a dit « мы не забудем этот день » hier.", 1),
        ("Le caractère 中 et le mot 中国 sont chinois.", 0),
        ("La formule Σ αβγ ne dit rien.", 0),
    ],
)
def test_names_in_other_scripts_are_no_passages(text: str, count: int) -> None:
    assert len(list(foreign_script_runs(text))) == count


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Prezydent powiedział, że rozmowy nie są jeszcze zakończone, ale będzie to możliwe już po świętach."),
        ("ro", "Președintele a spus că negocierile nu sunt încheiate și că acest lucru va fi posibil după sărbători."),
        (
            "tr",
            "Cumhurbaşkanı bu görüşmelerin henüz bitmediğini ve daha sonra bir anlaşma için çok umutlu olduğunu söyledi.",
        ),
        (
            "sv",
            "Presidenten sade att samtalen inte är avslutade och att det kan bli möjligt efter helgen, men inte för alla.",
        ),
        ("de", "Der Minister hat erklärt, dass die Gespräche im Frühjahr für alle weitergehen werden."),
        ("es", "El ministro ha declarado que las conversaciones van a continuar en la primavera con todos los países."),
        ("en", "The minister said that the talks would go on in the spring with all of the countries."),
        ("fr", "Le ministre a déclaré que les discussions se poursuivraient au printemps avec tous les pays."),
        ("fr", "Jean Dupont, Marie Durand, Paul Martin, Anna Kowalska, Ion Popescu et Lars Svensson"),
        ("fr", "Real Madrid - FC Barcelone : Vinicius, Bellingham et Lewandowski à la une de Marca"),
    ],
)
def test_languages_of_passages(language: str, text: str) -> None:
    (passage,) = cut_passages(text)
    assert passage.language == language
