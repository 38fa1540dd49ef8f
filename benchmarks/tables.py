"""How fast tables become observations, and in how much memory: `python benchmarks/tables.py [--record] [--quick]`.

One long table of 3,400,000 rows as CSV (500 indicators of 340 places in 20 years, words as a pack has them), beside
`polars.read_csv` of the same bytes. What each line means stands in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import subprocess
import sys
import tempfile
import time
from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl

import luoshi
from luoshi import observe
from luoshi.model.indicator import Indicator
from luoshi.model.mapping import LONG_HEADER, TableMapping
from luoshi.model.pack import Pack, Place
from luoshi.model.unit import Unit

HISTORY = Path(__file__).with_name("history.jsonl")
MB = 1_000_000
MAPPING = TableMapping("figures", "figures.csv")

Measures = dict[str, float]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--record", action="store_true", help="append the result to benchmarks/history.jsonl")
    options.add_argument("--quick", action="store_true", help="a tenth of the rows")
    options.add_argument("--load", metavar="FILE", help="only observe the file, and print seconds and peak memory")
    given = options.parse_args()
    places = 34 if given.quick else 340
    if given.load:
        print(json.dumps(loaded(Path(given.load).read_bytes(), places)))
        return
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(Path(folder) / "figures.csv", places)
    for name, value in measured.items():
        print(f"{name:52} {value:12.4f}")
    if given.record:
        line = {"date": date.today().isoformat(), "version": luoshi.__version__, "python": platform.python_version()}
        with HISTORY.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line | {name: round(value, 4) for name, value in measured.items()}) + "\n")


def measure(path: Path, places: int) -> Measures:
    """The table loaded in a process of its own, and read plainly."""
    rows = write(path, places)
    command = [sys.executable, __file__, "--load", str(path), *(["--quick"] if places == 34 else [])]
    alone = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    start = time.perf_counter()
    pl.read_csv(path, infer_schema=False)
    plain = time.perf_counter() - start
    return {
        "long table observed, seconds": alone["seconds"],
        "long table observed, rows a second": rows / alone["seconds"],
        "long table observed, times a plain CSV read": alone["seconds"] / plain,
        "long table observed with its bytes, peak MB": alone["peak"] / MB,
        "long table, MB of CSV": path.stat().st_size / MB,
        "long table checked, seconds": alone["checked"],
    }


def loaded(data: bytes, places: int) -> Measures:
    """Seconds to observe the table and to check it, and the peak of memory while it is observed."""
    chosen = pack(places)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    start = time.perf_counter()
    observations, problems = observe.table(data, MAPPING, chosen)
    seconds = time.perf_counter() - start
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    assert (len(observations), problems) == (500 * places * 20, [])
    start = time.perf_counter()
    observe.problems(observations, chosen)
    return {"seconds": seconds, "peak": int(found[1]) * 1024, "checked": time.perf_counter() - start}


def write(path: Path, places: int) -> int:
    """The table; how many rows it has."""
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(LONG_HEADER) + "\n")
        for number in range(500):
            for place in range(places):
                code = 110000 + place * 100
                file.writelines(
                    f"{code},第{place}市,{year},indicator_{number:03},{(place * 7919 + year * 104729) % 999983 / 100},"
                    f"亿元,,{year + 1}-10-01,最终,统计年鉴{year + 1},,\n"
                    for year in range(2000, 2020)
                )
    return 500 * places * 20


def pack(places: int) -> Pack:
    """A pack that knows the words of the table."""
    ids = [f"indicator_{number:03}" for number in range(500)]
    return Pack(
        "bench",
        "",
        "",
        places=tuple(Place(str(110000 + n * 100), f"第{n}市", "地级行政区", "") for n in range(places)),
        units={"亿元": Unit("亿元", "金额", "元", Fraction(10**8))},
        indicators={id: Indicator(id, f"指标{id}", id, "亿元", "up", "", "sum", "") for id in ids},
    )


if __name__ == "__main__":
    main()
