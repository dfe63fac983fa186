"""Articles of which one stands alone, shared by the tests on agreement across files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mtcheck.checks.registry import all_checks
from mtcheck.engines.cache import AnswerCache
from mtcheck.engines.fake import FakeTranslator
from mtcheck.readers.plain import document
from mtcheck.records import AcrossFinding, KnownQuote, Report
from mtcheck.run.means import Means
from mtcheck.run.pipeline import PipelineOptions, plan_run

QUOTES = (
    KnownQuote(
        "durand",
        "Paul Durand",
        "It was a very fruitful conversation with the Prime Minister. Our pilots have guided 13 ships through the ice.",
        aliases=("M. Durand",),
    ),
)
ODD = "« Ce fut une conversation très rentable avec le Premier ministre », a déclaré M. Durand."
SOUND = (
    "« Ce fut une conversation très fructueuse avec le Premier ministre », a déclaré M. Durand à la presse.",
    "Interrogé jeudi soir, M. Durand a répondu : « C'était un entretien très fructueux avec le Premier ministre. »",
    "« La conversation avec le Premier ministre a été fructueuse », a affirmé M. Durand devant les députés.",
)
ARTICLES = (("odd.txt", ODD), *((f"sound-{number}.txt", text) for number, text in enumerate(SOUND, 1)))


def run(
    articles: Sequence[tuple[str, str]] = ARTICLES,
    quotes: tuple[KnownQuote, ...] = QUOTES,
    answers: AnswerCache | None = None,
    **options: Any,
) -> Report:
    """Check articles with every check and the fake engine."""
    return plan_run(
        [document(name, text) for name, text in articles],
        Means(all_checks(), FakeTranslator(), answers=answers),
        PipelineOptions(**options),
        quotes=quotes,
    ).report()


def told(found: Sequence[AcrossFinding]) -> list[tuple[str, str, str]]:
    """Return path, code and words of each finding."""
    return [(item.path, item.finding.code, item.finding.text) for item in found]


FOUND = [("odd.txt", "MT501", "rentable")]
PEACE = KnownQuote("peace", "Paul Durand", "The meeting is very important for peace.", aliases=("M. Durand",))
PILOTS = "Our pilots have guided {} ships through the ice this season."
GUIDED = (
    "« Nos pilotes ont guidé {} navires à travers la glace cette saison », a déclaré M. Durand.",
    "M. Durand l'a rappelé mardi devant la chambre de commerce : « Cette saison, nos pilotes ont guidé {} navires. »",
    "« Nos pilotes ont guidé {} navires dans la glace », a dit M. Durand, qui présentait jeudi le bilan de la saison.",
)


def quoting(*additions: str) -> list[tuple[str, str]]:
    """Make articles that quote one statement, each in its own words, with a sentence of its own."""
    ways = (
        "« La réunion est très importante pour la paix », a dit M. Durand. {}",
        "Jeudi, M. Durand l'a répété devant les élus : « La réunion est très importante pour la paix. » {}",
        "« La réunion, très importante pour la paix, aura lieu », selon M. Durand, qui parlait à Genève hier soir. {}",
        "M. Durand a insisté : « La réunion est importante pour la paix. » Il parlait en marge du sommet. {}",
    )
    return [
        (f"{number}.txt", way.format(added)) for number, (way, added) in enumerate(zip(ways, additions, strict=False))
    ]
