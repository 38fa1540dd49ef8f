"""The only modules that write. One function a verb: permission, change, and event in one transaction.

establish(registry=…)  save(record=…)  move(record=…, name=…)      records and what happens to them
raise_warning(alert=…)                                              a computed alert that somebody shall answer
make_account(…)  close_account(…)  appoint(…)  end_membership(…)    people
read_notice(…)  save_view(…)                                        what is one's own
receive_document(…)  accept_unchanged(…)  take_in_document(…)      documents and what was read from them
open_period(…)  remind(…)  urge(…)  close_period(…)                 what is done because a day has come
"""

from luoshi_web.desk.actions.documents import (
    KnownAlready,
    accept_unchanged,
    assign_document,
    is_large,
    receive_document,
    receive_later,
    reject_open,
    take_in_document,
)
from luoshi_web.desk.actions.due import add_due, close_period, do, open_period, remind, urge
from luoshi_web.desk.actions.imports import import_rows
from luoshi_web.desk.actions.notices import claim_mail, mailed, read_notice, tell
from luoshi_web.desk.actions.own import remove_view, save_view
from luoshi_web.desk.actions.people import (
    appoint,
    close_account,
    end_membership,
    forget_tries,
    make_account,
    note_failed_sign_in,
    open_account,
    set_password,
    take_in_organisations,
)
from luoshi_web.desk.actions.records import Changed, establish, move, save
from luoshi_web.desk.actions.warnings import Response, raise_warning

__all__ = [
    "Changed",
    "KnownAlready",
    "Response",
    "accept_unchanged",
    "add_due",
    "appoint",
    "assign_document",
    "claim_mail",
    "close_account",
    "close_period",
    "do",
    "end_membership",
    "establish",
    "forget_tries",
    "import_rows",
    "is_large",
    "mailed",
    "make_account",
    "move",
    "note_failed_sign_in",
    "open_account",
    "open_period",
    "raise_warning",
    "read_notice",
    "receive_document",
    "receive_later",
    "reject_open",
    "remind",
    "remove_view",
    "save",
    "save_view",
    "set_password",
    "take_in_document",
    "take_in_organisations",
    "tell",
    "urge",
]  # fmt: skip
