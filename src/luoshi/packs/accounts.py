"""By which rules money is worked out.

accounts/<id>.yaml     a rule version: its formula, its factors, and what of them was printed, one file a rule
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from luoshi.model.pack import Pack
from luoshi.model.support import Factor, TransferRule
from luoshi.packs.files import check_unique, read_yaml
from luoshi.packs.schemas import Schema, Text, Truth


class FactorEntry(Schema):
    id: Text
    title: Text
    title_en: str = ""
    meaning: Text
    official: Truth
    source: str = ""

    def noun(self) -> Factor:
        return Factor(**dict(self))


class AccountFile(Schema):
    id: Text
    title: Text
    title_en: str = ""
    version: Text
    source: Text
    formula: Text
    factors: tuple[FactorEntry, ...] = Field(min_length=1)
    official: Truth = Field(False, description="否 where no document prints it (系统默认，非官方).")
    note: str = Field("", description="Anything else that the next reader should know.")

    def noun(self) -> TransferRule:
        return TransferRule(**(dict(self) | {"factors": tuple(one.noun() for one in self.factors)}))


def accounts(pack: Pack) -> dict[str, TransferRule]:
    """The rules by which a pack works out money, by id; of those that it extends, too.

    Raises:
        PackError: a file is not what its schema says, or a factor stands twice in it.

    >>> from luoshi import packs
    >>> rule = accounts(packs.pack("jilin"))["transfer-payment"]
    >>> rule.version, [one.title for one in rule.factors if one.official]
    ('财预〔2012〕305号', [])
    """
    folders = [Path(folder) / "accounts" for folder in (*reversed(pack.extends), pack.path)]
    found: dict[str, TransferRule] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
        file = read_yaml(path, AccountFile)
        check_unique(path, ((one.id, ("factors", number, "id")) for number, one in enumerate(file.factors)), "id")
        found[file.id] = file.noun()
    return found
