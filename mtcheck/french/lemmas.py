"""Dictionary forms, by the full-form lists of simplemma (MIT)."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """Return the dictionary form of ``word``, lower case; the word itself (lower case) where it is unknown.

    Args:
        word: One word, no spaces.
        language: ISO 639-1 code that simplemma knows, here ``fr`` or ``en``.
    """
    folded = word.lower().replace("’", "'")
    if len(folded) < 3:
        return folded
    import simplemma  # its import takes as long as the rest of a run whose files have not changed

    # greedy search guesses at unknown words, and a wrong guess would look like knowledge
    return str(simplemma.lemmatize(folded, lang=language, greedy=False)).lower()


@lru_cache(maxsize=200_000)
def is_known(word: str, language: str) -> bool:
    """Say whether ``word``, lower-cased, is a form of a dictionary word of that language."""
    import simplemma

    return bool(simplemma.is_known(word.lower().replace("’", "'"), lang=language))


@lru_cache(maxsize=200_000)
def is_infinitive(word: str) -> bool:
    """Say whether a French lower-case form is the infinitive of a verb (by its ending and its being its own lemma)."""
    if word in _IRREGULAR:
        return True
    ends = word.endswith(("er", "ir", "re")) and word not in _NOT_VERBS
    return ends and lemma(word, "fr") == word and _looks_verbal(word)


def is_verb_form(word: str) -> bool:
    """Say whether a French dictionary form is a verb, or a participle that the dictionary lists as a word of its own."""
    return is_infinitive(word) or (word.endswith("é") and is_infinitive(word[:-1] + "er"))


_IRREGULAR = frozenset("être avoir faire pouvoir savoir voir aller vouloir falloir valoir".split())


_NOT_VERBS = frozenset(
    "autre entre contre notre votre être-là hier avenir désir plaisir loisir papier premier dernier particulier cahier "
    "février janvier quartier métier entier titre centre ministre lettre chambre nombre octobre septembre novembre "
    "décembre membre guerre terre heure pauvre libre propre ordre cadre arbre rencontre montre théâtre mètre maître "
    "chiffre offre œuvre oeuvre règle sinistre registre ombre désordre".split()
)


def _looks_verbal(word: str) -> bool:
    """Tell "rendre" from "libre": a verb has a conjugated form in the dictionary that leads back to it."""
    stem = word[:-2]
    forms = {
        "er": (stem + "ait", stem + "era", stem + "eait"),
        "ir": (stem + "issait", stem + "ira", stem + "ait", stem[:-1] + "ra", stem[:-2] + "oyait", stem[:-2] + "evait"),
        "re": (stem + "ait", stem + "ra", stem[:-1] + "sait", stem[:-1] + "ssait", stem[:-1] + "vait"),
    }[word[-2:]]
    return any(lemma(form, "fr") == word for form in forms if form != word)
