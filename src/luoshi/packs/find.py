"""Where a pack's folder is."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from luoshi.model.problem import Kind, PackError

NO_SUCH_PACK = Kind(
    code="pack-not-found",
    zh="找不到规则包“{name}”", en="no pack is called '{name}'",
    hint_zh="是否应为“{near}”？也可以写出含有 pack.yaml 的文件夹的路径。",
    hint_en="Did you mean '{near}'? A path to a folder with a pack.yaml works too.",
)  # fmt: skip


def folder(name_or_path: str | Path, beside: Path | None = None) -> Path:
    """The folder of a pack.

    Args:
        name_or_path: A path to a folder with a `pack.yaml`, or the name of a pack.
        beside: A folder whose neighbours are looked at first (a pack stands beside the one it extends).

    Raises:
        PackError: there is none.
    """
    name = Path(name_or_path)
    candidates = [*([beside.parent / name] if beside else []), name, *(place / name for place in _places())]
    for candidate in candidates:
        if (candidate / "pack.yaml").is_file():
            return candidate
    near = get_close_matches(name.name, _names(), n=1, cutoff=0.4) or _names()[:1] or ["jilin"]
    raise PackError(NO_SUCH_PACK(name=name_or_path, near=near[0]))


def _places() -> list[Path]:
    """The packs of the working directory, of the repository that this file stands in, and of the installed wheel."""
    library = Path(__file__).resolve().parents[1]
    return [Path("packs"), library.parents[1] / "packs", library / "_packs"]


def _names() -> list[str]:
    return sorted({found.parent.name for place in _places() for found in place.glob("*/pack.yaml")})
