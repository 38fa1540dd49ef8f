"""Whether Chinese letters can be drawn here, and what to do where they cannot."""

from __future__ import annotations

from pathlib import Path

from luoshi.model.problem import Kind, LuoshiError, Problem
from luoshi.publish import chart_theme as theme

NO_CHINESE_FONT = Kind(
    code="figure-no-chinese-font",
    zh="这台计算机上没有中文字体，图上的汉字会显示为空白或方框",
    en="this machine has no Chinese font; the letters in figures would be blank or boxes",
    hint_zh="请运行 sudo apt-get install fonts-noto-cjk，或把思源黑体的字体文件放进一个目录并指明该目录。",
    hint_en="Type sudo apt-get install fonts-noto-cjk, or put the files of such a font into a folder and name it.",
)  # fmt: skip
NO_FONT_FOLDER = Kind(
    code="figure-no-font-folder",
    zh="没有这个字体目录", en="there is no such folder of fonts",
    hint_zh="请检查路径。", hint_en="Check the path.",
)  # fmt: skip


def add_folder(folder: str | Path) -> None:
    """Take fonts from a folder too, beside those that the machine has.

    Raises:
        LuoshiError: there is no such folder.
    """
    import vl_convert

    if not Path(folder).is_dir():
        raise LuoshiError(NO_FONT_FOLDER(where=str(folder)))
    vl_convert.register_font_directory(str(folder))


def problems(fonts: str = theme.FONTS) -> list[Problem]:
    """What is in the way of Chinese letters; to be asked once, when a program that draws starts.

    Two characters are drawn: where no font has them, both come out blank, or both as the same box.

    >>> [problem.code for problem in problems("No Such Font")]
    ['figure-no-chinese-font']
    """
    first, second, nothing = (_picture(letter, fonts) for letter in ("落", "实", ""))
    return [NO_CHINESE_FONT()] if first == second or nothing in (first, second) else []


def _picture(letter: str, fonts: str) -> bytes:
    import vl_convert

    text = f'<text x="2" y="18" font-size="16" font-family="{fonts}">{letter}</text>'
    return vl_convert.svg_to_png(f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">{text}</svg>')
