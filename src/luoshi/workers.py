"""Many things worked on by several processes: results in order, few at a time, and a process that dies costs one thing.

    list(in_order(abs, [-1, -2], workers=2, lost=lambda number: 0))     # [1, 2]

No more is begun than a few things a process ahead of the one that is due next, so that neither the work waiting nor
the results waiting pile up. When a process dies, what was under way is tried once more, one thing at a time in a
process of its own; whatever kills that one too is `lost`, and the rest goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 8


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int,
    lost: Callable[[Item], Result],
    start: Callable[..., None] | None = None,
    given: tuple[Any, ...] = (),  # Any: whatever `start` takes
    on_done: Callable[[Result], None] = lambda result: None,
) -> Iterator[Result]:
    """What `work` makes of each item, in the order of the items.

    Args:
        lost: The result of an item whose process dies.
        start, given: Called once in each process before anything else, with these arguments.
        on_done: Called with each result as soon as it is there, so not in order.

    Raises:
        Exception: whatever `work` itself raises.
    """
    pools = _Pools(work, workers, start, given)
    waiting = enumerate(items)
    running: dict[Future[Result], tuple[int, Item]] = {}
    finished: dict[int, Result] = {}
    begun = due = 0
    try:
        while True:
            for number, item in islice(waiting, due + _AHEAD * workers - begun):
                running[pools.submit(item)] = number, item
                begun += 1
            if not running:
                return
            for number, result in _collected(pools, running, lost):
                finished[number] = result
                on_done(result)
            while due in finished:
                yield finished.pop(due)
                due += 1
    finally:
        pools.stop()


def _collected(
    pools: _Pools[Item, Result], running: dict[Future[Result], tuple[int, Item]], lost: Callable[[Item], Result]
) -> Iterator[tuple[int, Result]]:
    """The results that have come in, at least one; all of those under way where a process has died."""
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    died: list[tuple[int, Item]] = []
    if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
        done, _ = wait(running)
        pools.renew()
    for future in done:
        number, item = running.pop(future)
        if isinstance(future.exception(), BrokenProcessPool):
            died.append((number, item))
        else:
            yield number, future.result()
    for number, item in sorted(died, key=lambda one: one[0]):
        yield number, pools.alone(item, lost)


class _Pools(Generic[Item, Result]):
    """The processes, made anew when one of them dies, and one apart in which suspects are tried."""

    def __init__(
        self, work: Callable[[Item], Result], workers: int, start: Callable[..., None] | None, given: tuple[Any, ...]
    ) -> None:
        self._work = work
        self._workers = workers
        self._given = (start, given)
        self._many: ProcessPoolExecutor | None = None
        self._one: ProcessPoolExecutor | None = None

    def submit(self, item: Item) -> Future[Result]:
        self._many = self._many or self._pool(self._workers)
        try:
            return self._many.submit(self._work, item)
        except BrokenProcessPool as error:  # a process died a moment ago; the item is tried like those under way
            broken: Future[Result] = Future()
            broken.set_exception(error)
            return broken

    def renew(self) -> None:
        if self._many is not None:
            self._many.shutdown()
        self._many = None

    def alone(self, item: Item, lost: Callable[[Item], Result]) -> Result:
        self._one = self._one or self._pool(1)
        try:
            return self._one.submit(self._work, item).result()
        except BrokenProcessPool:
            self._one = None
            return lost(item)

    def stop(self) -> None:
        """End without waiting for what nobody will look at."""
        for pool in (self._many, self._one):
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, initializer=_begin, initargs=self._given)


def _begin(start: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    """In a new process: end at once on Ctrl-C and with the parent, and make ready."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if start is not None:
        start(*given)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
