"""Dictionary forms, and whether two words are forms of one."""

from __future__ import annotations

import pytest

from mtcheck.french.forms import ADJECTIVE, inflected, is_infinitive, readings
from mtcheck.french.inflection import agreeing, bare, in_number_of, in_verb_form_of, same_word
from mtcheck.french.lemmas import is_known, lemma
from mtcheck.french.spelling import fold


@pytest.mark.parametrize(
    ("word", "language", "base"),
    [
        ("allaient", "fr", "aller"),
        ("Présidents", "fr", "président"),
        ("grèves", "fr", "grève"),
        ("yeux", "fr", "œil"),
        ("aujourd’hui", "fr", "aujourd'hui"),
        ("le", "fr", "le"),
        ("zzorglubs", "fr", "zzorglubs"),
        ("spoke", "en", "speak"),
        ("children", "en", "child"),
        ("drones", "en", "drone"),
    ],
)
def test_lemma(word: str, language: str, base: str) -> None:
    assert lemma(word, language) == base


def test_unknown_words_are_said_to_be_unknown() -> None:
    assert is_known("Maisons", "fr")
    assert not is_known("zzorglub", "fr")
    assert is_known("whistle", "en")
    assert not is_known("ouragans", "en")


INFINITIVES = (
    "rendre voir finir recevoir mettre être avoir courir peindre partir faire vouloir falloir valoir tenir croire dire "
    "conduire connaître boire devoir mourir ouvrir fuir prendre craindre vaincre appeler jeter envoyer"
).split()


@pytest.mark.parametrize("word", INFINITIVES)
def test_infinitives(word: str) -> None:
    assert is_infinitive(word)


@pytest.mark.parametrize("word", "libre hier papier désir guerre offre membre ordre mangeait maison".split())
def test_words_that_only_end_like_infinitives(word: str) -> None:
    assert not is_infinitive(word)


def test_fold() -> None:
    assert fold("L’ŒUVRE d’Élise") == "l'oeuvre d'elise"
    assert fold("Cæsar") == "caesar"


@pytest.mark.parametrize(
    ("accepted", "found"),
    [
        ("défense", "défenses"),
        ("aérien", "aériennes"),
        ("aérienne", "aériennes"),
        ("national", "nationaux"),
        ("actif", "actives"),
        ("heureux", "heureuse"),
        ("œuvre", "oeuvres"),
        ("frappe", "Frappes"),
        ("Patriot", "Patriots"),
        ("Patriot", "PATRIOT"),
        ("Élysée", "Elysée"),
        ("ONU", "onu"),
    ],
)
def test_forms_of_one_word(accepted: str, found: str) -> None:
    assert same_word(accepted, found)


@pytest.mark.parametrize(
    ("accepted", "found"),
    [
        ("Patriot", "patriotes"),
        ("Patriot", "patriote"),
        ("Patriot", "Patriotes"),
        ("Élysée", "Elisée"),
        ("Otan", "otan"),
        ("frappe", "grève"),
        ("accord", "accorder"),
        ("élire", "élu"),
        ("frappe", "frapper"),
    ],
)
def test_other_words(accepted: str, found: str) -> None:
    assert not same_word(accepted, found)


def test_air_defence_is_accepted_word_by_word() -> None:
    assert all(map(same_word, "défense aérienne".split(), "défenses aériennes".split()))
    assert not all(map(same_word, "défense aérienne".split(), "défense antiaérienne".split()))


@pytest.mark.parametrize(
    "forms",
    [
        ("national", "nationale", "nationaux", "nationales"),
        ("actif", "active", "actives", "actifs"),
        ("drone", "drones"),
    ],
)
def test_bare_is_the_same_for_all_forms(forms: tuple[str, ...]) -> None:
    assert len({bare(form) for form in forms}) == 1


@pytest.mark.parametrize("word", ["as", "es", "bus", "axe"])
def test_bare_keeps_short_words_apart(word: str) -> None:
    assert len(bare(word)) >= 2


@pytest.mark.parametrize(
    ("adjective", "gender", "plural", "form"),
    [
        ("fructueux", "f", False, "fructueuse"),
        ("fructueux", "f", True, "fructueuses"),
        ("fructueux", "m", True, "fructueux"),
        ("actif", "f", True, "actives"),
        ("mondial", "m", True, "mondiaux"),
        ("mondial", "f", True, "mondiales"),
        ("aérien", "f", False, "aérienne"),
        ("libre", "f", False, "libre"),
        ("libre", None, True, "libres"),
        ("zzorglub", "f", False, "zzorglub"),
    ],
)
def test_adjectives_agree(adjective: str, gender: str | None, plural: bool, form: str) -> None:
    assert agreeing(adjective, gender=gender, plural=plural) == form


def test_suggestions_keep_the_printed_number() -> None:
    assert in_number_of("système Patriot", "systèmes patriotes") == "systèmes Patriot"
    assert in_number_of("cessez-le-feu", "feu cessé") == "cessez-le-feu"


@pytest.mark.parametrize(
    ("rendering", "printed", "expected"),
    [
        ("obtenir des assurances", "obtenu des réassurances", "obtenu des assurances"),
        ("obtenir des assurances", "obtient des réassurances", "obtient des assurances"),
        ("obtenir des assurances", "obtenir des réassurances", "obtenir des assurances"),
        (
            "obtenir des assurances",
            "reçu des réassurances",
            "obtenir des assurances",
        ),  # another verb: left to the reader
        ("rassurer", "donné des réassurances", "rassurer"),
        ("système Patriot", "systèmes patriotes", "système Patriot"),
    ],
)
def test_a_rendering_keeps_the_printed_form_of_its_verb(rendering: str, printed: str, expected: str) -> None:
    assert in_verb_form_of(rendering, printed) == expected


def test_nothing_is_no_known_word() -> None:
    from mtcheck.french.lemmas import is_known, lemma

    assert not is_known("", "fr")
    assert not is_known("’", "fr")
    assert lemma("", "fr") == ""
    assert is_known("Maison", "fr")


@pytest.mark.parametrize(
    ("form", "pos", "lemma", "gender", "number"),
    [
        ("paix", "noun", "paix", "f", ""),
        ("Voix", "noun", "voix", "f", ""),
        ("gens", "noun", "gens", "m", "p"),
        ("accru", "verb", "accroître", "m", "s"),
        ("accrues", "verb", "accroître", "f", "p"),
        ("résolue", "verb", "résoudre", "f", "s"),
    ],
)
def test_words_that_the_tables_lack_are_read(form: str, pos: str, lemma: str, gender: str, number: str) -> None:
    assert (pos, lemma, gender, number) in [(r.pos, r.lemma, r.gender, r.number) for r in readings(form)]


@pytest.mark.parametrize(
    ("lemma", "feminine"),
    [("massif", "massive"), ("explosif", "explosive"), ("lointain", "lointaine"), ("rapide", "rapide")],
)
def test_a_form_for_both_genders_gives_way_to_one_of_its_own(lemma: str, feminine: str) -> None:
    assert inflected(lemma, ADJECTIVE, "f", "s") == feminine
