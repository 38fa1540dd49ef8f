"""The nouns: frozen, small, importing nothing of ours. Every stage imports them and no other stage."""

from luoshi.model.commitment import (
    Assignment,
    Citation,
    Deadline,
    Deliverable,
    Duty,
    Metadata,
    Party,
    Plan,
    Project,
    Provision,
    Target,
)
from luoshi.model.document import Block, Box, Cell, Document, Reading, Received, Table
from luoshi.model.finding import Missing, Step
from luoshi.model.indicator import Indicator
from luoshi.model.observation import Observation
from luoshi.model.observed import Observed
from luoshi.model.pack import Organisation, Pack, Place
from luoshi.model.problem import Kind, LimitError, LuoshiError, Mismatch, PackError, Problem
from luoshi.model.review import Difference, Reviewed
from luoshi.model.rows import Rows
from luoshi.model.span import OffsetMap, Span
from luoshi.model.unit import Amount, Unit

__all__ = [
    "Amount",
    "Assignment",
    "Block",
    "Box",
    "Cell",
    "Citation",
    "Deadline",
    "Deliverable",
    "Difference",
    "Document",
    "Duty",
    "Indicator",
    "Kind",
    "LimitError",
    "LuoshiError",
    "Metadata",
    "Mismatch",
    "Missing",
    "Observation",
    "Observed",
    "OffsetMap",
    "Organisation",
    "Pack",
    "PackError",
    "Party",
    "Place",
    "Plan",
    "Problem",
    "Project",
    "Provision",
    "Reading",
    "Received",
    "Reviewed",
    "Rows",
    "Span",
    "Step",
    "Table",
    "Target",
    "Unit",
]
