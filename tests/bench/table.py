"""The table of a bench: work, ours, peer, ratio, bar, met or missed."""

import os
import platform
import re
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
TITLE = "# Results of `make bench`\n\n"
HEAD = "| work | ours | peer or limit | ratio | bar | verdict |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Measure:
    """One line: medians of ours and of the peer or the limit, in `unit`, and the bar.

    `faster`: the bar is how many times faster than the peer we must be; `share`: which part of the
    peer's figure ours must reach; otherwise the bar is how many times that figure ours may reach. A
    bar of 0 only reports.
    """

    bench: str
    work: str
    ours: float
    peer: float
    bar: float
    unit: str = "ms"
    faster: bool = False
    share: bool = False

    @property
    def ratio(self) -> float:
        return self.peer / self.ours if self.faster else self.ours / self.peer

    @property
    def met(self) -> bool:
        return not self.bar or (self.ratio >= self.bar if self.least else self.ratio <= self.bar)

    @property
    def least(self) -> bool:
        """Tell whether the bar is the least that is wanted, not the most."""
        return self.faster or self.share

    def line(self) -> str:
        """Return the Markdown row."""
        verdict = ("met" if self.met else "**missed**") if self.bar else "reported"
        bar = f"{'≥' if self.least else '≤'} {self.bar:g} ×" if self.bar else "—"
        values = f"{self.ours:.1f} {self.unit} | {self.peer:.1f} {self.unit}"
        return f"| {self.work} | {values} | {self.ratio:.2f} | {bar} | {verdict} |"


def conclude(measures: list[Measure]) -> int:
    """Print the tables, replace those benches' sections of RESULTS.md; 0 when every bar is met."""
    barred = [measure for measure in measures if measure.bar]
    met = sum(measure.met for measure in barred)
    for bench in dict.fromkeys(measure.bench for measure in measures):
        section = _section(bench, [item for item in measures if item.bench == bench])
        print(section)
        _write(bench, section)
    print(f"{met} bars met of {len(barred)}")
    return 0 if met == len(barred) else 1


def _section(bench: str, measures: list[Measure]) -> str:
    lines = "\n".join(measure.line() for measure in measures)
    return f"## {bench}\n\n{_machine()}\n\n{HEAD}\n{lines}\n"


def _machine() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    parts = (
        f"CKAN {version('ckan')}",
        f"Polars {version('polars')}",
        f"frictionless {version('frictionless')}",
        f"Python {platform.python_version()}",
        f"{os.cpu_count()} cores",
        f"{pages * size / 2**30:.0f} GiB",
        platform.system(),
    )
    return ", ".join(parts)


def _write(bench: str, section: str) -> None:
    text = (
        RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results of `make bench`\n\n"
    )
    old = re.compile(rf"^## {re.escape(bench)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    text = old.sub(lambda _: section, text) if old.search(text) else f"{text}{section}"
    RESULTS.write_text(text, encoding="utf-8")
