"""The lexicon of forms, elision, closed classes, words with their readings, phrases."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from mtcheck.french import classes, forms
from mtcheck.french.elision import before, contracted, elided, elides
from mtcheck.french.forms import Reading, conjugated, inflected, past_participle, present_participle, readings
from mtcheck.french.phrases import clause_end, noun_phrases
from mtcheck.french.tokens import tokens
from mtcheck.training.forms import genders, nominals, verbs


def features(form: str) -> set[tuple[str, str, str, str]]:
    return {(r.pos, r.lemma, r.gender, r.number) for r in readings(form)}


def test_a_form_has_every_reading_that_it_can_have() -> None:
    assert ("noun", "attaque", "f", "s") in features("attaque")
    assert Reading("verb", "attaquer", "", "s", 3, "indicative", "present") in readings("attaque")
    assert features("nationaux") == {("adjective", "national", "m", "p")}
    assert {("noun", "français", "m", "s"), ("adjective", "français", "m", "p")} <= features("français")
    assert Reading("verb", "décider", "m", "s", 0, "participle", "past") in readings("décidé")
    assert {r.lemma for r in readings("suis")} == {"être", "suivre"}
    assert features("yeux") == {("noun", "œil", "", "p")}
    assert readings("zzorglub") == ()
    assert ("determiner", "cette", "f", "s") in features("Cette")
    assert {r.pos for r in readings("la")} >= {"determiner", "pronoun"}


@pytest.mark.parametrize("noun", ["poste", "tour", "journaliste"])
def test_a_noun_of_both_genders_has_none(noun: str) -> None:
    assert {r.gender for r in readings(noun) if r.pos == "noun"} == {""}


@pytest.mark.parametrize("verb", ["achalander", "acter", "hausser", "payer", "être", "pouvoir", "gésir"])
def test_every_verb_has_its_infinitive(verb: str) -> None:
    assert forms.is_infinitive(verb)


def test_a_word_is_put_into_a_form() -> None:
    assert conjugated("être", "subjunctive", "present", number="p") == "soient"
    assert conjugated("falloir", "indicative", "present", person=1) is None
    assert conjugated("zzorgler", "indicative", "present") is None
    assert past_participle("ouvrir", "f", "p") == "ouvertes"
    assert past_participle("être", "f", "p") is None
    assert present_participle("emprunter") == "empruntant"
    assert inflected("national", "adjective", "f", "p") == "nationales"
    assert inflected("cheval", "noun", "", "p") == "chevaux"
    assert inflected("situation", "adjective") is None


def test_every_finite_form_leads_back_to_its_verb() -> None:
    for verb in ("appeler", "jeter", "peindre", "asseoir", "essuyer", "ouvrir", "devoir"):
        for mood, tense in forms._LETTERS:
            if mood in forms.FINITE:
                form = conjugated(verb, mood, tense, number="p")
                assert form is not None
                assert forms.can_be(form, "verb", lemma=verb, mood=mood, tense=tense, person=3, number="p")


@pytest.mark.parametrize(
    "word",
    "habitude heure homme héroïne hiver hôpital huître histoire hebdomadaire arme œuvre Élysée ouest yeux Yves Haïti".split(),
)
def test_elided_before(word: str) -> None:
    assert elides(word) is True


@pytest.mark.parametrize(
    "word",
    """hausse hausser handicaper huer héros hiérarchie hors haine hockey onze oui ouistiti huit huitième yaourt haricot Hamas
    Hongrie pays""".split(),
)
def test_not_elided_before(word: str) -> None:
    assert elides(word) is False


@pytest.mark.parametrize("word", ["hyène", "Hxyz", "énième", ""])
def test_elision_that_is_open(word: str) -> None:
    assert elides(word) is None


def test_words_are_elided_and_spaced() -> None:
    assert before("de", "hausser") == "de hausser"
    assert before("d'", "hausser") == "de hausser"
    assert before("de", "abaisser") == "d'abaisser"
    assert before("Que", "il", apostrophe="’") == "Qu’il"
    assert before("de", "hyène") is None
    assert elided("pour", "elle") == "pour"
    assert contracted("de", "les") == "des"
    assert contracted("à", "la") == "à la"


def test_no_word_says_two_things_of_elision() -> None:
    import tomllib

    data = tomllib.loads(resources.files("mtcheck.french").joinpath("data/elision.toml").read_text(encoding="utf-8"))
    entries = [entry for kind in ("kept", "elided", "open") for entry in data[kind].split()]
    assert len(entries) == len(set(entries))


def test_closed_classes_hold_together() -> None:
    assert frozenset() == classes.SINGULAR_DETERMINERS & classes.PLURAL_DETERMINERS
    assert frozenset() == classes.MASCULINE_DETERMINERS & classes.FEMININE_DETERMINERS
    assert {"le", "la", "ce", "un", "mon"} <= classes.SINGULAR_DETERMINERS
    assert {"les", "des", "deux", "plusieurs"} <= classes.PLURAL_DETERMINERS
    assert len(classes.WEEKDAYS) == 7
    assert len(classes.MONTHS) == 12


def test_words_keep_their_place_and_their_gaps() -> None:
    text = "Hier, l'avion s'est posé."
    found = tokens(text, 100)
    assert [text[t.span.start - 100 : t.span.end - 100] for t in found] == [t.text for t in found]
    assert [t.gap for t in found] == ["", ", ", "", " ", "", " "]
    posed = found[-1]
    assert posed.past_participles
    assert not posed.finite
    assert found[-2].is_finite_of("être")
    assert found[2].only("noun", number="s")
    assert not found[2].only("noun", number="p")


def test_noun_phrases() -> None:
    found = tokens("Les deux nouvelles régions orientales du pays ont vu cette attaque massive.")
    spans = [" ".join(t.text for t in found[p.determiner : p.end]) for p in noun_phrases(found)]
    assert spans == ["Les deux nouvelles régions orientales", "du pays", "cette attaque massive"]
    assert [p.number for p in noun_phrases(found)] == ["p", "s", "s"]


def test_a_clause_ends_at_a_mark_or_a_conjunction() -> None:
    found = tokens("Le texte sera voté mardi, et le maire partira.")
    assert [t.text for t in found[: clause_end(found, 0)]] == ["Le", "texte", "sera", "voté", "mardi"]


def test_licences_stand_beside_the_tables() -> None:
    data = resources.files("mtcheck.french").joinpath("data")
    for name, licence in (("verbs", "LGPL-LR"), ("nominals", "MPL-2.0")):
        head = lzma.decompress(data.joinpath(f"{name}.txt.xz").read_bytes()).decode("utf-8").splitlines()[0]
        assert licence in head
        text = data.joinpath(f"{name}.LICENSE.txt").read_text(encoding="utf-8")
        assert "Linguistic Resource" in text if name == "verbs" else "Mozilla Public License" in text


def test_the_lexicon_is_not_loaded_before_it_is_asked() -> None:
    code = "import mtcheck.french.forms as f; assert not f._verbs.cache_info().currsize; f.readings('a'); f._verbs()"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_tables_are_made_of_the_packages(tmp_path: Path) -> None:
    conjugations = tmp_path / "conjugations.json"
    conjugations.write_text(
        json.dumps(
            {"oser": {"P": ["ose", "oses", "ose", "osons", "osez", "osent"], "Y": ["NA", "ose"], "K": ["osé"] * 4}}
        ),
        encoding="utf-8",
    )
    table = verbs(conjugations)
    assert list(table.stems) == ["os"]
    assert next(iter(table.paradigms))[0] == ("", "er")
    nouns = tmp_path / "words.json"
    nouns.write_text(json.dumps({"poste": "M", "maison": "F", "ADSL": "M"}), encoding="utf-8")
    known = genders(nouns)
    assert known == {"poste": "e", "maison": "f"}
    (tmp_path / "index.aff").write_text(
        "SFX W. Y 2\nSFX W. 0 0/L'D'Q' [lu]\nSFX W. l ux/D'Q' al\nSFX W. l le/L'D'Q' al\nSFX W. l les/D'Q' al\n",
        encoding="utf-8",
    )
    (tmp_path / "index.dic").write_text("2\nnational/W.\nParis/L'D'Q'\nvite/L'D'Q'\n", encoding="utf-8")
    classes_ = {"noun": frozenset[str](), "adj": frozenset({"national"}), "adv": frozenset({"vite"})}
    found = nominals(tmp_path / "index.dic", tmp_path / "index.aff", classes_, known)
    assert list(found.lines()) == ["=l\tms l\tfs le\tfp les\tmp ux", "=\ti ", "", "nationa", "vite", "", "0a", "1r"]
