"""How fast, how much memory, how it grows: `python benchmarks/compile.py [--record] [--quick]`.

Everything is measured in one run, so that the ratios hold whatever the machine is at. What each line means stands in
benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from lxml import html

import luoshi
from luoshi import packs, pipeline, read
from luoshi.compile.commitments import commitments
from luoshi.publish.plan_json import dumps

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted((ROOT / "packs" / "jilin" / "documents").glob("*.txt"))
HISTORY = Path(__file__).with_name("history.jsonl")
VALUE_AND_UNIT = re.compile(
    r"(?:不低于|不超过|达到|超过|约)?\d+(?:,\d{3})*(?:\.\d+)?(?:[-—至]\d+(?:\.\d+)?)?"
    r"(?:%|‰|个百分点|[万亿千百]*(?:元|亩|公里|平方公里|平方米|立方米|吨|千瓦|人|户|家|个|所|座|项|条|套|年|月|日))(?:以上|以下|以内|左右)?"
)
NUMBER = re.compile(r"\d")
MB = 1_000_000

Measures = dict[str, float]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--record", action="store_true", help="append the result to benchmarks/history.jsonl")
    options.add_argument("--quick", action="store_true", help="fewer rounds, without the 10 MB documents")
    given = options.parse_args()
    rounds = 3 if given.quick else 7
    measured: Measures = {}
    for measure in (speed, growth, memory, command, many):
        found = measure(rounds, given.quick)
        for name, value in found.items():
            print(f"{name:48} {value:10.3f}", flush=True)
        measured |= found
    if given.record:
        line = {"date": date.today().isoformat(), "version": luoshi.__version__, "python": platform.python_version()}
        with HISTORY.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line | {name: round(value, 3) for name, value in measured.items()}) + "\n")


def best(work: Callable[[], object], rounds: int) -> float:
    """The seconds of the fastest of several rounds: the one that was least disturbed."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


# ------------------------------------------------------------------ speed


def speed(rounds: int, quick: bool) -> Measures:
    """The five documents of the pack, in MB of UTF-8 a second, beside two plain passes over the same text."""
    pack = packs.pack("jilin")
    files = [(path.name, path.read_bytes()) for path in DOCUMENTS]
    text = "".join(data.decode() for _, data in files)
    page = _page(text).encode()
    size = len(text.encode()) / MB
    documents = [document for name, data in files for document in read.from_bytes(data, name).documents]
    plans = [commitments(document, pack) for document in documents]
    whole = best(lambda: [pipeline.compile_bytes(data, name, pack) for name, data in files], rounds)
    reading = best(lambda: [read.from_bytes(data, name) for name, data in files], rounds)
    compiling = best(lambda: [commitments(document, pack) for document in documents], rounds)
    extracting = best(lambda: html.fromstring(page).text_content(), rounds * 3)
    matching = best(lambda: sum(1 for _ in VALUE_AND_UNIT.finditer(text)), rounds * 3)
    return {
        "compile, MB/s": size / whole,
        "read alone, MB/s": size / reading,
        "compile alone, MB/s": size / compiling,
        "JSON of the plans, seconds": best(lambda: dumps(plans), rounds),
        "times lxml text extraction": whole / extracting,
        "times one regular expression": whole / matching,
        "pack loaded, seconds": best(lambda: packs.pack("jilin"), rounds),
    }


def _page(text: str) -> str:
    body = "".join(f"<p>{line}</p>\n" for line in text.splitlines())
    return f"<html><head><meta charset='utf-8'></head><body><div>{body}</div></body></html>"


# ------------------------------------------------------------------ growth


def growth(rounds: int, quick: bool) -> Measures:
    """The time of 3 and 10 times as much text, over 3 and 10 times the time: 1 is linear."""
    pack = packs.pack("jilin")
    found: Measures = {}
    for name in ("a.txt", "a.html"):
        seconds_a_byte = {}
        for times in (1, 3, 10):
            text = _longer(DOCUMENTS[1], times)
            data = (_page(text) if name == "a.html" else text).encode()
            compiled = partial(pipeline.compile_bytes, data, name, pack)
            seconds_a_byte[times] = best(compiled, rounds) / len(data)
        kind = name.removeprefix("a.")
        found |= {f"growth of {kind}, {times} times": seconds_a_byte[times] / seconds_a_byte[1] for times in (3, 10)}
    return found


def _longer(path: Path, times: int) -> str:
    """A document that many times over, every figure in it another one each time."""
    text = path.read_text(encoding="utf-8")
    return "\n".join(_varied(text, k) for k in range(times))


def _varied(text: str, by: int) -> str:
    return NUMBER.sub(lambda digit: str((int(digit[0]) + by) % 10), text)


# ------------------------------------------------------------------ memory

# The high-water mark of the memory in use is set back before the document is read (Linux).
_PEAK = """
import re, sys
from luoshi import packs, pipeline
pack = packs.pack("jilin")
small = "一、目标\\n到2020年，森林覆盖率达到45%。（省林业厅牵头）"
for name, text in (("a.txt", small), ("a.html", f"<html><body><p>{small}</p></body></html>")):
    pipeline.compile_bytes(text.encode(), name, pack)

def kilobytes(what):
    return int(re.search(what + r":\\s+(\\d+)", open("/proc/self/status").read())[1])

open("/proc/self/clear_refs", "w").write("5")
before = kilobytes("VmRSS")
compiled = pipeline.compile_bytes(open(sys.argv[1], "rb").read(), sys.argv[1], pack)
print((kilobytes("VmHWM") - before) * 1024)
"""


def memory(rounds: int, quick: bool) -> Measures:
    """The peak above what was there before, over what is allowed: 50 MB and 30 times the document."""
    found: Measures = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in (1,) if quick else (1, 10):
            text = _of_size(size * MB)
            for name, content in (("a.txt", text), ("a.html", _page(text))):
                path = Path(folder) / name
                path.write_text(content, encoding="utf-8")
                peak = int(_run([sys.executable, "-c", _PEAK, str(path)]))
                found[f"memory, {size} MB of {path.suffix[1:]}, MB"] = peak / MB
                bound = 50 * MB + 30 * path.stat().st_size
                found[f"memory, {size} MB of {path.suffix[1:]}, of the bound"] = peak / bound
    return found


def _of_size(size: int) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        path = DOCUMENTS[len(parts) % len(DOCUMENTS)]
        parts.append(_varied(path.read_text(encoding="utf-8"), len(parts) // len(DOCUMENTS)))
        length += len(parts[-1].encode())
    return "\n".join(parts)


# ------------------------------------------------------------------ the command


def command(rounds: int, quick: bool) -> Measures:
    """`luoshi --help` in new processes."""
    luoshi_help = [sys.executable, "-c", "from luoshi.cli import main; main()", "--help"]
    times = [best(lambda: _run(luoshi_help), 1) for _ in range(10)]
    return {"luoshi --help, seconds (median of 10)": statistics.median(times)}


def many(rounds: int, quick: bool) -> Measures:
    """Sixty files with one process and with two, plans handed over and let go."""
    pack = packs.pack("jilin")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(12):
            for path in DOCUMENTS:
                (Path(folder) / f"{number}-{path.name}").write_bytes(path.read_bytes())
        files = pipeline.files_in([folder])

        def compiled(workers: int) -> Callable[[], object]:
            return lambda: sum(1 for _ in pipeline.compile_each(files, pack, workers=workers))

        size = sum(path.stat().st_size for path in files) / MB
        one, two = best(compiled(1), 3), best(compiled(2), 3)
    return {
        "60 files, 1 process, MB/s": size / one,
        "60 files, 2 processes, MB/s": size / two,
        "2 processes over 1": one / two,
    }


def _run(arguments: list[str]) -> str:
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
