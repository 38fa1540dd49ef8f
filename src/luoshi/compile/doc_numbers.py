"""Document numbers (文号): 机关代字〔年〕序号, found in running text and put into their regular form.

Source: 党政机关公文格式 GB/T 9704-2012, 发文字号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# The year in its bracket is rare and found fast; the issuer's letters stand before it.
_YEAR = re.compile(
    r"[〔\[（【](?P<year>(?:19|20)\d\d)[〕\]）】]第?0*(?P<serial>[1-9]\d{0,3})号|令第?(?P<order>\d{1,4})号"
)
_LETTERS = re.compile(r"[\u4e00-\u9fff]{1,16}$")
_LONGEST = 16
# Words that lead to a number, and kinds of document that end the title in front of it, are not its letters.
_LEADING = re.compile(
    r"^.*(?:按照|根据|依据|依照|落实|执行|贯彻|参照|文号|字号|编号|通知|意见|办法|方案|规划|决定|公告|规定|措施|计划|批复|细则|条例"
    r"|见|及|和|与|由|以|的|了|对)(?=[\u4e00-\u9fff]{2,})"
)


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A number as printed at `start`..`end`, and in its regular form (吉政发〔2016〕40号)."""

    start: int
    end: int
    printed: str
    regular: str


def doc_numbers(text: str) -> Iterator[DocNumber]:
    """The document numbers in a text.

    >>> [number.regular for number in doc_numbers("依据吉政发[2016]40号和国务院令第733号，吉政办发（2016）072号")]
    ['吉政发〔2016〕40号', '国务院令第733号', '吉政办发〔2016〕72号']
    """
    for year in _YEAR.finditer(text):
        letters = _LETTERS.search(text, max(year.start() - _LONGEST, 0), year.start())
        if letters is None:
            continue
        leading = _LEADING.match(letters[0])
        start = letters.start() + (leading.end() if leading else 0)
        issuer = text[start : year.start()]
        if year["order"]:
            if len(issuer) >= 2:
                yield DocNumber(start, year.end(), text[start : year.end()], f"{issuer}令第{year['order']}号")
        else:
            regular = f"{issuer}〔{year['year']}〕{year['serial']}号"
            yield DocNumber(start, year.end(), text[start : year.end()], regular)


def regular(text: str) -> str:
    """A number in its regular form; a text that holds none as it is, without blanks at its ends.

    >>> regular("吉政发[2016]40号"), regular("第1号")
    ('吉政发〔2016〕40号', '第1号')
    """
    return next((number.regular for number in doc_numbers(text)), text.strip())
