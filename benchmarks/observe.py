"""How fast observations are kept and read, and in how much memory: `python benchmarks/observe.py [--record] [--quick]`.

A province's worth of statistics many times over: 500 indicators of 340 places in 20 years, received as 500 tables. All
is measured in one run beside a plain CSV of the same rows, so that the ratios hold whatever the machine is at. What each
line means stands in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

import luoshi
from luoshi.observe.frame import SCHEMA
from luoshi.observe.store import Source, Store, build

HISTORY = Path(__file__).with_name("history.jsonl")
MB = 1_000_000

Measures = dict[str, float]


@dataclass(frozen=True)
class Size:
    """How many of each; a table has the indicators of one group in one year."""

    groups: int = 25
    of_a_group: int = 20
    places: int = 340
    years: int = 20

    @property
    def rows(self) -> int:
        return self.groups * self.of_a_group * self.places * self.years


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--record", action="store_true", help="append the result to benchmarks/history.jsonl")
    options.add_argument("--quick", action="store_true", help="a tenth of the rows")
    options.add_argument("--peak", metavar="FOLDER", help="only load the store there and print the peak of memory")
    given = options.parse_args()
    size = Size(places=34) if given.quick else Size()
    if given.peak:
        print(peak(Path(given.peak), size))
        return
    measured: Measures = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, value in measure(Path(folder), size, given.quick):
            print(f"{name:52} {value:12.4f}", flush=True)
            measured[name] = value
    if given.record:
        line = {"date": date.today().isoformat(), "version": luoshi.__version__, "python": platform.python_version()}
        with HISTORY.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line | {name: round(value, 4) for name, value in measured.items()}) + "\n")


def measure(folder: Path, size: Size, quick: bool) -> Iterator[tuple[str, float]]:
    """Load, read, rebuild; and the plain way beside each."""
    frames = {(group, year): table(size, group, year) for group in range(size.groups) for year in range(size.years)}
    sources = [
        Source(f"{group:03}-{year}", partial(frames.__getitem__, key)) for key in frames for group, year in [key]
    ]
    full = timed(lambda: build(folder / "parts", sources))
    yield "store, observations", size.rows
    yield "store loaded, seconds", full
    plain = folder / "plain.csv"
    pl.concat(list(frames.values())).write_csv(plain)
    whole = min(timed(lambda: pl.read_csv(plain, infer_schema_length=0)) for _ in range(3))
    yield "store loaded, times a plain CSV read", full / whole
    yield from changed(folder / "parts", sources, full)
    frames.clear()
    yield from reading(Store(build(folder / "parts", sources).parts), plain, size)
    arguments = [sys.executable, __file__, "--peak", str(folder / "peak"), *(["--quick"] if quick else [])]
    found = int(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)
    yield "store loaded and read whole, peak MB", found / MB


def changed(folder: Path, sources: list[Source], full: float) -> Iterator[tuple[str, float]]:
    """One table has changed: it is another part, and every other stays."""
    again = [Source(f"{sources[0].name}-corrected", sources[0].frame), *sources[1:]]
    one = timed(lambda: build(folder, again))
    yield "one changed table, seconds", one
    yield "full build over one changed table", full / one


def reading(store: Store, plain: Path, size: Size) -> Iterator[tuple[str, float]]:
    """Single series, chosen by chance, beside reading and filtering the CSV."""
    picked = random.Random(20)
    names = [(indicator(picked.randrange(500)), place(picked.randrange(size.places))) for _ in range(2000)]
    cold = timed(lambda: store.series(*names[0]))
    for one in store.indicators:
        store.places(one)
    times = sorted(timed(partial(store.series, *name)) for name in names)
    assert len(store.series(*names[0]).values) == size.years
    yield "the first series of a store just opened, ms", cold * 1000
    yield "one series, ms (median of 2000)", statistics.median(times) * 1000
    yield "one series, ms (99 of 100 are faster)", times[int(len(times) * 0.99)] * 1000
    by_csv = min(timed(partial(filtered, plain, *names[number])) for number in range(3))
    yield "plain CSV read and filtered, over one series", by_csv / statistics.median(times)


def filtered(plain: Path, indicator: str, place: str) -> pl.DataFrame:
    wanted = (pl.col("indicator") == indicator) & (pl.col("place") == place)
    return pl.scan_csv(plain, infer_schema_length=0).filter(wanted).collect()


def peak(folder: Path, size: Size) -> int:
    """The peak of the memory in use, in bytes, while tables are taken in one by one and every series' part is opened."""
    keys = [(group, year) for group in range(size.groups) for year in range(size.years)]
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    store = build(folder, (Source(f"{group:03}-{year}", partial(table, size, group, year)) for group, year in keys))
    for one in store.indicators:
        store.series(one, store.places(one)[0])
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) * 1024


def table(size: Size, group: int, year: int) -> pl.DataFrame:
    """A table as a yearbook has it: the indicators of a group for every place in one year."""
    names = [indicator(group * size.of_a_group + number) for number in range(size.of_a_group)]
    codes = [place(number) for number in range(size.places)]
    count = len(names) * len(codes)
    file = f"yearbook-{2001 + year}-{group:03}.xlsx"
    digits = pl.int_range(count, dtype=pl.Int64)
    columns = {
        "indicator": pl.Series([name for name in names for _ in codes]),
        "place": pl.Series(codes * len(names)),
        "value": (digits * 7919 + group * 104729 + year * 1299709).mod(1_000_000) / 100,
        "row": digits // size.of_a_group + 5,
        "column": digits % size.of_a_group + 2,
    }
    said = {
        "period": str(2000 + year), "vintage": date(2001 + year, 10, 1), "quality": "final", "table": file[:-5],
        "file": file, "sha256": f"{group * 100 + year:064x}", "sheet": "Sheet1", "statistics": f"统计年鉴{2001 + year}",
        "prices": None, "boundaries": None, "note": "",
    }  # fmt: skip
    words = {name: pl.lit(value) for name, value in said.items()}
    return pl.select(**columns, **words).select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def indicator(number: int) -> str:
    return f"indicator_{number:03}"


def place(number: int) -> str:
    return str(110000 + number * 100)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
