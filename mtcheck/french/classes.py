"""The closed classes of French words, each once: lower case, straight apostrophes, elided forms beside full ones."""

from __future__ import annotations

from types import MappingProxyType

# Determiners: form → (gender, number); a feature that the form leaves open is empty.
ARTICLES = MappingProxyType(
    {"le": "ms", "la": "fs", "l'": " s", "les": " p", "un": "ms", "une": "fs", "des": " p", "du": "ms", "au": "ms"}
    | {"aux": " p"}
)
DEMONSTRATIVES = MappingProxyType({"ce": "ms", "cet": "ms", "cette": "fs", "ces": " p"})
POSSESSIVES = MappingProxyType(
    # "mon", "ton" and "son" stand before a feminine that begins with a vowel as well
    {"mon": " s", "ton": " s", "son": " s", "ma": "fs", "ta": "fs", "sa": "fs", "mes": " p", "tes": " p", "ses": " p"}
    | {"notre": " s", "votre": " s", "leur": " s", "nos": " p", "vos": " p", "leurs": " p"}
)
QUANTIFIERS = MappingProxyType(
    {"aucun": "ms", "aucune": "fs", "nul": "ms", "nulle": "fs", "chaque": " s", "plusieurs": " p", "quelques": " p"}
    | {"certains": "mp", "certaines": "fp", "quel": "ms", "quelle": "fs", "quels": "mp", "quelles": "fp", "tel": "ms"}
    | {"telle": "fs", "tels": "mp", "telles": "fp", "maints": "mp", "maintes": "fp", "divers": "mp", "diverses": "fp"}
    | {"tout": "ms", "toute": "fs", "tous": "mp", "toutes": "fp", "certain": "ms", "certaine": "fs", "quelque": " s"}
)
_UNITS = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_TENS = "vingt trente quarante cinquante soixante septante huitante octante nonante cent mille"
NUMERALS = frozenset(f"{_UNITS} {_TENS} vingts cents".split())
"""Cardinal numbers from two on; "un" is an article."""

DETERMINERS = MappingProxyType(
    {**ARTICLES, **DEMONSTRATIVES, **POSSESSIVES, **QUANTIFIERS, **dict.fromkeys(NUMERALS, " p")}
)
"""Every determiner with its gender and number; numerals count as plural."""


def _with(gender: str = "", number: str = "") -> frozenset[str]:
    return frozenset(form for form, told in DETERMINERS.items() if gender in ("", told[0]) and number in ("", told[1]))


SINGULAR_DETERMINERS = _with(number="s")
PLURAL_DETERMINERS = _with(number="p")
MASCULINE_DETERMINERS = _with(gender="m")
FEMININE_DETERMINERS = _with(gender="f")
DEFINITE_ARTICLES = frozenset({"le", "la", "l'", "les"})
INDEFINITE_ARTICLES = frozenset({"un", "une", "des"})
OWN_DETERMINERS = frozenset({*ARTICLES, *DEMONSTRATIVES, *POSSESSIVES}) - {"du", "au", "aux"}
"""Articles, demonstratives and possessives: one of them opens a noun phrase, and nothing but that."""

# Pronouns
SUBJECTS = frozenset("je j' tu il elle on nous vous ils elles ce c'".split())
THIRD_PERSON = frozenset("il elle on ils elles".split())
REFLEXIVES = frozenset({"se", "s'"})
OBJECTS = frozenset("le la l' les me m' te t' se s' nous vous".split())
INDIRECT_OBJECTS = frozenset({"lui", "leur", "y"})
CLITICS = OBJECTS | INDIRECT_OBJECTS | {"en"}
"""What stands between the subject and its verb, "ne" aside."""
DEMONSTRATIVE_PRONOUNS = frozenset("celui celle ceux celles ce c' ceci cela ça".split())
NEGATIVE_PRONOUNS = frozenset({"personne", "rien"})
NE = frozenset({"ne", "n'"})
QUE = frozenset({"que", "qu'"})
DE = frozenset({"de", "d'"})
DE_FORMS = frozenset({"de", "d'", "du", "des"})
A_FORMS = frozenset({"à", "au", "aux"})
RELATIVES = frozenset(
    """qui que qu' quoi dont où lequel laquelle lesquels lesquelles duquel desquels desquelles auquel auxquels
    auxquelles""".split()
)
COMPOUND_RELATIVES = frozenset(word for word in RELATIVES if "quel" in word)
"""Those that agree with what they stand for."""
INTERROGATIVES = frozenset("quel quelle quels quelles combien comment pourquoi quand".split())

# Forms of “avoir” that stand before a participle, third person
HAVE = frozenset("a ont avait avaient aura auront aurait auraient ait aient eut eurent eût".split())
EUPHONIC = frozenset("beau bel nouveau nouvel vieux vieil fou fol mou mol".split())
"""Adjectives with a form of their own before a vowel, and that form."""

# Words that lead to others
PREPOSITIONS = frozenset(
    """à au aux de d' du des en dans sur sous par pour avec sans contre entre vers chez depuis pendant durant avant après
    selon devant derrière dès envers hors lors malgré outre parmi sauf via voici voilà jusque jusqu'""".split()
)
COORDINATORS = frozenset("et ou ni mais car or donc puis et/ou".split())
SUBORDINATORS = frozenset(
    "que qu' si comme lorsque lorsqu' puisque puisqu' quoique quoiqu' quand parce tandis pourtant".split()
)
COMPLEMENTISERS = QUE | SUBORDINATORS | RELATIVES | INTERROGATIVES
"""Words that open a clause inside another."""

# Adverbs that stand between an auxiliary and its participle, or between a verb and its complement
NEGATIONS = frozenset("pas plus jamais point guère rien aucun aucune aucunement nullement personne".split())
DEGREES = frozenset(
    """très trop assez extrêmement particulièrement plutôt vraiment aussi si plus moins peu tout bien tellement fort
    totalement complètement relativement""".split()
)
MIDDLE_ADVERBS = frozenset(
    """pas plus jamais déjà également aussi ensuite enfin toujours récemment finalement même encore bien donc ainsi tous
    toutes tout vite vraiment""".split()
)

# Time
WEEKDAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split())
MONTHS = frozenset("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
TIMES = WEEKDAYS | frozenset(
    """an année mois semaine jour journée matin matinée soir soirée nuit lendemain veille fois temps heure minute seconde siècle
    décennie trimestre semestre été hiver automne printemps week-end instant moment""".split()
)
"""Nouns of time: they open a sentence or follow a verb without a preposition, and are then no subject and no object."""
DAYS_TOLD = WEEKDAYS | frozenset({"hier", "demain", "aujourd'hui"})


def is_time(word: str) -> bool:
    """Say whether a word, lower case, is a noun of time, singular or plural."""
    return word in TIMES or word.removesuffix("s") in TIMES
