"""A report written by hand on the first seed article, with the findings that its known errors call for."""

from __future__ import annotations

import json
from pathlib import Path

from mtcheck.records import (
    Alignment,
    Category,
    Document,
    Evidence,
    FileReport,
    Finding,
    KnownQuote,
    MatchedQuotation,
    Passage,
    PassageKind,
    Quotation,
    Report,
    Severity,
    Span,
)
from mtcheck.text.lines import Lines

ROOT = Path(__file__).parents[2]
PATH = "seeds/000_444083393d605a4c.txt"
TEXT = (ROOT / PATH).read_bytes().decode("utf-8")
LINES = Lines.of(TEXT)
_QUOTE = json.loads((ROOT / "seeds/quotes/zelensky-x-2025-07-04.json").read_text(encoding="utf-8"))
QUOTE = KnownQuote(
    _QUOTE["id"], _QUOTE["speaker"], _QUOTE["text"], _QUOTE["date"], source=_QUOTE["source"], medium=_QUOTE["medium"]
)
FOUND_QUOTE = KnownQuote("001-found-1", "Volodymyr Zelensky", "I thank you for your attention.", found=True)


def span_of(words: str, after: int = 0) -> Span:
    """Return the span of ``words`` in the article."""
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def finding(
    words: str,
    code: str,
    name: str,
    category: Category,
    severity: Severity,
    confidence: float,
    message: str,
    back_translation: str | None = None,
    reference: str | None = None,
    suggestion: str | None = None,
    quote_id: str | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Finding:
    """Return a finding on the first place of ``words`` in the article."""
    span = span_of(words)
    line, column = LINES.place(span.start)
    return Finding(
        code, name, category, severity, confidence, span, span.of(TEXT), message, line, column, back_translation,
        reference, quote_id, suggestion, evidence,
    )  # fmt: skip


def passages() -> tuple[Passage, ...]:
    """Return the article's lines as passages: short ones are headings, the first is furniture."""
    found: list[Passage] = []
    start = 0
    for line in TEXT.split("\n"):
        if line.strip():
            kind = PassageKind.HEADING if len(line) < 110 else PassageKind.BODY
            found.append(Passage(Span(start, start + len(line)), PassageKind.FURNITURE if start == 0 else kind, "fr"))
        start += len(line) + 1
    return tuple(found)


def findings() -> tuple[Finding, ...]:
    """Return findings in the order in which reports hold them; two pairs overlap."""
    term, quote = Category.WRONG_TERM, Category.MISTRANSLATION
    return tuple(
        sorted(
            (
                finding(
                    "les systèmes patriotes", "MT201", "term.garbled", term, Severity.MAJOR, 0.93,
                    "“Patriot” is the name of a weapon; translated, it means people who love their country.",
                    "Kyiv is asking in particular for the patriot systems.", "Patriot systems", "les systèmes Patriot",
                    evidence=(
                        Evidence("gloss", "“patriotes” read word for word is “patriots”", 0.914),
                        Evidence("approved-term", "“Patriot systems” is rendered “systèmes Patriot”", 0.97),
                    ),
                ),
                finding(
                    "accepté travailler", "MT401", "grammar.preposition", Category.GRAMMAR, Severity.MINOR, 0.71,
                    "“accepter” takes “de” before an infinitive.",
                    "We have agreed to work together to strengthen the protection of our sky.",
                    suggestion="accepté de travailler",
                ),
                finding(
                    "Ce fut une conversation très rentable", "MT101", "quote.mistranslated", quote, Severity.MAJOR,
                    0.66, "The sentence departs from the known quote.", "It was a very profitable conversation.",
                    "I had a very important and fruitful conversation with @POTUS.", quote_id=QUOTE.id,
                ),
                finding(
                    "très rentable", "MT101", "quote.mistranslated", quote, Severity.CRITICAL, 0.88,
                    "The speaker said “fruitful”; “rentable” is said of money.",
                    "It was a very profitable conversation.",
                    "I had a very important and fruitful conversation with @POTUS.", "très fructueuse", QUOTE.id,
                    (
                        Evidence("forced-decoding", "the model expected “fructueuse” here", -7.4213),
                        Evidence("gloss", "“rentable” read word for word is “profitable”", 0.8),
                        Evidence("agreement", "another file of the run says “fructueux”", None, span_of("rentable")),
                    ),
                ),
                finding(
                    "du Défense aérienne", "MT402", "grammar.agreement", Category.GRAMMAR, Severity.MINOR, 0.82,
                    "“du” stands before a feminine noun.", suggestion="de la défense aérienne",
                ),
                finding(
                    "Washington-Mosca", "MT301", "untranslated.foreign", Category.UNTRANSLATED, Severity.MAJOR, 0.97,
                    "“Mosca” is Italian for “Moscou”.", "Contacts on the Washington-Mosca axis.",
                    "Washington-Moscow", "Washington-Moscou",
                ),
                finding(
                    "L'équilibre est au moins un mort", "MT201", "term.garbled", term, Severity.CRITICAL, 0.9,
                    "A toll (“bilan”) has become a balance (“équilibre”).",
                    "The balance is at least one dead and 26 wounded in the Ukrainian capital, including a child.",
                    "The toll is at least one dead", "Le bilan est d'au moins un mort",
                ),
                finding(
                    "Selon le politicien par une source d'Elisée", "MT202", "name.translated", Category.NAME,
                    Severity.MAJOR, 0.58, "“Politico” is a newspaper; its name has been translated.",
                    "According to the politician by a source of Elisha",
                    "According to Politico, citing an Élysée source",
                    "Selon Politico, citant une source de l'Élysée",
                ),
                finding(
                    "feu cessé", "MT201", "term.garbled", term, Severity.MAJOR, 0.95,
                    "The words of “ceasefire” were translated one by one.",
                    "the next moves in the event of a ceasefire.", "ceasefire", "cessez-le-feu",
                    evidence=(Evidence("gloss", "“feu cessé” read word for word is “fire ceased”", 0.62),),
                ),
                finding(
                    "avait également. Une interview téléphonique", "MT4031", "grammar.broken-off", Category.GRAMMAR,
                    Severity.MAJOR, 0.77, "The sentence ends before its verb has an object.",
                ),
                finding(
                    "téléphonique", "MT901", "engine.loop", Category.ENGINE, Severity.NEUTRAL, 0.3,
                    "The engine repeated itself; nothing is said against the article.",
                ),
            ),
            key=lambda item: (item.span, item.code),
        )
    )  # fmt: skip


def quotations() -> tuple[MatchedQuotation, ...]:
    """Return quotations of which two match, one of these with two ranges of sentences."""
    protect = span_of("Nous avons accepté travailler ensemble pour renforcer la protection de notre ciel")
    today = span_of("Aujourd'hui, nous avons discuté du Situation actuelle")
    today = Span(today.start, span_of("de son attention à l'Ukraine").end)
    hope = span_of("Même aujourd'hui, j'ai entendu le président Trump.")
    return (
        MatchedQuotation(
            Quotation(protect, protect.of(TEXT), "Zelensky", closed=False),
            (
                Alignment(
                    protect, QUOTE.id, (8, 9),
                    "We spoke about opportunities in air defense and agreed that we will work together to strengthen "
                    "protection of our skies.", 0.7134,
                ),
            ),
        ),
        MatchedQuotation(
            Quotation(today, today.of(TEXT), "Zelensky"),
            (
                Alignment(
                    today, QUOTE.id, (6, 7),
                    "Today we discussed the current situation, including Russian airstrikes and the broader frontline "
                    "developments.", 0.8121,
                ),
                Alignment(
                    today, QUOTE.id, (7, 8),
                    "President Trump is very well informed, and I thank him for his attention to Ukraine.", 0.9256,
                ),
            ),
        ),
        MatchedQuotation(Quotation(hope, hope.of(TEXT), "Giorgia Meloni", closed=False)),
    )  # fmt: skip


def sample() -> Report:
    """Return the report: an article with findings, a sound one, and a file that could not be read."""
    document = Document(PATH, TEXT, passages())
    sound = "Le sommet se tient à Londres.\n\nIl [bold]durera[/bold] deux jours."
    return Report(
        (
            FileReport(PATH, None, 61.25, findings(), quotations(), document, words=970),
            FileReport("seeds/sound.txt", document=Document("seeds/sound.txt", sound)),
            FileReport("seeds/latin-1.txt", "seeds/latin-1.txt:3: not UTF-8 text (byte 0xE9 at offset 41)"),
        ),
        "mtcheck:0.2.0|model:default+9f3c2ab1|device:cpu|checks:all",
        (QUOTE, FOUND_QUOTE),
    )
