"""Tables → observations, each with the row it came from and the day on which it was published.

    from luoshi import observe, pack, packs

    jilin = pack("jilin")
    mapping = packs.tables(jilin)[0]
    observations, problems = observe.table(path.read_bytes(), mapping, jilin)
    observe.problems(observations, jilin)   # what a person should look at, all at once
    observations.frame                  # polars, with the columns of `observe.frame.SCHEMA`
    observations[0].origin.row

Nothing here asks the clock, the network or a folder: bytes and a mapping give observations and problems.
"""

from luoshi.observe.checks import problems
from luoshi.observe.frame import Observations
from luoshi.observe.guess import Guess, guess
from luoshi.observe.tables import table

__all__ = ["Guess", "Observations", "guess", "problems", "table"]
