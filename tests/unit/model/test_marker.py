"""Numbering styles: what opens an item, and what only looks like it."""

from __future__ import annotations

import pytest

from luoshi.model.marker import MARKER, style


@pytest.mark.parametrize(
    ("line", "marker", "of_style"),
    [
        ("一、目标", "一、", "一、"),
        ("二十三、目标", "二十三、", "一、"),
        ("（十二）目标", "（十二）", "（一）"),
        ("1.目标", "1.", "1."),
        ("12、目标", "12、", "1."),
        ("（3）目标", "（3）", "（1）"),
        ("3）目标", "3）", "1）"),
        ("⑦目标", "⑦", "①"),
        ("第三章 目标", "第三章", "第一章"),
        ("第十二条 目标", "第十二条", "第一条"),
        ("第3条 目标", "第3条", "第1条"),
        ("第二部分", None, None),
        ("2.3 目标", "2.3", "1.1"),
        ("2.3目标", "2.3", "1.1"),
        ("2.3.1“目标”", "2.3.1", "1.1.1"),
        ("专栏2 目标", "专栏2", "专栏1"),
        ("  一、目标", "一、", "一、"),
        ("目标一、", None, None),
        ("2020年目标", None, None),
        ("1.5倍", None, None),
        ("一是目标", None, None),
        ("", None, None),
    ],
)
def test_a_marker_opens_a_line_and_has_a_style(line: str, marker: str | None, of_style: str | None) -> None:
    found = MARKER.match(line)
    assert (found and found[0].strip()) == marker
    assert (style(found[0]) if found else None) == of_style
