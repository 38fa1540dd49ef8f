"""How much of one file is read at most, and what is said where a file holds more.

The limits keep a hostile or broken file from taking the machine: they count bytes, cells, pages and characters and
never ask the clock, so the same file gives the same reading everywhere. Beyond a limit, what was read up to it is
kept and a `Problem` says which limit it was and what to do.

| limit | why |
|---|---|
| bytes of a file | a policy document has at most some megabytes, pictures included |
| unpacked bytes of a part, and their ratio to the packed | a Word file is a zip: a few bytes unpack to gigabytes |
| depth of nesting | elements inside elements inside elements ask for memory on every level |
| cells of tables | a merged cell is repeated in the grid: two numbers in a file can ask for millions of cells |
| pages, characters and lines drawn on a page | the work a PDF asks for |

Entities that a file declares, and files that it points to, are never resolved.
"""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.model.problem import Kind

FILE_TOO_BIG = Kind(
    code="limit-file-bytes",
    zh="文件有 {size} 字节，超过上限 {limit}；只读了上限以内的部分",
    en="the file has {size} bytes, more than the limit of {limit}; only what lies within the limit was read",
    hint_zh="请把文件拆成几份分别导入；含扫描图片的文件请先压缩图片。",
    hint_en="Split the file and read the parts; where it holds scanned pictures, make these smaller first.",
)
UNPACKED_TOO_BIG = Kind(
    code="limit-unpacked-bytes",
    zh="压缩包内的 {part} 解开后超过上限 {limit} 字节；只读了上限以内的部分",
    en="{part} inside the file unpacks to more than the limit of {limit} bytes; only that much of it was read",
    hint_zh="正常的公文不会这样大：请确认文件来源可靠，再用 WPS 或 Word 打开后另存一次。",
    hint_en="No ordinary document is this big: make sure where the file comes from, then save it again in WPS or Word.",
)
TOO_DEEP = Kind(
    code="limit-depth",
    zh="文件内部嵌套超过 {limit} 层；更深处没有读",
    en="the file is nested more than {limit} levels deep; what lies deeper was not read",
    hint_zh="请用 WPS 或 Word 打开后另存一次再导入。",
    hint_en="Open the file in WPS or Word, save it again, and read that.",
)
TOO_MANY_CELLS = Kind(
    code="limit-cells",
    zh="表格单元格超过上限 {limit} 个；其余表格按普通段落读取",
    en="the tables have more than the limit of {limit} cells; the rest is read as plain paragraphs",
    hint_zh="请把大表格另存为 Excel 或 CSV 作为统计数据导入，文件中只留正文。",
    hint_en="Save big tables as Excel or CSV and read them as statistics; keep the text alone in the document.",
)
TOO_MANY_PAGES = Kind(
    code="limit-pages",
    zh="文件有 {count} 页，超过上限；只读了前 {limit} 页",
    en="the file has {count} pages, more than the limit; only the first {limit} were read",
    hint_zh="请把文件按章节拆成几份分别导入。",
    hint_en="Split the file by chapters and read the parts.",
)
PAGE_TOO_FULL = Kind(
    code="limit-page-characters",
    zh="第 {page} 页的字符超过上限 {limit} 个；只读了上限以内的部分",
    en="page {page} has more than the limit of {limit} characters; only that many were read",
    hint_zh="正常的一页只有一千字左右：请确认文件没有损坏，或重新导出 PDF。",
    hint_en="An ordinary page has about a thousand characters: check that the file is whole, or export the PDF again.",
)
ENTITIES_IGNORED = Kind(
    code="limit-entities",
    zh="文件里自行定义了实体（DOCTYPE），一律不予展开",
    en="the file declares entities of its own (DOCTYPE); they are never resolved",
    hint_zh="正常的 Word 文件没有这种内容：请确认文件来源可靠，再用 WPS 或 Word 打开后另存一次。",
    hint_en="An ordinary Word file has none: make sure where the file comes from, then save it again in WPS or Word.",
)


# The XML parser's own; deeper levels are left out by it.
DEPTH = 256


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one reading; the defaults are far above any policy document.

    >>> Limits(pages=10).pages
    10
    """

    file_bytes: int = 64 << 20
    unpacked_bytes: int = 64 << 20
    unpacked_ratio: int = 200
    cells: int = 200_000
    pages: int = 2_000
    page_characters: int = 40_000
    page_lines: int = 5_000

    def unpacked(self, packed: int) -> int:
        """How many bytes a part of `packed` bytes may unpack to. Small parts may be packed as tightly as they like."""
        return min(self.unpacked_bytes, max(4 << 20, packed * self.unpacked_ratio))


LIMITS = Limits()
