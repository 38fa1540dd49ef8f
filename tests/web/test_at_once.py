"""Many write at once, some are killed in the middle: nothing is lost, nothing is done twice, and the chain holds."""

from __future__ import annotations

import signal
from collections.abc import Callable


def test_fifty_who_write_at_once_lose_no_word(driven: Callable[..., str]) -> None:
    words, different, saves, broken, failed = driven("drive.py", "writers", "50").split(maxsplit=4)
    assert failed.strip() == "[]"
    assert (words, different, saves, broken) == ("50", "50", "50", "0")


def test_a_mail_that_was_taken_before_the_kill_goes_out_again_under_its_old_name(driven: Callable[..., str]) -> None:
    deaths, at_once, left_alone, every_one, twice = driven("drive.py", "mailed").split()
    assert (deaths, at_once, left_alone) == ("2", "1", "1"), "two were claimed, and one of them was taken"
    assert every_one == "True", "no notice is without its message"
    assert twice == "1", "the one that was taken before the kill, which a mail program shows once"


def test_a_build_that_is_killed_leaves_the_one_before_and_the_next_is_whole(driven: Callable[..., str]) -> None:
    deaths, stands, whole, left, broken = driven("drive.py", "built").split()
    assert int(deaths) >= 5, "it was killed that often, each time a little later, before it came to the end"
    assert (stands, whole, left, broken) == ("True", "True", "[]", "0")


def test_what_is_killed_in_the_middle_is_done_once_when_it_is_run_again(driven: Callable[..., str]) -> None:
    tick, imported, whole = driven("drive.py", "killed").strip().splitlines()
    _, deaths, rest = tick.split(maxsplit=2)
    assert int(deaths) >= 5, "it was killed that often, each time a little later, before it came to the end"
    assert rest == "['1', '1', '1'] 2 0 0", "each record urged once, one notice for each department, nothing left to do"
    assert imported == "import [0, 0, 0, 0] 2", "all rows of an import, or none"
    assert whole == "whole 0 True"


def test_an_acceptance_that_is_killed_while_its_file_leaves_is_finished_by_tick(driven: Callable[..., str]) -> None:
    first, second, third, whole = driven("drive.py", "leaving").strip().splitlines()
    assert first == "1 True accepted 0 1 1", "accepted, nothing left; tick wrote both files"
    assert second == "2 True accepted 1 2 2", "the table had left without its sidecar; tick wrote that"
    assert third == "3 False accepted 3 3 3", "not killed: both files were there before tick"
    assert whole == "(3, 0) 0 0", "three reports, nothing to write again, an unbroken chain, nothing left to do"


def test_a_served_desk_compiles_a_large_document_without_a_second_command_and_leaves_nothing_behind(
    driven: Callable[..., str],
) -> None:
    # It comes back when nobody holds its output any more: neither the desk that is killed, nor what ran beside it.
    said = driven("drive.py", "beside", ends=-signal.SIGKILL)
    assert said == "2 [1, 2] 0\n", "the one that was killed was started again; taken in once; an unbroken chain"


def test_a_large_document_whose_tick_is_killed_is_taken_in_once_by_the_next(driven: Callable[..., str]) -> None:
    deaths, rest = driven("drive.py", "compiled").strip().split(maxsplit=1)
    assert int(deaths) >= 5, "it was killed that often, each time a little later, before it came to the end"
    assert rest == "True [1, 2] 0 0", "all of it or nothing, once, nothing waiting, an unbroken chain"
