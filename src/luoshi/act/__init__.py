"""Who must do what by when: the pure rules of moves.

    workflow = packs.workflows(jilin)["supervision"].of(registry)
    act.may(workflow, history, "accept", person, record)      # a page draws the button, an action allows the move
    act.move(workflow, history, "accept", by=person, record=record, on=day)

Nothing here asks the clock, a database or a pack's folder: what is needed is given.
"""

from luoshi.act.workflow import may, may_edit, may_see, move, moves_for

__all__ = ["may", "may_edit", "may_see", "move", "moves_for"]
