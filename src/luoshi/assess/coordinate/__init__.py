"""How well two or more sides of a city go together: coupling, levels, who lags, what stands in the way, warning.

from luoshi.assess import coordinate

found = coordinate.corrected([0.6, 0.4])
found.degree, found.level.name        # 0.6043, 初级协调
"""

from luoshi.assess.coordinate.coupling import corrected, differences, liao, standard
from luoshi.assess.coordinate.levels import lag, level
from luoshi.assess.coordinate.obstacles import obstacles
from luoshi.assess.coordinate.warning import city_warning, indicator_warning

__all__ = [
    "city_warning",
    "corrected",
    "differences",
    "indicator_warning",
    "lag",
    "level",
    "liao",
    "obstacles",
    "standard",
]
