"""Compares translation engines in one run: the same sentences, the same weights, each engine in a process of its own.

    python tests/benchmarks/engines.py SENTENCES.tsv --lines 500 --beam 1

The file holds English, a tab, and French a line. Systems take turns, so that what else runs on the machine meets all of
them alike; the ratios count, not the absolute figures.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mtcheck.engines.base import Translator
from mtcheck.engines.embedded import embedded_folder
from mtcheck.engines.options import EngineOptions

PLAIN = "plain transformers"
SYSTEMS = (PLAIN, "transformers", "ctranslate2-float32", "ctranslate2-int8")
PLAIN_BATCH = 16


def plain(folder: Path, tag: str, beam: int, threads: int) -> Callable[[Sequence[str]], list[str]]:
    """Use transformers as its documentation shows it: batches of 16 in file order, padded, ``generate``."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    torch.set_num_threads(threads)
    with tempfile.TemporaryDirectory() as copied:  # the tokenizer wants the pieces twice, which what ships has once
        shutil.copytree(folder, copied, dirs_exist_ok=True)
        if not (Path(copied) / "target.spm").exists():
            shutil.copyfile(folder / "source.spm", Path(copied) / "target.spm")
        tokenizer = AutoTokenizer.from_pretrained(copied)
    model = AutoModelForSeq2SeqLM.from_pretrained(str(folder), dtype=torch.float32).eval()

    def translate(texts: Sequence[str]) -> list[str]:
        outputs: list[str] = []
        for start in range(0, len(texts), PLAIN_BATCH):
            batch = [f"{tag} {text}".strip() for text in texts[start : start + PLAIN_BATCH]]
            inputs = tokenizer(batch, padding=True, truncation=True, return_tensors="pt")
            with torch.inference_mode():
                generated = model.generate(**inputs, num_beams=beam, max_new_tokens=200)
            outputs += tokenizer.batch_decode(generated, skip_special_tokens=True)
        return outputs

    return translate


def engine(name: str, folder: Path, beam: int, threads: int, cache: Path) -> Translator:
    """Load one of our engines."""
    kind, _, dtype = name.partition("-")
    options = EngineOptions(folder, device="cpu", beam=beam, threads=threads, dtype=dtype or "auto", models=cache)
    if kind == "transformers":
        from mtcheck.engines.transformers_engine import TransformersTranslator

        return TransformersTranslator.load(options)
    from mtcheck.engines.ctranslate2_engine import CTranslate2Translator

    return CTranslate2Translator.load(options)


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Translate, and with one of our engines score, in this process."""
    english, french = read_pairs(Path(options.sentences), options.lines)
    sources, references = (french, english) if options.source == "fr" else (english, french)
    target = "en" if options.source == "fr" else "fr"
    folder, cache = Path(options.model), Path(options.cache)
    start = time.perf_counter()
    scored = 0.0
    if options.system == PLAIN:
        tag = "" if options.no_tag else {"en": ">>eng<<", "fr": ">>fra<<"}[target]
        run = plain(folder, tag, options.beam, options.threads)
        loaded = time.perf_counter()
        outputs = run(sources)
        ended = time.perf_counter()
    else:
        translator = engine(options.system, folder, options.beam, options.threads, cache)
        loaded = time.perf_counter()
        outputs = [one.text for one in translator.translate(sources, source_lang=options.source, target_lang=target)]
        ended = time.perf_counter()
        peak = peak_mb()
        pairs = list(zip(sources, references, strict=True))
        translator.score(pairs[:8], source_lang=options.source, target_lang=target)
        began = time.perf_counter()
        translator.score(pairs, source_lang=options.source, target_lang=target)
        scored = len(pairs) / (time.perf_counter() - began)
    if options.system == PLAIN:
        peak = peak_mb()
    return {
        "words_per_second": sum(len(text.split()) for text in sources) / (ended - loaded),
        "load_seconds": loaded - start,
        "peak_mb": peak,
        "pairs_per_second": scored,
        "outputs": outputs,
        "references": references,
    }


def peak_mb() -> float:
    """Return this process's peak resident memory in MiB.

    Linux's own figure begins anew with each program; ``getrusage`` has that of the parent as its least.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def read_pairs(path: Path, most: int) -> tuple[list[str], list[str]]:
    """Read English and French sentences."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[:most]]
    return [row[0] for row in rows], [row[1] for row in rows]


def main() -> None:
    """Run every system in turn and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", help="English, tab, French")
    parser.add_argument("--model", default=str(embedded_folder()))
    parser.add_argument("--source", choices=("fr", "en"), default="fr")
    parser.add_argument("--lines", type=int, default=500)
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--no-tag", action="store_true", help="the model knows one direction and has no language tags")
    parser.add_argument("--system", choices=SYSTEMS, help=argparse.SUPPRESS)
    parser.add_argument("--cache", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.system:
        sys.stdout.write(json.dumps(measure(options)))
        return
    results: dict[str, list[dict[str, Any]]] = {system: [] for system in SYSTEMS}
    with tempfile.TemporaryDirectory() as cache:
        for turn in range(options.repeats + 1):
            for system in SYSTEMS:
                arguments = ["--system", system, "--cache", cache, *([] if turn else ["--lines", "2"])]
                command = [sys.executable, __file__, *sys.argv[1:], *arguments]
                answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
                if turn:  # the first turn fills the disk's cache and converts the model, once in its life
                    results[system].append(json.loads(answer))
    sys.stdout.write(table(results))


def table(results: dict[str, list[dict[str, Any]]]) -> str:
    """Lay the medians out as a Markdown table."""
    from sacrebleu import corpus_bleu, corpus_chrf

    def median(system: str, key: str) -> float:
        return float(statistics.median(result[key] for result in results[system]))

    rows = [
        "| system | words/s | ratio | load s | peak MB | ratio | pairs/s | BLEU | chrF |",
        "| --- |" + " ---: |" * 8,
    ]
    for system, runs in results.items():
        outputs, references = runs[0]["outputs"], [runs[0]["references"]]
        speed, peak = median(system, "words_per_second"), median(system, "peak_mb")
        pairs = median(system, "pairs_per_second")
        rows.append(
            f"| {system} | {speed:.0f} | {speed / median(PLAIN, 'words_per_second'):.1f} "
            f"| {median(system, 'load_seconds'):.2f} | {peak:.0f} | {peak / median(PLAIN, 'peak_mb'):.2f} "
            f"| {f'{pairs:.0f}' if pairs else '–'} | {corpus_bleu(outputs, references).score:.2f} "
            f"| {corpus_chrf(outputs, references).score:.2f} |"
        )
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
