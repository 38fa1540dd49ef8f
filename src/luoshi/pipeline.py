"""The order: read → compile → … and where the results are put. Nothing else in the library knows it.

`compile_file` and `compile_files` take files to plans; `build` takes a pack to a build: its documents received, compiled,
compared with the reviewed reading, and written under `workspace/build/<digest>/`.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import luoshi
from luoshi import read
from luoshi.act.checks import of_registry, of_workflow
from luoshi.assessing import assess_all
from luoshi.classifying import appraised, classes, year_of_classes
from luoshi.compile.commitments import commitments
from luoshi.compile.review import differences, located
from luoshi.desk_reports import received
from luoshi.following import warned
from luoshi.keeping import checked, observed
from luoshi.model.alert import Alert
from luoshi.model.base_map import BaseMap
from luoshi.model.commitment import Plan
from luoshi.model.document import Document
from luoshi.model.economy import Economy
from luoshi.model.followed import Followed
from luoshi.model.observation import REPORTED
from luoshi.model.pack import Pack, PackDocument
from luoshi.model.problem import Kind, LuoshiError, Problem
from luoshi.model.profile import Profile
from luoshi.model.review import Difference
from luoshi.observe.store import Store
from luoshi.packs import mechanisms
from luoshi.packs import pack as load_pack
from luoshi.packs import problems as pack_problems
from luoshi.packs.accounts import accounts
from luoshi.packs.appraisals import appraisals
from luoshi.packs.base_map import base_map
from luoshi.packs.protections import protections
from luoshi.packs.registries import registries
from luoshi.packs.review import reviewed
from luoshi.packs.support_list import support_list
from luoshi.packs.workflows import workflows
from luoshi.profiling import profiles
from luoshi.protecting import alerts_of, protected
from luoshi.publish import evaluation_json
from luoshi.publish.data_sets import DataSet, Given, data_sets, write_data
from luoshi.publish.findings import write_findings
from luoshi.publish.page import write_pages
from luoshi.publish.page_cities import Evaluations
from luoshi.publish.plan_json import dumps
from luoshi.publish.tables import write_parquet
from luoshi.structuring import SECTORS, economy
from luoshi.supporting import payments, support_problems, supported
from luoshi.workers import in_order

CANNOT_READ = Kind(
    code="file-cannot-be-read",
    zh="文件读不出来（{error}），其余文件不受影响",
    en="the file could not be read ({error}); the other files are not affected",
    hint_zh="请检查文件是否存在、是否有读取权限。",
    hint_en="Check that it exists and may be read.",
)
COMPILE_FAILED = Kind(
    code="file-compile-failed",
    zh="编译这个文件时出错（{error}），其余文件不受影响",
    en="compiling this file failed ({error}); the other files are not affected",
    hint_zh="请把这个文件连同此消息报告给维护者；文件本身没有改动。",
    hint_en="Report the file with this message; the file itself is unchanged.",
)
WORKER_LOST = Kind(
    code="file-worker-lost",
    zh="编译这个文件的进程中断了（可能内存不足），其余文件不受影响",
    en="the process that compiled this file died (perhaps for want of memory); the other files are not affected",
    hint_zh="请单独编译这个文件，或减少 --workers。",
    hint_en="Compile this file alone, or use fewer --workers.",
)
NOTHING_TO_COMPILE = Kind(
    code="nothing-to-compile",
    zh="没有找到可以编译的文件",
    en="there is no file to compile",
    hint_zh="支持的格式：{formats}",
    hint_en="Formats that are read: {formats}",
)

_OF_A_DESK = ("withdrawn", *REPORTED)
# In the folder of a build: all of it as it was in memory, for whoever shows it.
KEPT = "build.pickle"


# ------------------------------------------------------------------ files


@dataclass(frozen=True, slots=True)
class Compiled:
    """One file compiled: a plan for each document in it, and what is wrong with the file as a whole.

    `lost` is true where the file gave no plan at all. `written` counts the plans that were written where they were made
    and do not come back (a cluster's Parquet files).
    """

    path: str
    plans: tuple[Plan, ...]
    problems: tuple[Problem, ...] = ()
    written: int = 0

    @property
    def lost(self) -> bool:
        return not self.plans and not self.written

    def by_name(self) -> dict[str, Plan]:
        """The plans by the path of their file, numbered where the file holds several."""
        if len(self.plans) == 1:
            return {self.path: self.plans[0]}
        return {f"{self.path}#{number}": plan for number, plan in enumerate(self.plans, 1)}


def compile_bytes(data: bytes, name: str, pack: Pack | None = None) -> Compiled:
    """The plans of a file's bytes; `name` is what the file is called."""
    try:
        reading = read.from_bytes(data, os.path.basename(name))
        plans = tuple(commitments(document, pack) for document in reading.documents)
    except Exception as error:  # one file costs that file only
        return Compiled(name, (), (COMPILE_FAILED(where=name, error=f"{type(error).__name__}: {error}"),))
    return Compiled(name, plans, reading.problems)


def compile_file(path: str | os.PathLike[str], pack: Pack | None = None) -> Compiled:
    """The plans of one file; a file that cannot be read gives none and a problem."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        return Compiled(str(path), (), (CANNOT_READ(where=str(path), error=error.strerror or type(error).__name__),))
    return compile_bytes(data, str(path), pack)


def files_in(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The files to compile: each path that is a file, and the files of a known format in each that is a folder.

    Raises:
        LuoshiError: a path does not exist, or there is no file at all.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.exists():
            raise LuoshiError(read.NO_SUCH_FILE(where=str(path), folder=Path.cwd()))
        if path.is_dir():
            suffixes = read.suffixes()
            inside = (p for p in path.rglob("*") if p.suffix.lower() in suffixes and not p.name.startswith("."))
            found += sorted(p for p in inside if p.is_file())
        else:
            found.append(path)
    if not found:
        formats = " ".join(sorted(filter(None, read.suffixes())))
        raise LuoshiError(NOTHING_TO_COMPILE(where=" ".join(map(str, paths)), formats=formats))
    return found


def compile_files(
    paths: Sequence[Path],
    pack: Pack | None = None,
    *,
    workers: int = 1,
    on_done: Callable[[Compiled], None] = lambda compiled: None,
) -> list[Compiled]:
    """The plans of many files, in their order; see `compile_each`, which hands them over one by one."""
    return list(compile_each(paths, pack, workers=workers, on_done=on_done))


def compile_each(
    paths: Iterable[Path],
    pack: Pack | None = None,
    *,
    workers: int = 1,
    on_done: Callable[[Compiled], None] = lambda compiled: None,
) -> Iterator[Compiled]:
    """The plans of many files, in their order, each as soon as it is due, so that they need not all be held at once.

    Args:
        workers: Processes to use; the plans are the same with any number. A file whose process dies costs that file only.
        on_done: Called with each file as it is done, for a progress bar.
    """
    if workers > 1:
        yield from in_order(
            _work, paths, workers=workers, lost=_lost, start=_start_worker, given=(pack,), on_done=on_done
        )
        return
    for path in paths:
        compiled = compile_file(path, pack)
        on_done(compiled)
        yield compiled


_pack_of_worker: Pack | None = None


def _start_worker(pack: Pack | None) -> None:
    global _pack_of_worker
    _pack_of_worker = pack


def _work(path: Path) -> Compiled:
    return compile_file(path, _pack_of_worker)


def _lost(path: Path) -> Compiled:
    return Compiled(str(path), (), (WORKER_LOST(where=str(path)),))


# ------------------------------------------------------------------ packs


@dataclass(frozen=True, slots=True)
class Build:
    """A pack built: its plans by document id, what differs from the reviewed reading, and everything to look at.

    `followed` are its targets as of the year `as_of`, with what was known on `known_on` (None: everything received);
    `alerts` are those that stand then. `evaluated` are its schemes worked out; None where it has none. `profiles` are its
    places with what is measured of them. `base_map` is the pack's own; None where it has none, or none that can be used.
    """

    pack: Pack
    digest: str
    folder: Path
    plans: dict[str, Plan]
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]
    as_of: int
    known_on: date | None
    followed: tuple[Followed, ...]
    alerts: tuple[Alert, ...]
    evaluated: Evaluations | None = None
    profiles: tuple[Profile, ...] = ()
    base_map: BaseMap | None = None


def documents(pack: Pack) -> dict[str, Document]:
    """The documents of a pack by their ids."""
    folder = Path(pack.path) / "documents"
    return {entry.id: _document(folder, entry) for entry in pack.documents}


def _document(folder: Path, entry: PackDocument) -> Document:
    return read.document(folder / entry.file, part=entry.part)


def plans(pack: Pack) -> dict[str, Plan]:
    """The machine's reading of every document of a pack, by document id."""
    return {name: commitments(document, pack) for name, document in documents(pack).items()}


def check(pack: Pack) -> tuple[dict[str, Plan], list[Difference], list[Problem]]:
    """Everything that can be wrong with a pack: its files, its quotes, and its reviewed reading against the machine's."""
    found = plans(pack)
    differing, gone = differences(found, reviewed(pack))
    return found, differing, [*pack_problems(pack), *workflow_problems(pack), *support_problems(pack), *gone]


def workflow_problems(pack: Pack) -> list[Problem]:
    """What a person should look at in the workflows of a pack, by themselves and with the registries that use them."""
    flows, lists = workflows(pack), registries(pack)
    alone = [problem for one in flows.values() for problem in of_workflow(one, f"workflows/{one.id}.yaml")]
    joined = [
        problem
        for one in lists.values()
        if one.workflow in flows
        for problem in of_registry(one, flows[one.workflow], f"registries/{one.id}.yaml")
    ]
    return [*alone, *joined]


def build(
    name: str | os.PathLike[str],
    workspace: str | os.PathLike[str] = "workspace",
    *,
    as_of: int | None = None,
    known_on: date | None = None,
) -> Build:
    """A pack's documents compiled, its tables observed, its targets followed, and all of it written to the workspace.

    The folder of a build is named by what went in; it is written whole or not at all, and `current` points at it.

    Args:
        as_of: The year in which targets are judged; without it, the last year of which anything was published.
        known_on: With what was known on that day; without it, with everything that was received.

    Raises:
        PackError: the pack is not what its schema says.
    """
    pack = load_pack(name if isinstance(name, str) else str(name))
    found, differing, problems = check(pack)
    place = Path(workspace)
    _receive(pack, place / "received")
    reports = received(place / "received")
    store, doubts = observed(pack, place / "observed", reports=reports)
    year = as_of if as_of is not None else last_year(store)
    spans = located(found, reviewed(pack))
    followed, alerts = warned(pack, store, as_of=year, known_on=known_on)
    followed = [replace(one, span=spans.get(one.target)) for one in followed]
    digest = _digest(pack, f"{year} {known_on} {reports.digest}")
    folder = place / "build" / digest
    judged = evaluated(pack, store, as_of=year, known_on=known_on)
    counties = judged.protected if judged else ()
    alerts = (*alerts, *(alert for found_of in counties for alert in alerts_of(found_of)))
    everything = (*problems, *doubts, *checked(store, pack, place / "observed"))
    result = Build(
        pack, digest, folder, found, tuple(differing), everything, year, known_on, tuple(followed), alerts, judged,
        profiles(pack, store, as_of=year, known_on=known_on),
        base_map(pack),
    )  # fmt: skip
    made_of = Given(found, pack, followed, alerts, result.evaluated, mechanisms(pack), store.to_frame())
    _write(result, data_sets(made_of))
    return result


def last_build(workspace: str | os.PathLike[str] = "workspace") -> Build | None:
    """The build at which the workspace's `current` points; None where there is none, or none that can be read.

    What is read is what `build` wrote there: a workspace is as trusted as the library itself.
    """
    pointer = Path(workspace) / "build" / "current"
    try:
        folder = pointer.with_name(pointer.read_text(encoding="utf-8").strip())
        found: Build = pickle.loads((folder / KEPT).read_bytes())
        # Also where an earlier version kept it without what a build has now.
        return replace(found, folder=folder)
    except (OSError, pickle.UnpicklingError, AttributeError, ImportError, EOFError, TypeError):
        return None


def evaluated(pack: Pack, store: Store, *, as_of: int, known_on: date | None = None) -> Evaluations | None:
    """The schemes of a pack worked out, its cities' classes and appraisals; None where it has no scheme."""
    found = assess_all(pack, store, as_of=as_of, known_on=known_on)
    if not found:
        return None
    year = year_of_classes(pack, store, until=as_of, known_on=known_on)
    of_cities = classes(pack, store, as_of=year, known_on=known_on)
    by_rule = [appraised(pack, store, rule, as_of=as_of, known_on=known_on) for rule in appraisals(pack)]
    has_list = support_list(pack) is not None
    cities = supported(pack, as_of=as_of) if has_list else ()
    paid = [(rule, payments(pack, id, as_of=as_of)[0]) for id, rule in accounts(pack).items()] if has_list else []
    counties = [protected(pack, store, rule, as_of=as_of, known_on=known_on)[0] for rule in protections(pack)]
    return Evaluations(
        found, of_cities, by_rule, pack, as_of, cities, support_list(pack), paid, _economy(pack, store, as_of, known_on),
        counties, base_map(pack),
    )  # fmt: skip


def _economy(pack: Pack, store: Store, as_of: int, known_on: date | None) -> Economy | None:
    """The structure of economies; None where the pack does not know the sectors."""
    return (
        economy(pack, store, as_of=as_of, known_on=known_on) if all(one in pack.indicators for one in SECTORS) else None
    )


def _receive(pack: Pack, folder: Path) -> None:
    """Keep the original bytes by their sha256, each with a sidecar that says where they came from."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in pack.documents:
        source = Path(pack.path) / "documents" / entry.file
        kept = folder / f"{entry.sha256}{source.suffix}"
        if not kept.exists():
            shutil.copyfile(source, kept.with_suffix(".part"))
            kept.with_suffix(".part").replace(kept)
        sidecar = {"name": entry.file, "sha256": entry.sha256, "pack": pack.id, "size": source.stat().st_size}
        kept.with_suffix(".json").write_text(json.dumps(sidecar, ensure_ascii=False, indent=1), encoding="utf-8")


def last_year(store: Store) -> int:
    """The last year of which anything was published; 2020 where nothing was.

    A first report on a year does not move every target and scheme into it.
    """
    rows = (part.frame.filter(~part.frame["quality"].cast(str).is_in(_OF_A_DESK)) for part in store.parts)
    periods = [str(frame["period"].cast(str).max())[:4] for frame in rows if frame.height]
    return max(map(int, periods), default=2020)


def made_from(pack: Pack) -> str:
    """What every reading is made from, as a digest: the files of a pack, and the library itself."""
    return _digest(pack, "")


def _digest(pack: Pack, when: str) -> str:
    """What a build is made from: the files of the pack and of those it extends, the library itself, and the time asked for."""
    total = hashlib.sha256(f"{luoshi.__version__} {when}".encode())
    library = str(Path(luoshi.__file__).parent)
    sources = [(root, "*") for root in (pack.path, *pack.extends)]
    for root, pattern in [*sources, (library, "*.py")]:
        for path in sorted(Path(root).rglob(pattern)):
            if path.is_file():
                total.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return total.hexdigest()[:16]


def _write(result: Build, sets: Iterable[DataSet]) -> None:
    part = result.folder.with_name(result.folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    (part / "plan.json").write_text(dumps(list(result.plans.values()), result.problems), encoding="utf-8")
    write_parquet(result.plans, part, {result.pack.id: result.problems})
    write_findings(result.followed, result.alerts, part)
    write_data(sets, part / "data")
    write_pages(
        result.plans,
        part / "pages",
        pack=result.pack,
        problems=result.problems,
        digest=result.digest,
        followed=result.followed,
        alerts=result.alerts,
        as_of=result.as_of,
        known_on=result.known_on,
        evaluated=result.evaluated,
    )
    if result.evaluated:
        text = evaluation_json.dumps(result.evaluated.assessed)
        (part / "evaluations.json").write_text(text, encoding="utf-8")
    (part / KEPT).write_bytes(pickle.dumps(result, protocol=5))
    # What stood there is moved aside first, so that there is no time in which half of it is gone.
    aside = result.folder.with_name(result.folder.name + ".old")
    shutil.rmtree(aside, ignore_errors=True)
    if result.folder.exists():
        result.folder.rename(aside)
    part.rename(result.folder)
    shutil.rmtree(aside, ignore_errors=True)
    pointer = result.folder.parent / "current"
    pointer.with_suffix(".part").write_text(str(result.folder.name), encoding="utf-8")
    pointer.with_suffix(".part").replace(pointer)
