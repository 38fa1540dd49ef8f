"""How well producers turn inputs into outputs, against the best that the data show (data envelopment analysis, 数据包络分析).

from luoshi.assess.efficiency import sbm

found = sbm([[4, 3], [7, 3], [8, 1]], [[1], [1], [1]], names=["甲", "乙", "丙"])
found.to_frame()
"""

from __future__ import annotations

from luoshi.assess.efficiency.bcc import bcc
from luoshi.assess.efficiency.ccr import ccr
from luoshi.assess.efficiency.luenberger import luenberger, malmquist_luenberger
from luoshi.assess.efficiency.malmquist import malmquist
from luoshi.assess.efficiency.sbm import sbm
from luoshi.assess.efficiency.super_sbm import super_sbm

__all__ = ["bcc", "ccr", "luenberger", "malmquist", "malmquist_luenberger", "sbm", "super_sbm"]
