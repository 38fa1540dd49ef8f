"""A pack's folder, with those it extends, as one `Pack`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from luoshi.model.indicator import Indicator
from luoshi.model.pack import Mechanism, Organisation, Pack, PackDocument
from luoshi.model.problem import Kind, PackError
from luoshi.model.unit import Unit
from luoshi.packs import schemas
from luoshi.packs.boundary_changes import boundary_changes
from luoshi.packs.files import check_unique, read_csv, read_yaml, where
from luoshi.packs.find import folder
from luoshi.packs.places import governments, with_resource_cities
from luoshi.packs.references import unknown

EXTENDS_ITSELF = Kind(
    code="pack-extends-itself",
    zh="规则包“{id}”经由 extends 引用了自己", en="pack '{id}' extends itself",
    hint_zh="请从 extends 中去掉一个。", hint_en="Remove one from extends.",
)  # fmt: skip
ID_NOT_ITS_FILE = Kind(
    code="pack-id-not-its-file",
    zh="文件 {file} 里的 id 是“{id}”", en="the id in {file} is '{id}'",
    hint_zh="文件名应为“{id}.yaml”，或改正 id。", hint_en="Call the file '{id}.yaml', or correct the id.",
)  # fmt: skip

S = TypeVar("S", bound=schemas.Schema)
N = TypeVar("N", covariant=True)


class Entry(Protocol[N]):
    """An entry of a file: it becomes a noun."""

    def noun(self) -> N: ...


def pack(name_or_path: str | Path) -> Pack:
    """A pack by its name or its folder, with everything that it extends.

    Args:
        name_or_path: `"jilin"`, or the path of a folder with a `pack.yaml`. A name is looked for in `./packs`, in the
            packs of the repository, and among those installed with the library.

    Raises:
        PackError: it is not there, or a file of it is not what its schema says; the text names path, line and remedy.

    >>> pack("jilin").organisation("省发改委").name
    '吉林省发展和改革委员会'
    """
    folders = _with_extended(folder(name_or_path), ())
    head = read_yaml(folders[0] / "pack.yaml", schemas.PackFile)
    # What a pack extends comes first, so that its own entry of the same id or name wins.
    layers = folders[::-1]
    cities = [row.noun() for path in layers for row in _rows(path / "resource_cities.csv", schemas.ResourceCityRow)]
    listed = [row.noun() for path in layers for row in _rows(path / "places.csv", schemas.PlaceRow)]
    places = with_resource_cities(listed, cities)
    organisations = {one.id: one for path in layers for one in _organisations(path)}
    indicators = {one.id: one for path in layers for one in _indicators(path)}
    titles = [(one.title, one.id) for one in indicators.values()]
    return Pack(
        id=head.id,
        title=head.title,
        path=str(folders[0]),
        documents=tuple(_documents(folders[0])),
        organisations=governments(places, organisations.values()) | organisations,
        places=tuple(places),
        words=_by_word([*titles, *(pair for path in layers for pair in _words(path, indicators))]),
        resource_cities=tuple(cities),
        units={name: unit for path in layers for unit in _units(path) for name in (unit.name, *unit.aliases)},
        indicators=indicators,
        boundary_changes=tuple(one for path in layers for one in boundary_changes(path)),
        extends=tuple(map(str, folders[1:])),
    )


def mechanisms(pack: Pack) -> tuple[Mechanism, ...]:
    """What the pack's documents call for (机制), in order; none where the pack has no `mechanisms.yaml`.

    Raises:
        PackError: the file is not what its schema says.
    """
    file = Path(pack.path) / "mechanisms.yaml"
    return tuple(_nouns(file, schemas.MechanismsFile, lambda file: file.mechanisms, "code"))


def _with_extended(path: Path, above: tuple[Path, ...]) -> list[Path]:
    """The folder and those it extends, nearest first, each once."""
    head = read_yaml(path / "pack.yaml", schemas.PackFile)
    if path.resolve() in above:
        raise PackError(EXTENDS_ITSELF(id=head.id, where=where(path / "pack.yaml", ("extends",))))
    found = [path]
    for name in head.extends:
        found += _with_extended(folder(name, beside=path), (*above, path.resolve()))
    return list(dict.fromkeys(found))


def _organisations(path: Path) -> list[Organisation]:
    return _nouns(path / "organisations.yaml", schemas.OrganisationsFile, lambda file: file.organisations, "id")


def _documents(path: Path) -> list[PackDocument]:
    return _nouns(path / "documents" / "documents.yaml", schemas.DocumentsFile, lambda file: file.documents, "id")


def _indicators(path: Path) -> list[Indicator]:
    return [_indicator(file) for file in sorted((path / "indicators").glob("*.yaml"))]


def _indicator(file: Path) -> Indicator:
    found = read_yaml(file, schemas.IndicatorFile).noun()
    if found.id != file.stem:
        raise PackError(ID_NOT_ITS_FILE(id=found.id, file=file.name, where=where(file, ("id",))))
    return found


def _words(path: Path, indicators: Mapping[str, Indicator]) -> list[tuple[str, str]]:
    """The words of a pack's lexicon, each with the indicator that it means."""
    file = path / "lexicon.yaml"
    if not file.is_file():
        return []
    entries = read_yaml(file, schemas.LexiconFile).indicators
    check_unique(file, ((entry.id, ("indicators", number, "id")) for number, entry in enumerate(entries)), "id")
    for number, entry in enumerate(entries):
        if entry.id not in indicators:
            place = where(file, ("indicators", number, "id"))
            raise PackError(unknown("lexicon.yaml", "id", entry.id, indicators, place))
    return [(word, entry.id) for entry in entries for word in entry.words]


def _units(path: Path) -> list[Unit]:
    return _nouns(path / "units.yaml", schemas.UnitsFile, lambda file: file.units, "name")


def _nouns(path: Path, schema: type[S], part: Callable[[S], Sequence[Entry[N]]], id: str) -> list[N]:
    """The entries of a file that a pack may have or not have, each id once, as nouns."""
    if not path.is_file():
        return []
    entries = part(read_yaml(path, schema))
    (key,) = schema.model_fields
    check_unique(path, ((getattr(entry, id), (key, number, id)) for number, entry in enumerate(entries)), id)
    return [entry.noun() for entry in entries]


def _rows(path: Path, schema: type[S]) -> list[S]:
    return read_csv(path, schema) if path.is_file() else []


def _by_word(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Word → the indicators that it may mean."""
    found: dict[str, tuple[str, ...]] = {}
    for word, id in dict.fromkeys(pairs):
        found[word] = (*found.get(word, ()), id)
    return found
