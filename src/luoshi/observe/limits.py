"""How much of one table is read at most, and what is said where a file holds more or cannot be opened.

The limits keep a hostile or broken file from taking the machine. They count bytes and cells and never ask the clock, so
the same file gives the same result everywhere. Formulas are never evaluated, macros never run, entities never resolved,
and nothing that a file points to is fetched: a program for spreadsheets has stored the values beside the formulas.
"""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.model.problem import Kind

FILE_TOO_BIG = Kind(
    code="observe-file-too-big",
    zh="文件有 {size} 字节，超过上限 {limit}，没有读取", en="the file has {size} bytes, more than {limit}; it was not read",
    hint_zh="请拆成几份，或另存为 CSV（每行一个数，没有这个上限）。",
    hint_en="Split it, or save it as CSV with a row for each value, which has no such limit.",
)  # fmt: skip
UNPACKS_TOO_BIG = Kind(
    code="observe-unpacks-too-big",
    zh="文件解开后超过上限 {limit} 字节，没有读取", en="the file unpacks to more than {limit} bytes; it was not read",
    hint_zh="正常的表格不会这样大：请确认文件来源可靠，再用 WPS 或 Excel 打开后另存一次。",
    hint_en="No ordinary table is this big: make sure where it comes from, then save it again in WPS or Excel.",
)  # fmt: skip
TOO_MANY_CELLS = Kind(
    code="observe-too-many-cells",
    zh="工作表“{sheet}”伸展到第 {rows} 行第 {columns} 列，超过上限 {limit} 格，没有读取",
    en="sheet '{sheet}' reaches to row {rows} and column {columns}, more than {limit} cells; it was not read",
    hint_zh="请删去表外误填的格子后另存；确有这么多数的，请另存为 CSV，每行一个数。",
    hint_en="Delete what was typed far off the table and save it; big tables are better saved as CSV, a row a value.",
)  # fmt: skip
DAMAGED = Kind(
    code="observe-damaged",
    zh="文件已损坏或不完整，没有读取（{why}）", en="the file is damaged or cut off and was not read ({why})",
    hint_zh="请重新下载或向提供单位索取；也可用 WPS 或 Excel 打开并修复后另存为 .xlsx。",
    hint_en="Fetch it again, or open it in WPS or Excel, let it be repaired, and save it as .xlsx.",
)  # fmt: skip
PASSWORD = Kind(
    code="observe-password",
    zh="文件有打开密码，没有读取", en="the file is protected by a password and was not read",
    hint_zh="请用密码打开，在“文件—信息—保护工作簿”中去掉密码后另存。",
    hint_en="Open it with the password, remove the password, and save it.",
)  # fmt: skip
OTHER_FORMAT = Kind(
    code="observe-other-format",
    zh="文件内容不是 Excel 表格或 CSV，而像 {format}，没有读取",
    en="the file is no Excel or CSV file but looks like {format}; it was not read",
    hint_zh="请用 WPS 或 Excel 打开后另存为 .xlsx 或 CSV。", hint_en="Open it in WPS or Excel and save it as .xlsx or CSV.",
)  # fmt: skip
OTHER_SUFFIX = Kind(
    code="observe-other-suffix",
    zh="文件名以“{suffix}”结尾，内容却是 {format}；已按内容读取",
    en="the file's name ends in '{suffix}', but it is {format}; it was read as what it is",
    hint_zh="请把扩展名改为 .{format}，免得别人打不开。", hint_en="Rename it to .{format} so that others can open it.",
)  # fmt: skip
NO_SUCH_SHEET = Kind(
    code="observe-no-such-sheet",
    zh="没有叫“{sheet}”的工作表；有：{sheets}", en="there is no sheet '{sheet}'; there are: {sheets}",
    hint_zh="请改正 tables.yaml 中的 sheet。", hint_en="Correct the sheet in tables.yaml.",
)  # fmt: skip
FORMULA_WITHOUT_VALUE = Kind(
    code="observe-formula-without-value",
    zh="公式没有存下结果{count}，当作没有数据", en="formulas without a stored result{count} are taken as no value",
    hint_zh="请用 WPS 或 Excel 打开，重新计算后保存。", hint_en="Open it in WPS or Excel, recalculate, and save it.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one reading; the defaults are far above any table of a yearbook.

    >>> Limits(cells=100).cells
    100
    """

    file_bytes: int = 64 << 20
    unpacked_bytes: int = 256 << 20
    cells: int = 2_000_000
    text_bytes: int = 256 << 20


LIMITS = Limits()
