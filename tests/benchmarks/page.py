"""Measures the HTML page of a long report: how long it takes to write, to open and to filter in Chromium.

    python tests/benchmarks/page.py --files 1000 --findings 10

Prints JSON; times are in seconds, the median of several runs. The processor time tells what the page costs where something
else runs on the machine. Needs Chromium and the ``dev`` extra.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

for folder in ("unit", "browser"):
    sys.path.insert(0, str(Path(__file__).parents[1] / folder))

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Runs a change and waits until its effect has been laid out and painted.
TIMED = """(async () => {
  const change = () => { CHANGE };
  const start = performance.now();
  change();
  document.body.offsetHeight;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return (performance.now() - start) / 1000;
})()"""
CHANGE = "const form = document.querySelector('.filters'); form.elements.{name}.value = {value}; " \
    "form.dispatchEvent(new Event('input'));"  # fmt: skip
FILTERS = {
    "filter by code": CHANGE.format(name="code", value="'MT201'"),
    "filter by confidence": CHANGE.format(name="confidence", value="'0.95'"),
    "search": CHANGE.format(name="words", value="'feu cesse'"),
    "show all": CHANGE.format(name="words", value="''"),
    "open a file": "document.querySelector('.index a').click();",
}


def write(files: int, findings: int, target: Path) -> float:
    """Write the page and return how long that took."""
    from large_report import large_report

    from mtcheck.report.html import HtmlReporter

    report = large_report(files, findings)
    start = time.perf_counter()
    with target.open("w", encoding="utf-8", newline="") as stream:
        HtmlReporter().render(report, stream)
    return time.perf_counter() - start


def measure(new_page: Callable[[], Page], target: Path) -> dict[str, float]:
    """Open the page once and use it."""
    page = new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    start = time.perf_counter()
    page.goto(target.as_uri(), wait_until="load")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    taken = {"open": time.perf_counter() - start}
    metrics = {item["name"]: item["value"] for item in session.send("Performance.getMetrics")["metrics"]}
    taken["open, processor time of the page's thread"] = metrics["TaskDuration"]
    for name, change in FILTERS.items():
        taken[name] = page.evaluate(TIMED.replace("CHANGE", change))
    page.close()
    return taken


def main() -> None:
    """Write, open, measure, print."""
    from browser import chromium
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--findings", type=int, default=10, help="a file")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        target = Path(folder) / "report.html"
        figures: dict[str, Any] = {"write": round(write(options.files, options.findings, target), 2)}
        figures["megabytes"] = round(target.stat().st_size / 1e6, 1)
        browser = playwright.chromium.launch(executable_path=chromium())
        runs = [measure(browser.new_page, target) for _ in range(options.runs)]
        figures |= {name: round(statistics.median(run[name] for run in runs), 3) for name in runs[0]}
        browser.close()
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
