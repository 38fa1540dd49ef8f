"""The structure of an economy: what it is specialised in, how it shifts, how far it depends on resources, what could follow.

from luoshi.assess.structure import location_quotient

location_quotient([[120, 480], [180, 5220]], places=["甲市", "乙市"], industries=["采矿业", "其他"]).to_frame()
"""

from __future__ import annotations

from luoshi.assess.structure.concentration import concentration
from luoshi.assess.structure.dependence import resource_dependence
from luoshi.assess.structure.likeness import regional_theil, structural_change, structural_similarity
from luoshi.assess.structure.location_quotient import location_quotient
from luoshi.assess.structure.shift_share import shift_share
from luoshi.assess.structure.succession import rank_industries

__all__ = [
    "concentration",
    "location_quotient",
    "rank_industries",
    "regional_theil",
    "resource_dependence",
    "shift_share",
    "structural_change",
    "structural_similarity",
]
