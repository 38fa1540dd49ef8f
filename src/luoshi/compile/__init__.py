"""Documents → commitments: targets, duties, projects, with what they need to be understood.

plan = luoshi.compile.commitments(document, pack)
plan.duties.to_frame()
"""

from __future__ import annotations

from luoshi.compile.commitments import commitments

__all__ = ["commitments"]
