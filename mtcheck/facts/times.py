"""Weekdays, dates, clock times, decades, and times counted from now, in both languages.

dateparser (BSD) reads a string that is one date; it finds dates in running text by trying, slowly and with false ones ("may",
"sat"), and knows neither "15 h 30" nor "dans la soirée". The patterns here are few, and never leave the text's own places.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace

from mtcheck.facts.shape import SIGN, Shape
from mtcheck.facts.values import Amount, Clock, Date, Decade, Fact, Kind, Moment, Phase, Value, Weekday, Weight
from mtcheck.records import Span

_N = rf"(?P<n>{SIGN})"
_ = r"[ \u00a0\u202f]?"

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
}
_SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
}
_EN_MONTH = rf"(?P<month>{'|'.join(MONTHS['en'])}|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)"
_FR_MONTH = rf"(?P<month>{'|'.join(MONTHS['fr'])}|[Jj]anv\.|[Ff]évr\.|[Ss]ept\.|[Oo]ct\.|[Nn]ov\.|[Dd]éc\.|aout)"
_DATES = {
    "en": (
        re.compile(rf"\b{_EN_MONTH} (?P<d>{SIGN})(?: ?(?:-|–|and|to|or) ?(?P<d2>{SIGN}))?(?:, (?P<y>{SIGN})|(?="
            rf" {_EN_MONTH.replace('?P<month>', '?:')}))?(?! ?%)"),
        re.compile(rf"(?P<d>{SIGN})(?: ?(?:-|–|and|to|or) ?(?P<d2>{SIGN}))?(?: day)?(?: of)? {_EN_MONTH}\b(?:,?"
            rf" (?P<y>{SIGN}))?"),
        re.compile(rf"\b(?P<last>last) day of {_EN_MONTH}\b"),
        re.compile(rf"\b(?:on|by|until|till|since|later than|before|after|from|night of|morning of"
            rf"|evening of|day of) the (?P<d>{SIGN})(?P<only>)"
            r"(?= of (?:the|this|last|next) month\b|[.,;:!?]|$)"),
        re.compile(rf"\b{_EN_MONTH}(?: of)? (?P<y>{SIGN})"),
        re.compile(
            r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)\b"
            r"|(?<=\b(?:[Ii]n|[Oo]f|[Bb]y) )(?P<month2>March|May)\b"
            r"|(?<=\b(?:last|next|this|late|from|with|mid-) )(?P<month3>March|May)\b"
            r"|(?<=\b(?:since|until|early|after|every) )(?P<month4>March|May)\b|(?<=\b(?:before|during)"
                r" )(?P<month5>March|May)\b"
        ),
    ),
    "fr": (
        re.compile(rf"(?P<d>{SIGN})(?: ?(?:-|–|et|au|ou) (?:le )?(?P<d2>{SIGN}))?[ \u00a0-]{_FR_MONTH}\b(?:["
            rf" \u00a0](?P<y>{SIGN}))?", re.IGNORECASE),
        re.compile(rf"\b(?P<last>dernier) jour (?:du mois )?(?:de |d['’]){_FR_MONTH}\b", re.IGNORECASE),
        re.compile(rf"\b(?:d['’]ici (?:le|au)|à (?:partir|compter) du|dès le|au plus tard le|depuis le"
            rf"|jusqu['’]au|avant le|nuit du|soir du|matin du|matinée du|journée du|le)"
            rf" (?P<d>{SIGN})(?P<only>)(?=[ \u00a0]?[.,;:!?»]|$| (?:du|de ce) mois\b| au (?:soir|matin)\b)", re.IGNORECASE),
        re.compile(rf"\b{_FR_MONTH}[ \u00a0](?P<y>{SIGN})", re.IGNORECASE),
        re.compile(rf"\b{_FR_MONTH}(?!\w)"),
    ),
}  # fmt: skip
_NUMERIC = re.compile(r"(?<![\d/.-])(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{2,4})(?![\d/-])")
_COMMON_YEAR = 2001  # without a 29 February
_NINE_ELEVEN = re.compile(r"\b9/11\b")
_WRITTEN_APART = re.compile(
    r"(?<![\d:])\d{1,2}[ \u00a0\u202f]?(?:h|H|heures?|:)[ \u00a0\u202f]?[0-5]\d(?![\d:%])|(?<!\d)\d{1,2}\.[0-5]\d(?="
    r" ?[ap]\.?m\b)"
    r"|(?<!\d)(?:[01]\d|2[0-4])[0-5]\d(?= (?:GMT|UTC|hours\b))|(?<![\d/.-])\d{1,4}([/.-])\d{1,2}\1\d{2,4}(?![\d/-])"
)
_WEEKDAYS = {
    "en": re.compile(rf"\b(?P<day>{'|'.join(DAYS['en'])})s?\b"),
    "fr": re.compile(rf"\b(?P<day>{'|'.join(DAYS['fr'])})s?\b", re.IGNORECASE),
}
_AM_PM = r"(?P<half>a\.?m\b|p\.?m\b)"
_EN_PART = (
    r"(?: (?:in the (?P<part>morning|afternoon|evening)|at (?P<night>night)|(?P<part2>tonight)|this"
    r" (?P<part3>morning|afternoon|evening)))?"
)
_FR_BEHIND_CLOCK = (  # words that no figure counts: « à six heures dix pour me dire »
    r"(?:pour|et|mais|ou|à|au|aux|dans|sur|avec|sans|quand|après|avant|par|chaque|tous|toutes|pile|précises|le|la|les|des|un"
    r"|une|il|elle|ils|elles|on|nous|vous|je|que)"
)
_CLOCKS = {
    "en": (
        re.compile(rf"(?<![\d:])(?P<h>\d{{1,2}})[:.](?P<m>[0-5]\d)(?![\d:])(?:{_}{_AM_PM})?{_EN_PART}(?P<zone> GMT|"
            rf" UTC| ET| EST| local)?"),
        re.compile(rf"{_N}{_}{_AM_PM}(?P<zone> GMT| UTC| ET| EST| local)?"),
        re.compile(rf"\b(?P<past>half past|(?:a )?quarter past|(?:a )?quarter to) {_N}(?: o['’]clock)?{_EN_PART}"),
        re.compile(rf"{_N.replace('?P<n>', '?P<min>')}(?: minutes?)? past {_N}(?: o['’]clock)?{_EN_PART}"),
        re.compile(rf"(?:\b(?:at|by|until|till|around|about|before|after|since) ){_N.replace('?P<n>', '?P<min>')}"
            rf"(?: minutes?)? (?P<minus>to) {_N}(?: o['’]clock)?{_EN_PART}"),
        re.compile(rf"{_N} o['’]clock{_EN_PART}"),
        re.compile(rf"(?:\b(?:at|by|until|till|around|about|before|after|from|gone|past|turned|[Ii]t was|[Ii]t is|[Ii]t['’]s"
            rf"|nearly|almost) ){_N}(?P<must> (?:in the"
            rf" (?P<part>morning|afternoon|evening)|tonight|at (?P<night>night)|this (?P<part3>morning|afternoon|evening)))"),
        re.compile(r"\b(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)(?: GMT| UTC| hours\b)(?P<zone>)"),
        re.compile(rf"(?:\b(?P<past>half past|(?:a )?quarter past|(?:a )?quarter to) |{_N.replace('?P<n>', '?P<min>')}"
            r"(?: minutes?)? (?:past|after|(?P<minus>to|before)) )(?:(?P<noon>noon|midday)|(?P<midnight>midnight))\b"),
        re.compile(r"\b(?P<noon>noon|midday)\b|\b(?P<midnight>midnight)\b"),
    ),
    "fr": (
        re.compile(rf"(?<![\d:])(?P<h>\d{{1,2}}){_}(?:h|H|heures?|:){_}(?P<m>[0-5]\d)(?![\d:])(?:{_}min(?:utes)?\b)?"),
        re.compile(rf"{_N}{_}(?:h|heures?) (?P<past>et quart|moins le quart)"),
        re.compile(rf"{_N}{_}heures? (?:(?P<minus>moins) )?(?P<min>{SIGN})"
            rf"(?!{_}(?!du (?:matin|soir)\b|de l['’]après-midi|ce (?:matin|soir)\b|{_FR_BEHIND_CLOCK}\b)(?:%|\w))"),
        re.compile(rf"(?P<lead>\b(?:à|vers|dès|avant|après|depuis|jusqu['’]à|entre|de|et)"
            rf" )(?P<half_n>{SIGN}){_}(?P<half_h>heures?) et demie"),
        re.compile(rf"(?P<lead>\b(?<!près )(?<!plus )(?<!moins )(?:à|vers|dès|avant|après|depuis|jusqu['’]à|jusque vers|entre"
            rf"|de|et|[Ii]l (?:est|était|sera|serait)(?: déjà| presque| à peu près)?) ){_N}{_}(?:h"
            rf"|heures?)\b(?! de (?:route|vol|travail|marche|retard))"),
        re.compile(rf"{_N}{_}(?:h|heures?)\b(?= (?:du (?:matin|soir)|de l['’]après-midi|précises|pile|passées|sonnantes"
            rf"|ce (?:matin|soir)))"),
        re.compile(r"(?<![\w-])(?:(?P<noon>midi)|(?P<midnight>minuit)) (?:(?P<past>et demie?|et quart|moins le quart)"
            rf"|(?P<minus>moins) (?P<min>{SIGN}))(?!\w)"),
        re.compile(r"(?<![\w-])(?P<noon>midi)\b(?! (?:et|ou) |-)|\b(?P<midnight>minuit)\b"),
    ),
}  # fmt: skip
_AFTERNOON = {
    "en": re.compile(r"\b(?:afternoon|evening|tonight|night)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:soir(?:ée)?|après-midi|nuit)\b", re.IGNORECASE),
}
_ZONE = {
    "en": re.compile(r"\b(?:GMT|UTC|Eastern|Pacific|E[SD]?T|C[SE]T|BST|Moscow time)\b"),
    "fr": re.compile(r"\b(?:GMT|TU|UTC)\b|\bheures? (?:(?:de |d['’])(?=[A-ZÉÎ])|française|belge|suisse)"),
}
_DECADES = {
    "en": re.compile(rf"\bthe (?:early |mid-?|late )?(?:(?P<n>{SIGN})s\b|['’](?P<short>\d0)s|(?P<name>[Tt]wenties"
        rf"|[Tt]hirties|[Ff]orties|[Ff]ifties|[Ss]ixties|[Ss]eventies|[Ee]ighties|[Nn]ineties))"),
    "fr": re.compile(rf"\bannées (?:(?P<n>{SIGN})|(?P<name>folles))"),
}  # fmt: skip
_DECADE_NAMES = {
    name: 20 + 10 * place
    for place, name in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split())
}
_FRAMES = {
    "en": {"day": "day", "week": "week", "weekend": "weekend", "month": "month", "year": "year", "night": "day",
        "spring": "spring",
           "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter", "decade": "decade",
               "century": "century",
           "quarter": "quarter", "hour": "hour", "season": "season"},
    "fr": {"jour": "day", "semaine": "week", "week-end": "weekend", "mois": "month", "an": "year", "année": "year",
        "nuit": "day",
           "printemps": "spring", "été": "summer", "automne": "autumn", "hiver": "winter", "décennie": "decade",
               "siècle": "century",
           "trimestre": "quarter", "heure": "hour", "saison": "season"},
}  # fmt: skip
_EN_FRAME = "|".join(sorted(_FRAMES["en"], key=len, reverse=True))
_FR_FRAME = "|".join(sorted(_FRAMES["fr"], key=len, reverse=True))
_MOMENTS = {
    "en": (
        re.compile(rf"\b(?P<rel>last|past|previous|next|coming|following|this)(?P<n> {SIGN}| few| several| couple"
            rf" of)? (?P<frame>{_EN_FRAME})s?\b", re.IGNORECASE),
        re.compile(r"\b(?P<day>(?:the )?day (?:before yesterday|after tomorrow)|yesterday|tomorrow|today|tonight)\b",
            re.IGNORECASE),
    ),
    "fr": (
        re.compile(rf"\b(?P<frame>{_FR_FRAME})s? (?P<rel>derni(?:er|ère)s?|pass[ée]+s?|précédente?s?|prochaine?s?"
            rf"|suivante?s?|qui vien(?:t|nent)|à venir|écoulée?s?)(?!\w)", re.IGNORECASE),
        re.compile(rf"\b(?P<rel>derni(?:er|ère)s|prochaine?s)(?P<n> {SIGN})? (?P<frame>{_FR_FRAME})s?\b", re.IGNORECASE),
        re.compile(rf"\b(?P<rel>ce|cet|cette) (?P<frame>{_FR_FRAME})\b(?!-)", re.IGNORECASE),
        re.compile(r"\b(?P<day>avant-hier|après-demain|hier|demain|aujourd['’]hui)\b|\b(?P<tonight>ce soir)\b", re.IGNORECASE),
    ),
}  # fmt: skip
_OFFSETS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1, "this": 0, "yesterday": -1,
            "tomorrow": 1, "today": 0, "tonight": 0, "hier": -1, "demain": 1, "aujourd'hui": 0, "ce": 0, "cet": 0,
                "cette": 0, "avant-hier": -2, "après-demain": 2, "day before yesterday": -2, "day after tomorrow": 2,
                "the day before yesterday": -2, "the day after tomorrow": 2}  # fmt: skip
_PHASES = {
    "en": (
        re.compile(r"\b(?P<morning>mornings?)\b|\b(?P<afternoon>afternoons?)\b|\b(?P<evening>evenings?|nights?"
            r"|tonight|overnight)\b", re.IGNORECASE),
        re.compile(r"\b(?P<spring>(?<=(?:the|ast|ext|his|[- ]in|[- ]by|[- ]of|ore) )spring)\b"
            r"|\b(?P<summer>summers?)\b|\b(?P<autumn>autumn|(?<=(?:the|ast|ext|his) )fall(?! of| in| to))\b"
                r"|\b(?P<winter>winters?)\b", re.IGNORECASE),
    ),
    "fr": (
        re.compile(r"\b(?P<morning>matin(?:ée)?s?)\b|(?P<afternoon>\baprès-midis?\b)|\b(?P<evening>soir(?:ée)?s?"
            r"|nuits?)\b", re.IGNORECASE),
        re.compile(r"\b(?P<spring>printemps)\b|(?P<summer>(?:\bl['’]|\b[dc]et |\ben |\bd['’]|\bun |\bplein |\bchaque "
            r"|\bavant l['’])été\b(?! [\w]+é))|\b(?P<autumn>automne)\b|\b(?P<winter>hivers?)\b", re.IGNORECASE),
    ),
}  # fmt: skip


def written_apart(text: str) -> tuple[Span, ...]:
    """Return where clock times and dates stand whose figures are no numbers: "15 h 30", "4/07/2025"."""
    return tuple(Span(*match.span()) for match in _WRITTEN_APART.finditer(text))


def read_times(shape: Shape, language: str) -> Iterator[Fact]:
    """Find what a text says of time, durations left out.

    Args:
        shape: Of the text; what is read is taken from it.
        language: ``fr`` or ``en``.
    """
    yield from _decades(shape, language)
    yield from _clocks(shape, language)
    yield from _dates(shape, language)
    yield from _moments(shape, language)
    for match in shape.matches(_WEEKDAYS[language]):
        day = match["day"]
        place = DAYS[language].index(day.capitalize() if language == "en" else day.lower())
        yield _fact(shape, *match.span(), (Weekday(place),))
    for pattern, cycle in zip(_PHASES[language], ("day", "year"), strict=True):
        for match in shape.matches(pattern):
            name = match.lastgroup or ""
            weight = Weight.WEAK if cycle == "day" else Weight.FIRM
            yield _fact(shape, *match.span(), (Phase(cycle, name),), weight)


def _fact(shape: Shape, start: int, end: int, values: tuple[Value, ...], weight: Weight = Weight.FIRM) -> Fact:
    shape.take(start, end)
    span = shape.span(start, end)
    text = span.of(shape.original)
    return Fact(span, text, Kind.TIME, values, weight, words=not any(char.isdigit() for char in text))


def _decades(shape: Shape, language: str) -> Iterator[Fact]:
    for match in shape.matches(_DECADES[language]):
        number = shape.number(match)
        if number is not None:
            year = int(number.value)
            if year % 10 or not (20 <= year < 100 or 1000 < year < 2100):
                continue
        elif language == "en":
            year = int(match["short"]) if match["short"] else _DECADE_NAMES[match["name"].lower()]
        else:
            year = 20
        weight = Weight.SOFT if match["name"] == "folles" else Weight.FIRM
        yield _fact(shape, *match.span(), (Decade(year),), weight)


def _clocks(shape: Shape, language: str) -> Iterator[Fact]:
    text = shape.original
    zoned = bool(_ZONE[language].search(text))
    late = bool(_AFTERNOON[language].search(text))
    for pattern in _CLOCKS[language]:
        for match in shape.matches(pattern):
            found = match.groupdict()
            start = match.end("lead") if found.get("lead") else match.start()
            if found.get("must"):
                start = match.start("n")
            value = _minutes(shape, match, language, late)
            if value is None:
                continue
            values: tuple[Value, ...] = (value,)
            number = shape.number(match) if found.get("lead") and found.get("n") else None
            if number is not None:  # "de 8 heures": a time of day, or how long it lasts
                values = (value, Amount(number.value, "duration", "hour"))
            # "midi" and "minuit" are said of a part of the day as well, but with minutes
            loose = value.minutes % 720 == 0 and (found.get("midnight") or (found.get("noon") and language == "fr"))
            weight = Weight.SOFT if zoned else Weight.WEAK if loose else Weight.FIRM
            yield _fact(shape, start, match.end(), values, weight)


def _minutes(shape: Shape, match: re.Match[str], language: str, late: bool) -> Clock | None:
    """Return the time of day of a match; None where its numbers are none."""
    found = match.groupdict()
    if found.get("noon") or found.get("midnight"):
        past = _past(shape, match)
        return None if past is None else Clock(((720 if found.get("noon") else 0) + past) % 1440, True)
    hour, minutes = _hour(shape, match), _past(shape, match)
    if hour is None or minutes is None or hour > 24:
        return None
    return _in_english(found, hour, minutes) if language == "en" else _in_24_hours(shape, match, (hour, minutes), late)


def _hour(shape: Shape, match: re.Match[str]) -> int | None:
    found = match.groupdict()
    if found.get("h"):
        return int(found["h"])
    number = shape.number(match, "half_n" if found.get("half_n") else "n")
    if number is None or number.value % 1 or number.vague or number.ordinal:
        return None
    return int(number.value)


def _past(shape: Shape, match: re.Match[str]) -> int | None:
    """Return the minutes past the hour, or before it."""
    found = match.groupdict()
    if found.get("half_n"):
        return 30
    if past := found.get("past"):
        return 30 if "half" in past or "demi" in past else -15 if past.endswith(("to", "moins le quart")) else 15
    if found.get("min"):
        more = shape.number(match, "min")
        if more is None or not 0 < more.value < 60 or more.value % 1:
            return None
        return -int(more.value) if found.get("minus") else int(more.value)
    return int(found.get("m") or 0)


def _in_english(found: dict[str, str | None], hour: int, minutes: int) -> Clock:
    half = (found.get("half") or "").lower()
    part = next((found[key] for key in ("part", "part2", "part3", "night", "must") if found.get(key)), None)
    if half:
        return Clock(((hour % 12 + (12 if half.startswith("p") else 0)) * 60 + minutes) % 1440, True)
    if part:
        return Clock(_in_part(hour, minutes, part), True)
    return Clock((hour * 60 + minutes) % 1440, hour > 12 or found.get("zone") is not None)


def _in_24_hours(shape: Shape, match: re.Match[str], told: tuple[int, int], late: bool) -> Clock:
    """French counts 24 hours: "3 h 30" is in the night, unless the sentence speaks of an afternoon or evening."""
    hour, minutes = told
    if _THIS_EVENING.match(shape.text, match.end()):
        return Clock(((hour % 12 + 12) * 60 + minutes) % 1440, True)
    return Clock((hour * 60 + minutes) % 1440, hour > 12 or not late)


_THIS_EVENING = re.compile(r" (?:du soir|de l['’]après-midi|ce soir|cet après-midi)")


def _in_part(hour: int, minutes: int, part: str) -> int:
    night = "night" in part and "tonight" not in part
    if hour == 12:  # *half past twelve at night* is the first hour of the day
        first = night or ("morning" in part and minutes >= 0)
        return ((0 if first else 720) + minutes) % 1440
    later = "morning" not in part and hour < 12 and not (night and hour < 5)
    return ((hour + (12 if later else 0)) * 60 + minutes) % 1440


def _dates(shape: Shape, language: str) -> Iterator[Fact]:
    for match in shape.matches(_NINE_ELEVEN):
        yield _fact(shape, *match.span(), (Date(None, 9, 11),))
    for match in shape.matches(_NUMERIC):
        one, two, three = (int(match[name]) for name in "abc")
        orders = [(one, two, three)] if one > 31 else [(three, two, one), (three, one, two)]
        values = tuple(
            Date(year + (2000 if year < 100 else 0), month, day)
            for year, month, day in orders
            if 1 <= month <= 12 and 1 <= day <= 31
        )
        if values:
            yield _fact(shape, *match.span(), values)
    for pattern in _DATES[language]:
        for match in shape.matches(pattern):
            found = match.groupdict()
            if found.get("only") is not None:
                yield from _day_alone(shape, match, language)
                continue
            name = next(found[key] for key in ("month", "month2", "month3", "month4", "month5") if found.get(key))
            month = _month(name, language)
            if found.get("last"):
                yield _fact(shape, *match.span(), (Date(None, month, monthrange(_COMMON_YEAR, month)[1]),))
                continue
            days = [shape.number(match, key) for key in ("d", "d2") if found.get(key)]
            year = shape.number(match, "y") if found.get("y") else None
            if any(d is not None and not (1 <= d.value <= 31 and d.value == d.value.to_integral()) for d in days):
                continue
            told = int(year.value) if year is not None and 1000 < year.value < 2200 else None
            if year is not None and told is None:
                continue
            values = tuple(Date(told, month, int(d.value)) for d in days if d is not None) or (Date(told, month, None),)
            yield _fact(shape, *match.span(), values)


def _day_alone(shape: Shape, match: re.Match[str], language: str) -> Iterator[Fact]:
    """Read a day whose month goes without saying: *on the night of the third*, « dans la nuit du 3 »."""
    number = shape.number(match, "d")
    if number is None or number.value % 1 or not 1 <= number.value <= 31 or number.ordinal != (language == "en"):
        return
    if language == "fr" and number.worded:
        return
    yield _fact(shape, match.start("d"), match.end("d"), (Date(None, None, int(number.value)),))


def _month(name: str, language: str) -> int:
    plain = name.rstrip(".").lower()
    for place, known in enumerate(MONTHS[language]):
        if known.lower() == plain or (len(plain) < len(known) and known.lower().startswith(plain[:3]) and "." in name):
            return place + 1
    return 8 if plain == "aout" else _SHORT_MONTHS.index(plain[:3].capitalize()) + 1


def _moments(shape: Shape, language: str) -> Iterator[Fact]:
    for pattern in _MOMENTS[language]:
        for match in list(pattern.finditer(shape.text)):
            found = match.groupdict()
            if any(shape.is_taken(place) for place in range(match.start(), match.end()) if shape.text[place] != SIGN):
                continue
            if found.get("day") or found.get("tonight"):
                word = (found.get("day") or "ce").lower().replace("’", "'")
                yield _fact(shape, *match.span(), (Moment("day", _OFFSETS[word]),), Weight.WEAK)
                continue
            frame = _FRAMES[language][match["frame"].lower()]
            word = match["rel"].lower()
            offset = _OFFSETS.get(word)
            if offset is None:
                offset = 1 if word.startswith(("prochain", "suivant", "qui", "à")) else -1
            span = shape.span(*match.span())
            text = span.of(shape.original)
            several = found.get("n") is not None or (word.endswith("s") and language == "fr" and word not in {"dans"})
            values: tuple[Value, ...] = (Moment(frame, offset),)
            if frame in {"spring", "summer", "autumn", "winter"}:
                values = (*values, Phase("year", frame))
                shape.take(*match.span())
            elif not found.get("n"):
                shape.take(*match.span())
            weight = Weight.WEAK if offset == 0 or several else Weight.FIRM
            yield Fact(span, text, Kind.TIME, values, weight, words=True)


def in_french(value: Value, printed: str, own: Value | None = None) -> str | None:
    """Write a time as French does; None for what needs the words around it.

    Args:
        value: A weekday, date, clock time, season or decade.
        printed: What stands there, whose form is kept where it has one.
        own: What that is worth. A date must tell as much as the printed one: « en mai » cannot become « en 3 juin ».
    """
    if isinstance(value, Weekday):
        return DAYS["fr"][value.day] + ("s" if printed.lower().endswith("s") else "")
    if isinstance(value, Clock):
        hour, minutes = divmod(value.minutes, 60)
        if not minutes and not value.exact:
            return f"{hour}\u202fheures"
        return f"{hour}\u202fheure{'s' if hour > 1 else ''}" if not minutes else f"{hour}\u202fh\u202f{minutes:02d}"
    if isinstance(value, Date):
        return _date_in_french(value, own if isinstance(own, Date) else None)
    if isinstance(value, Decade):
        return f"années {value.year}"
    return None


def _date_in_french(value: Date, own: Date | None) -> str | None:
    if own is not None:
        if (value.day is None, value.month is None) != (own.day is None, own.month is None):
            return None
        value = replace(value, year=value.year or own.year)
    month = MONTHS["fr"][value.month - 1] if value.month else ""
    day = "1er" if value.day == 1 else str(value.day or "")
    return " ".join(part for part in (day, month, str(value.year or "")) if part) or None
