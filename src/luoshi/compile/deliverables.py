"""Deliverables: what a measure orders to exist afterwards — a 《办法》 to be issued, a plan or a standard to be drawn up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.model.commitment import Deliverable
from luoshi.model.document import Document

_VERB = (
    r"(?P<verb>(?:研究)?(?:制定|制订|出台|编制|起草|拟订|拟定|修订|颁布|印发|编写|发布|公布)(?:完成|并?(?:实施|印发"
    r"|出台|发布))?|研究提出)"
)
_KIND = (
    "办法|方案|规划|意见|细则|条例|标准|规范|指南|目录|清单|计划|规定|预案|措施|政策|制度|名录|导则|规程|纲要|机制|协议"
)
_TITLED = re.compile(
    rf"{_VERB}(?P<between>[^，。；《》\n]{{0,16}})(?P<titles>《[^《》\n]{{2,80}}》(?:(?:和|、|及"
    rf"|以及)《[^《》\n]{{2,80}}》)*)"
)
_PLAIN = re.compile(rf"{_VERB}(?P<thing>(?![并的和等及中时过])[^，。；《》、\n]{{2,40}}?(?:{_KIND}))(?=[，。；、\n]|$)")
_TITLE = re.compile(r"《([^《》]+)》")


def deliverables(document: Document, start: int, end: int) -> Iterator[Deliverable]:
    """What the piece of the flow orders to be issued; titled ones first, each with its verb."""
    flow = document.flow
    taken: list[tuple[int, int]] = []
    for match in _TITLED.finditer(flow, start, end):
        taken.append(match.span())
        for title in _TITLE.finditer(flow, match.start("titles"), match.end("titles")):
            yield Deliverable(title[1], match["verb"], document.span(title.start(), title.end()))
    for match in _PLAIN.finditer(flow, start, end):
        if any(a <= match.start() < b for a, b in taken):
            continue
        place = document.span(match.start("thing"), match.end("thing"))
        yield Deliverable(match["thing"], match["verb"], place)
