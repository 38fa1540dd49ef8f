"""Where a compilation is written: nothing that it did not write itself is written over."""

from __future__ import annotations

from pathlib import Path

from luoshi.model.problem import Kind, LuoshiError

NEEDS_CLUSTER = Kind(
    code="output-needs-cluster",
    zh="只有用集群编译时才能写到这个地址",
    en="only a compilation on a cluster writes to such an address",
    hint_zh="加 --cluster local，或先写到本机目录。",
    hint_en="Add --cluster local, or write to a folder of this machine.",
)
EXISTS = Kind(
    code="output-exists",
    zh="输出位置已有别的文件，没有覆盖",
    en="something else stands at the output's place; it was not written over",
    hint_zh="换一个名字，或加 --force。",
    hint_en="Choose another name, or add --force.",
)


def may_write(json_out: str | None, parquet_out: str | None, force: bool, on_cluster: bool = False) -> None:
    """Refuse to write over anything that the command did not write itself, and where only a cluster can write.

    Args:
        json_out: The file for the plans, or `-` for stdout.
        parquet_out: The folder for the tables, or an address that a cluster writes to.
        force: Write over whatever stands there.

    Errors:
        output-exists: something else stands there.
        output-needs-cluster: the address is not of this machine, and no cluster was asked for.
    """
    if parquet_out and "://" in parquet_out and not on_cluster:
        raise LuoshiError(NEEDS_CLUSTER(where=parquet_out))
    if force:
        return
    if json_out and json_out != "-" and Path(json_out).is_file():
        with Path(json_out).open("rb") as file:
            head = file.read(64)
        if head and b'"schema": "luoshi.' not in head:
            raise LuoshiError(EXISTS(where=json_out))
    if parquet_out and Path(parquet_out).is_dir():
        foreign = [p for p in Path(parquet_out).iterdir() if p.suffix != ".parquet"]
        if foreign:
            raise LuoshiError(EXISTS(where=str(foreign[0])))
