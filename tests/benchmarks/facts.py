"""What facts cost a run: seconds of processor time of a check with known statements, by stage.

``python tests/benchmarks/facts.py --pairs 200`` checks quotations of known statements with the fake engine, and prints the
time of the whole run, of reading facts, and of comparing them. The exit code is 1 where facts take more than 10 % of it.
"""

from __future__ import annotations

import argparse
import sys
import time

from mtcheck.checks.registry import all_checks
from mtcheck.engines.fake import FakeTranslator
from mtcheck.facts.comparison import compare_facts
from mtcheck.facts.opposition import opposed_stances
from mtcheck.facts.reader import read_facts
from mtcheck.readers.plain import document
from mtcheck.records import KnownQuote
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run

MOST = 0.10  # share of a run that facts may take
ENGLISH = (
    "On {day} May the {number} volunteers of the valley raised {money} million euros, {share}% more than in 2019, and they "
    "will not close the shelter in Geneva before the end of the winter."
)
FRENCH = (
    "Le {day} mai, les {number} bénévoles de la vallée ont réuni {money} millions d'euros, {share} % de plus qu'en 2019, et ils "
    "ne fermeront pas le refuge de Genève avant la fin de l'hiver"
)


def main() -> int:
    """Print the times; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=200)
    count = parser.parse_args().pairs
    given = [{"day": 1 + n % 28, "number": 100 + n, "money": 2 + n, "share": 3 + n % 90} for n in range(count)]
    pairs = [(ENGLISH.format(**values), FRENCH.format(**values)) for values in given]
    quotes = tuple(KnownQuote(f"q{n}", "Ana Durand", english) for n, (english, _) in enumerate(pairs))
    documents = [document(f"{n}.txt", f"« {french} », a déclaré Ana Durand.") for n, (_, french) in enumerate(pairs)]
    began = time.process_time()
    plan_run(documents, Means(all_checks(), FakeTranslator()), quotes=quotes).report()
    whole = time.process_time() - began
    read_facts.cache_clear()
    began = time.process_time()
    facts = [(read_facts(english, "en"), read_facts(french, "fr")) for english, french in pairs]
    reading = time.process_time() - began
    began = time.process_time()
    for english, french in facts:
        compare_facts(english, french)
        opposed_stances(english, french)
    comparing = time.process_time() - began
    share = (reading + comparing) / whole
    told = f"reading facts {reading:.2f} s, comparing {comparing:.2f} s ({share:.1%})"
    sys.stdout.write(f"{count} pairs: run {whole:.2f} s, {told}\n")
    return int(share > MOST)


if __name__ == "__main__":
    sys.exit(main())
