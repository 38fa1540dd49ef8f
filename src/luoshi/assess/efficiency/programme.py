"""A linear programme that is solved many times with small changes, each time from the last basis (HiGHS).

An efficiency analysis solves one programme for each producer; from one to the next a column, a few costs and bounds
change. Passed to HiGHS once and solved from where the last one ended, each takes a handful of pivots.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from luoshi.assess.arrays import Numbers, optional

Outcome = Literal["optimal", "infeasible", "unbounded", "unsolved"]

# The tightest that HiGHS keeps; a score is wanted to nine digits.
_TOLERANCE = 1e-10


class Programme:
    """Minimise `costs · v` where `matrix · v` lies within the bounds of the rows and `v` within those of the columns."""

    def __init__(
        self,
        matrix: Numbers,
        costs: Numbers,
        *,
        rows: tuple[Numbers, Numbers],
        columns: tuple[Numbers, Numbers],
    ) -> None:
        self._highs = optional("highspy", "evaluate")
        self._solver = _quiet(self._highs)
        for option, value in (
            ("output_flag", False),
            ("presolve", "off"),
            ("solver", "simplex"),
            ("threads", 1),
            ("primal_feasibility_tolerance", _TOLERANCE),
            ("dual_feasibility_tolerance", _TOLERANCE),
        ):
            self._solver.setOptionValue(option, value)
        self._pass(matrix, costs, rows, columns)
        self.iterations = 0

    def _pass(
        self, matrix: Numbers, costs: Numbers, rows: tuple[Numbers, Numbers], columns: tuple[Numbers, Numbers]
    ) -> None:
        programme = self._highs.HighsLp()
        programme.num_row_, programme.num_col_ = matrix.shape
        programme.col_cost_ = costs
        programme.row_lower_, programme.row_upper_ = rows
        programme.col_lower_, programme.col_upper_ = columns
        column, row = np.nonzero(matrix.T)
        programme.a_matrix_.format_ = self._highs.MatrixFormat.kColwise
        programme.a_matrix_.start_ = np.searchsorted(column, np.arange(matrix.shape[1] + 1))
        programme.a_matrix_.index_ = row
        programme.a_matrix_.value_ = matrix[row, column]
        self._solver.passModel(programme)

    def set(self, row: int, column: int, value: float) -> None:
        """Change one number of the matrix."""
        self._solver.changeCoeff(row, column, float(value))

    def set_column(self, column: int, values: Numbers) -> None:
        """Change the first numbers of a column."""
        for row, value in enumerate(values.tolist()):
            self._solver.changeCoeff(row, column, value)

    def set_costs(self, columns: NDArray[np.int32], costs: Numbers) -> None:
        """Change the costs of some columns."""
        self._solver.changeColsCost(len(columns), columns, costs)

    def set_rows(self, rows: NDArray[np.int32], lower: Numbers, upper: Numbers) -> None:
        """Change the bounds of some rows."""
        self._solver.changeRowsBounds(len(rows), rows, lower, upper)

    def set_bounds(self, column: int, lower: float, upper: float) -> None:
        """Change the bounds of one column."""
        self._solver.changeColBounds(column, float(lower), float(upper))

    def solve(self) -> Outcome:
        """Solve it as it stands now; where the last basis leads nowhere, once more from nothing."""
        outcome = self._run()
        if outcome != "optimal":
            self._solver.clearSolver()
            outcome = self._run()
        return outcome

    def _run(self) -> Outcome:
        self._solver.run()
        self.iterations += self._solver.getInfo().simplex_iteration_count
        status, known = self._solver.getModelStatus(), self._highs.HighsModelStatus
        outcomes: dict[object, Outcome] = {
            known.kOptimal: "optimal",
            known.kInfeasible: "infeasible",
            known.kUnbounded: "unbounded",
            known.kUnboundedOrInfeasible: "infeasible",
        }
        return outcomes.get(status, "unsolved")

    @property
    def values(self) -> Numbers:
        """The values of the columns in the solution found last."""
        return np.array(self._solver.getSolution().col_value)

    @property
    def objective(self) -> float:
        """What the solution found last costs."""
        return float(self._solver.getInfo().objective_function_value)


def _quiet(highs: Any) -> Any:  # Any: the library has no types
    """A solver without callbacks: setting them up prints the library's name before it can be told to be silent."""
    without_callbacks = {"enableCallbacks": lambda self: None}
    return type("Quiet", (highs.Highs,), without_callbacks)()
