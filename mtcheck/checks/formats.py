"""MT4131 to MT4139: amounts, figures, dates, times and units written as English writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.french.classes import MONTHS, is_time
from mtcheck.french.elision import before
from mtcheck.language.messages import Message, Text
from mtcheck.records import Category, Evidence, Severity, Span

_AUTHORITY = (
    "MQM Locale convention (number, date, time, measurement format); "
    "Imprimerie nationale, Lexique des règles typographiques."
)


def _rule(code: str, name: str, summary: str, rationale: str, *examples: Example) -> Rule:
    return Rule(code, name, Category.LOCALE, Severity.MINOR, summary, rationale, _AUTHORITY, examples)


CURRENCY = _rule(
    "MT4131",
    "locale.currency",
    "A currency stands before its amount.",
    "French puts the currency behind the amount.",
    Example("Le groupe a gagné $3.4 milliards au premier trimestre.", "$3.4 milliards"),
    Example("Il a laissé £250 à sa nièce.", "£250"),
    Example("Le budget est fixé à €3.5m par la région.", "€3.5m"),
    Example("Il gagne 3,4 milliards de dollars, et la ligne du script a $1."),
)
BILLION = _rule(
    "MT4132",
    "locale.billion",
    "An English *billion* or *trillion* is left as it is.",
    "A *billion* is a milliard, a *trillion* a thousand of them: left as they are, they are wrong a thousand times.",
    Example("Le contrat vaut 340 billions de dollars selon la banque.", "340 billions de dollars"),
    Example("Le plan de 2 trillions de dollars a été voté.", "2 trillions de dollars"),
    Example("Il gagne un billion de fois plus."),
    Example("La dette dépasse 36 milliards, dont 20 dans dix pays."),
)
FIGURE = _rule(
    "MT4133",
    "locale.figure",
    "A figure has a point before its decimals, or a comma between its thousands.",
    "French puts a comma before decimals and a space between thousands.",
    Example("L'usine doit créer 8,500 emplois dans la région.", "8,500 emplois"),
    Example("L'indice a terminé à 5,886.55 points.", "5,886.55"),
    Example("L'inflation a ralenti à 2.3 % sur un an.", "2.3 %"),
    Example("La version 2.3 est sortie, l'article 1.250 aussi."),
    Example("L'échantillon pèse 8,500 kg, soit 0,125 %, et l'on compte 2,075 enfants par femme."),
    Example("L'indice a gagné 2,3 % à 5 886,55 points ; 8 500 emplois sont menacés."),
)
DATE = _rule(
    "MT4134",
    "locale.date",
    "A month stands before its day.",
    "French puts the day before the month.",
    Example("La réunion est fixée au Mars 12e, à Luxembourg.", "Mars 12e"),
    Example("Il n'a plus joué depuis le Novembre 16, 2024.", "Novembre 16, 2024"),
    Example("La sortie est prévue pour juillet 11 aux États-Unis.", "pour juillet 11"),
    Example("Il arrive le 12 mars et fête le Mars 2e siècle ; en novembre 16 joueurs sur 20 partent."),
)
CLOCK = _rule(
    "MT4135",
    "locale.time",
    "A time of day is told by halves of the day.",
    "French counts 24 hours from midnight.",
    Example("L'explosion a eu lieu à 3:15 p.m. dans le port.", "3:15 p.m."),
    Example("Il arrive à 15 h 15, avec une précision de 10 pm."),
)
DECADE = _rule(
    "MT4136",
    "locale.decade",
    "A decade is written with an English plural.",
    "French says “les années 1940”.",
    Example("On n'avait rien vu de tel depuis les 1940s.", "les 1940s"),
    Example("On n'avait rien vu de tel depuis les années 1940."),
)
HYPHEN = _rule(
    "MT4137",
    "locale.magnitude",
    "A magnitude is joined to its noun by a hyphen.",
    "French joins no number to a noun by a hyphen.",
    Example("Un séisme de magnitude-6.4 a secoué la côte.", "magnitude-6.4"),
    Example("Un séisme de magnitude 6,4 a secoué la côte."),
)
SHARE = _rule(
    "MT4138",
    "locale.share",
    "A share is told with “dans”.",
    "*1 in 4* is “un sur quatre”.",
    Example("Selon l'enquête, 1 dans 4 foyers est privé d'eau.", "1 dans 4 foyers"),
    Example("Il y en aura un dans dix ans, et 1 dans 4 ans ; un foyer sur quatre est privé d'eau."),
)
UNIT = _rule(
    "MT4139",
    "locale.unit",
    "A measure is told in a unit that French does not use.",
    "French readers count in kilometres, kilograms and degrees Celsius.",
    Example("Le vent a soufflé à 120 mph sur la côte.", "120 mph"),
    Example("Il roule à 40 mph (64 km/h), avec des vents de 250 km/h (155 mph)."),
    Example("Préchauffez à 180 °C (350 °F)."),
)
_SPACE = "[ \u00a0\u202f]"
_MONTH = "|".join(f"[{month[0]}{month[0].upper()}]{month[1:]}" for month in sorted(MONTHS))
_MONEY = r"(?:dollars|euros|livres|yens|yuans|roubles|francs)"
_CURRENCIES = {"$": "dollars", "£": "livres sterling", "€": "euros"}
_BEFORE = re.compile(
    rf"(?<![A-Za-z\d$£€])(?P<sign>[$£€]){_SPACE}?(?P<amount>\d{{1,3}}(?:[.,]\d{{3}})+|\d+(?:[.,]\d{{1,2}})?)(?![.,]?\d)"
    rf"(?:{_SPACE}?(?P<unit>millions?|milliards?|[bt]r?illions?|Md|bn|[Mmk])(?!\w))?(?!\w)"
)
_TOO_MUCH = 150  # million millions of dollars or euros: more than the world earns in a year
_BILLIONS = re.compile(
    rf"(?P<amount>\d+(?:[.,]\d{{1,2}})?){_SPACE}(?P<unit>[bt]r?illions?) (?P<of>de |d['’])(?P<money>{_MONEY})"
)
_DECIMALS = re.compile(
    rf"(?<![\d.,$£€/-])(?P<whole>\d{{1,3}}(?:,\d{{3}})+)\.(?P<part>\d{{1,2}})(?![\d.]*\d)"
    rf"|(?<![\d.,$£€/-])(?P<short>\d+)\.(?P<digits>\d{{1,2}})(?P<unit>{_SPACE}?%|{_SPACE}(?:millions?|milliards?)\b)"
)
# No decimals: they would be people or things, or end in 00.
_COUNTED = (
    "personnes|soldats|militaires|policiers|emplois|postes|habitants|logements|salariés|employés|hommes|femmes|enfants|morts|"
    "blessés|migrants|réfugiés|manifestants|élèves|étudiants|foyers|maisons|bâtiments|véhicules|navires|membres|victimes|cas|"
    "exemplaires|entreprises|électeurs|voix|spectateurs|visiteurs|touristes|drones|missiles|détenus|prisonniers"
)
_THOUSANDS = re.compile(
    rf"(?<![\d.,$£€/-])(?P<number>[1-9]\d{{0,2}}(?:,\d{{3}}){{2,}}|[1-9]\d{{0,2}}"
    rf",\d{{3}}(?={_SPACE}(?:{_COUNTED})\b(?! par )))(?![\d.,]*\d)"
)
_DATES = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>[12]?\d|3[01])"
    r"(?:(?:e|ème|er|th|st|nd|rd)(?!\w)"
    r"(?! (?:siècle|arrondissement|division|jour|édition|tour|rang|étage|prix))|,? (?P<year>(?:19|20)\d\d)\b)"
)
_DAYS = re.compile(
    rf"\b(?P<lead>le|au|du|pour|depuis le|avant le|après le|jusqu['’]au) (?P<month>{_MONTH}) (?P<day>[1-9]|[12]\d|3[01])"
    r"(?! à \d)(?=[.,;)]|$| (?:à|au|aux|dans|en|pour|par|et|lors|avec|dernier|prochain)\b)"
)
_TIMES = re.compile(
    rf"\b(?P<hour>1[0-2]|[1-9])(?:[:h.](?P<minute>[0-5]\d))?{_SPACE}?(?:(?P<half>[apAP])\.[ ]?[mM]\.|(?P<short>[ap]m)\b)(?!\w)"
)
_DECADES = re.compile(r"\b(?P<article>les |des |années )?(?P<decade>(?:18|19|20)\d0)['’]?s\b")
_MAGNITUDE = re.compile(r"\b(?P<noun>[Mm]agnitude)-(?P<number>\d(?:[.,]\d)?)\b")
_BEFORE_HOUR = re.compile(r"(?:à|vers|dès|avant|après|jusqu['’]à) $")
_UNITS = {"mph": ("km/h", 1.609344), "lbs": ("kg", 0.45359237), "°F": ("°C", 0.0)}
_MEASURES = re.compile(
    rf"(?<![\d.,])(?<!\()(?P<number>\d{{1,4}}){_SPACE}?(?P<unit>mph\b|lbs\b|°{_SPACE}?F\b)(?!{_SPACE}?\()"
)
_OUT_OF = re.compile(
    r"\b(?<!dont )(?<!et )(?P<some>1|un|une) dans (?P<all>\d{1,2}|trois|quatre|cinq|dix) (?P<noun>[a-zà-ÿ]+[sx])\b"
)


class FormatCheck:
    """Reports what is written as English writes it."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT4131 to MT4139."""
        return (CURRENCY, BILLION, FIGURE, DATE, CLOCK, DECADE, HYPHEN, SHARE, UNIT)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment; one place is told once."""
        text = evidence.document.text
        for segment in evidence.segments:
            span, told = segment.segment.span, list[Span]()
            for reader in (_amounts, _figures, _dates, _shares_and_units):
                for verdict in reader(text, span):
                    if not any(verdict.span.overlaps(other) for other in told):
                        told.append(verdict.span)
                        yield verdict


def _amounts(text: str, span: Span) -> Iterator[Verdict]:
    """Find currencies before the amount, and billions and trillions of money."""
    for found in _BEFORE.finditer(text, span.start, span.end):
        script = found["amount"] in {"1", "2", "3", "4"} and not found["unit"]
        if script or text[span.start : found.start()].endswith("The "):
            continue  # "$1" of a script, *The $100 Startup*
        yield _verdict(
            CURRENCY,
            Span(*found.span()),
            Message("French puts the currency behind the amount"),
            _behind(found),
            Message("*$3.4 billion*."),
        )
    for found in _BILLIONS.finditer(text, span.start, span.end):
        unit, amount = found["unit"].removesuffix("s"), _in_french(found["amount"])
        milliards = unit == "billion"
        worth = Message("a milliard") if milliards else Message("a thousand milliards")
        # Italy's debt is a French billion or two, Japan's budget a hundred of yens.
        large = float(amount.replace(",", ".")) >= _TOO_MUCH and found["money"] in {"dollars", "euros", "livres"}
        sure = not milliards or large
        yield _verdict(
            BILLION,
            Span(*found.span()),
            Message("The English “{unit}” is {worth} in French", unit=unit, worth=worth),
            f"{amount} milliards {found['of']}{found['money']}" if milliards else None,
            Message("A French billion is a million millions, and a trillion a million of these."),
            Severity.MAJOR if sure else Severity.MINOR,
        )


def _behind(found: re.Match[str]) -> str | None:
    """Write an amount with its currency behind it; None where it would have to be reckoned anew."""
    unit, currency, amount = (
        {"m": "millions", "bn": "milliards"}.get(found["unit"], found["unit"] or ""),
        _CURRENCIES[found["sign"]],
        _in_french(found["amount"]),
    )
    if unit.startswith("t"):
        return None
    name = "milliards" if unit[:1] == "b" else unit
    if name.startswith("mill"):
        return f"{amount} {name} {before('de', currency)}"
    return f"{amount} {name}{found['sign']}"


def _figures(text: str, span: Span) -> Iterator[Verdict]:
    """Find decimal points and thousands set off by commas."""
    for found in _DECIMALS.finditer(text, span.start, span.end):
        number = f"{found['whole']}.{found['part']}" if found["whole"] else f"{found['short']}.{found['digits']}"
        right = _in_french(number) + (found["unit"] or "")
        yield _verdict(
            FIGURE,
            Span(*found.span()),
            Message("French writes a comma before decimals"),
            right,
            Message("*2.3%*: “2,3 %”."),
        )
    for found in _THOUSANDS.finditer(text, span.start, span.end):
        right = found["number"].replace(",", "\u00a0")
        yield _verdict(
            FIGURE,
            Span(*found.span()),
            Message("French puts a space between thousands; a comma opens decimals"),
            right,
            Message("*8,500*: “8 500”."),
        )


def _dates(text: str, span: Span) -> Iterator[Verdict]:
    """Find the month before the day, and halves of the day."""
    for found in _DATES.finditer(text, span.start, span.end):
        if found["year"] and "," not in found.group() and not found["month"][0].isupper():
            continue  # "en mars 19 2019 exemplaires"
        right = f"{found['day']} {found['month'].lower()}" + (f" {found['year']}" if found["year"] else "")
        yield _verdict(
            DATE,
            Span(*found.span()),
            Message("French puts the day before the month"),
            right,
            Message("*March 12th*: “12 mars”."),
        )
    for found in _DAYS.finditer(text, span.start, span.end):
        lead = "pour le" if found["lead"] == "pour" else found["lead"]
        right = f"{lead} {found['day']} {found['month'].lower()}"
        yield _verdict(
            DATE,
            Span(*found.span()),
            Message("French puts the day before the month"),
            right,
            Message("*for July 11*: “pour le 11 juillet”."),
        )
    for found in _TIMES.finditer(text, span.start, span.end):
        alone = found["short"] and not found["minute"]
        if alone and not _BEFORE_HOUR.search(text, max(span.start, found.start() - 9), found.start()):
            continue  # "une précision de 10 pm"
        half = (found["half"] or found["short"])[0].lower()
        hour = int(found["hour"]) % 12 + (12 if half == "p" else 0)
        right = f"{hour} h" + (f" {found['minute']}" if found["minute"] not in {None, "00"} else "")
        yield _verdict(
            CLOCK,
            Span(*found.span()),
            Message("French counts 24 hours"),
            right,
            Message("*3:15 p.m.*: “15 h 15”."),
        )

    for found in _DECADES.finditer(text, span.start, span.end):
        article = found["article"] or ""
        right = f"{'années ' if article == 'années ' else article + 'années '}{found['decade']}"
        yield _verdict(
            DECADE, Span(*found.span()), Message("French says “les années 1940”"), right, Message("*the 1940s*.")
        )
    for found in _MAGNITUDE.finditer(text, span.start, span.end):
        right = f"{found['noun']} {found['number'].replace('.', ',')}"
        yield _verdict(
            HYPHEN,
            Span(*found.span()),
            Message("French joins no number by a hyphen"),
            right,
            Message("*6.4-magnitude*."),
        )


def _shares_and_units(text: str, span: Span) -> Iterator[Verdict]:
    """Find "1 dans 4 foyers", miles an hour, pounds and degrees Fahrenheit."""
    for found in _OUT_OF.finditer(text, span.start, span.end):
        if not is_time(found["noun"]):
            one = found["some"] in {"1", "un", "une"}
            right = f"{found['some']} {found['noun'].removesuffix('s') if one else found['noun']} sur {found['all']}"
            yield _verdict(
                SHARE,
                Span(*found.span()),
                Message("French says “sur” of a share"),
                right,
                Message("*1 in 4*: “un sur quatre”."),
            )
    for found in _MEASURES.finditer(text, span.start, span.end):
        if "F" in found["unit"] and "Fahrenheit" in span.of(text):
            continue
        number, unit = int(found["number"]), found["unit"].replace(" ", "").replace("\u00a0", "")
        name, factor = _UNITS[unit]
        worth = number * factor if factor else (number - 32) / 1.8
        yield _verdict(
            UNIT,
            Span(*found.span()),
            Message("French readers count in {name}", name=name),
            f"{worth:.0f} {name}",
            Message("The unit is not used in French."),
        )


def _in_french(number: str) -> str:
    """Write a number of English form as French does: "5,886.55" as "5 886,55"; "8,500" is taken for thousands."""
    whole, point, part = number.partition(".")
    if not point and "," in number and len(number.rpartition(",")[2]) != 3:
        return number  # decimals already
    if point and len(part) == 3 and "," not in whole:
        whole, part = f"{whole},{part}", ""
    return whole.replace(",", "\u00a0") + (f",{part}" if part else "")


def _verdict(
    rule: Rule,
    span: Span,
    message: Text,
    suggestion: str | None,
    reason: Text,
    severity: Severity | None = None,
) -> Verdict:
    branch = "" if severity in {None, rule.severity} else "faint"
    return measured(
        rule, span, message, branch, severity, suggestion=suggestion, evidence=(Evidence("format", reason),)
    )
