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
MAY_BE_MASCULINE = frozenset(form for form, told in DETERMINERS.items() if told[0] != "f" and told[1] != "p")
MAY_BE_FEMININE = frozenset(form for form, told in DETERMINERS.items() if told[0] != "m" and told[1] != "p")
"""Determiners of the singular that may stand before a noun of a gender: “l'” and “votre” before both."""
PLURAL_DETERMINERS = _with(number="p")
MASCULINE_DETERMINERS = _with(gender="m")
FEMININE_DETERMINERS = _with(gender="f")
DEFINITE_ARTICLES = frozenset({"le", "la", "l'", "les"})
INDEFINITE_ARTICLES = frozenset({"un", "une", "des"})
CONTRACTED = frozenset({"du", "des", "au", "aux"})
GENDERED_DETERMINERS = frozenset("un une du au ce cet cette le la aucun aucune quel quelle ma sa".split())
"""Determiners that show a gender and are nothing but determiners, the pronouns “le” and “la” aside."""
NEGATIVE_DETERMINERS = frozenset({"aucun", "aucune", "nul", "nulle"})
OWN_DETERMINERS = frozenset({*ARTICLES, *DEMONSTRATIVES, *POSSESSIVES}) - {"du", "au", "aux"}
"""Articles, demonstratives and possessives: one of them opens a noun phrase, and nothing but that."""

# Pronouns
SUBJECTS = frozenset("je j' tu il elle on nous vous ils elles ce c'".split())
THIRD_PERSON = frozenset("il elle on ils elles".split())
FIRST_OR_SECOND = frozenset({"on", "nous", "vous", "je", "j'", "tu"})
"""Subjects whose participle need not show the verb's number."""
PERSONAL_OBJECTS = frozenset({"me", "m'", "te", "t'", "nous", "vous"})
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
TEMPORAL_PREPOSITIONS = frozenset("après avant pendant durant depuis lors dès selon malgré".split())
"""Prepositions whose complement says when or why, and belongs to the clause, not to the noun before."""
COORDINATORS = frozenset("et ou ni mais car or donc puis et/ou".split())
JOINERS = frozenset({"et", "ou", "ni"})
SUBORDINATORS = frozenset(
    "que qu' si comme lorsque lorsqu' puisque puisqu' quoique quoiqu' quand parce tandis pourtant".split()
)
COMPLEMENTISERS = QUE | SUBORDINATORS | RELATIVES | INTERROGATIVES
"""Words that open a clause inside another."""

NEVER_DOUBLED = (
    OWN_DETERMINERS
    | CONTRACTED
    | PREPOSITIONS
    | COORDINATORS
    | {"que", "qui", "dont", "il", "ils", "ne", "se", "lorsque"}
) - {"en", "leur", "ni", "voilà"}
"""Words that no sentence has twice in a row, as it has “nous nous” and “en en parlant”."""

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
YEARS_AS_TITLES = frozenset({"1900", "1917", "1984", "1985", "2001", "2046"})
"""Years that are novels and films as well."""
TIMES = WEEKDAYS | frozenset(
    """an année mois semaine jour journée matin matinée soir soirée nuit lendemain veille fois temps heure minute seconde siècle
    décennie trimestre semestre été hiver automne printemps week-end instant moment avant-veille""".split()
)
"""Nouns of time: they open a sentence or follow a verb without a preposition, and are then no subject and no object."""
DAYS_TOLD = WEEKDAYS | frozenset({"hier", "demain", "aujourd'hui"})


def is_time(word: str) -> bool:
    """Say whether a word, lower case, is a noun of time, singular or plural."""
    return word in TIMES or word.removesuffix("s") in TIMES


# Verbs, by their infinitive
PAST_WITH_BE = frozenset(
    "arriver aller venir devenir redevenir intervenir survenir parvenir décéder naître tomber rester partir repartir".split()
)
"""Verbs of movement and change that form their past with “être” and have no object."""
NEVER_REFLEXIVE = frozenset(
    "convenir démissionner disparaître émerger périr subsister persister bénéficier riposter capituler exister survenir surgir "
    "décéder résider recourir".split()
)
MODALS = frozenset("pouvoir devoir vouloir savoir falloir oser aller".split())
NUMBERED_AUXILIARIES = frozenset({"avoir", "être", "devoir", "pouvoir", "aller", "vouloir"})
"""Verbs whose singular and plural are heard apart, and that stand right behind their subject."""
SUBJUNCTIVE_VERBS = frozenset("exiger vouloir souhaiter ordonner falloir demander".split())
LINKING_VERBS = frozenset(
    """être rester devenir sembler paraître demeurer finir terminer arriver partir repartir revenir vivre mourir naître tomber
    sortir répondre débrouiller retrouver sentir dire croire montrer déclarer classer qualifier faire avoir rendre porter
    constituer tenir marcher aller jouer parler""".split()
)
"""Verbs that a word in the plural may follow without an article: “finir premiers”."""
BEGINNING_VERBS = frozenset(
    """commencer recommencer finir débuter terminer achever conclure passer démarrer poursuivre ouvrir clore consister remplacer
    suivre""".split()
)
"""Verbs that “par” with an infinitive may follow."""
ASKING_VERBS = frozenset(
    "demander ordonner permettre interdire conseiller recommander suggérer proposer promettre enjoindre".split()
)
"""Verbs with “à” before the person and “de” before the infinitive."""
DUE_VERBS = frozenset(
    """promettre attendre prévoir livrer achever conclure finaliser remettre adopter signer voter ratifier entrer terminer boucler
    publier ouvrir fournir""".split()
)
"""Verbs of what is due at a time."""
GIVING_VERBS = frozenset(
    """vendre donner fournir livrer envoyer offrir prêter accorder octroyer promettre proposer verser apporter attribuer décerner
    montrer refuser permettre interdire""".split()
)
"""Verbs whose direct object is a thing, with “à” before the person."""
MOVING_VERBS = frozenset(
    """bondir augmenter baisser chuter reculer progresser grimper croître diminuer réduire ralentir tomber monter hausser plonger
    accélérer creuser contracter alourdir améliorer détériorer dégringoler flamber envoler dévisser céder abaisser relever
    rogner gonfler doubler dépasser""".split()
)
"""Verbs of rising and falling, with “de” before the measure."""

# Nouns of quantity and measure
ROUND_NUMBERS = frozenset(
    """dizaine douzaine demi-douzaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine millier million
    milliard""".split()
)
QUANTITIES = ROUND_NUMBERS | frozenset(
    """majorité plupart minorité partie moitié tiers quart cinquième sixième septième huitième neuvième dixième centième nombre
    multitude foule poignée totalité reste ensemble total série couple groupe type sorte espèce genre quantité infinité peu trop
    beaucoup autre un même plus moins part proportion fraction pourcentage paire bande flopée ribambelle légion horde meute nuée
    tripotée essentiel gros surplus excédent bon bonne seul seule""".split()
)
"""Words that say how many of something else: a verb may agree with that."""
AMOUNTS = frozenset("plus moins davantage beaucoup assez autant trop".split())
_MEASURES = ROUND_NUMBERS | frozenset(
    """fois euro dollar livre franc yen cent pour-cent moitié tiers quart mètre kilomètre kilo tonne temps prix an""".split()
)
ADVERBIAL_NOUNS = frozenset(
    """fois terme distance plan point exemple catégorie foulée ombre majorité majeure jeunesse terrain cadre mesure limite
    condition but espoir domaine perspective ensemble cas circonstance lieu place proposition recommandation double triple quart
    tiers prix maximum minimum lendemain saison saisons après-midi quinzaine plupart partie année""".split()
)
"""Nouns that open an adverbial: “à terme”, “pour la première fois”, “sur place”."""

TWO_GENDERS = frozenset({"somme", "crème", "vapeur", "mousse", "vase", "peine"})
"""Nouns of one gender in one sense and of the other in another, or in a set phrase (“à grand-peine”)."""
COMPASS = frozenset({"nord", "sud", "est", "ouest"})
COLOURS = frozenset("noir vert gris blanc bleu brun violet rouge jaune rose".split())
"""Adjectives that stay as they are before a noun that says which shade: “une robe bleu marine”."""
PRENOMINAL = MappingProxyType(
    dict.fromkeys("nouveau ancien petit prochain principal important".split(), "m")
    | dict.fromkeys(
        """nouvelle ancienne grande petite dernière prochaine bonne mauvaise vieille haute longue meilleure certaine principale
        importante""".split(),
        "f",
    )
)
"""Adjectives that stand before their noun, with the gender that they show."""


PRESS_VERBS = frozenset("évoquer écrire rapporter révéler affirmer titrer citer".split())
"""Verbs of what a newspaper does."""
NEWS_SOURCES = frozenset("source anonyme journal quotidien média magazine".split())
"""Words that tell whoever reports something: a medium, or whom it has it from."""


def is_measure(word: str) -> bool:
    """Say whether a word, lower case, is a unit or a number of something: "heures", "dix", "euros"."""
    return word[0].isdigit() or word in NUMERALS or word in _MEASURES or word.removesuffix("s") in _MEASURES


CALLING = ("qualifier", "taxer", "traiter", "accuser")
"""Verbs that call their object something with “de”: “qualifié d'essentiel”."""

HOLDING = ("juger", "estimer", "trouver", "déclarer", "rendre", "croire")
"""Verbs that hold their object for something, without a preposition: “jugé insuffisant”."""
