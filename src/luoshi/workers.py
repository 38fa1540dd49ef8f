"""Many things worked on by several processes: results in order, few at a time, and a process that dies costs one thing.

    list(in_order(abs, [-1, -2], workers=2, lost=lambda number: 0))     # [1, 2]

Each process takes one thing after the other from a pipe of its own, so that it is known what a dying process was at, and
half a result left in a pipe is noticed. (In a pool with one pipe for all, a process that is killed while it hands over a
large result leaves everybody waiting.) What a process dies of is tried once more in a new one; then it is `lost`.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# How far the work may run ahead of the result that is due next, for each process; what has run ahead is held.
_AHEAD = 8
# One to work on and one to go on with, so that nobody waits while results are handed over.
_IN_HAND = 2
_TRIES = 2


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
        items: Small things, such as paths: they wait in a pipe.
        lost: The result of an item of which a process dies, and another one too.
        start, given: Called once in each process before anything else, with these arguments.
        on_done: Called with each result as soon as it is there, so not in order.

    Raises:
        Exception: whatever `work` itself raises.
    """
    team = [_Worker(work, start, given) for _ in range(workers)]
    tasks = (_Task(number, item) for number, item in enumerate(items))
    again: list[_Task[Item]] = []
    finished: dict[int, Result] = {}
    begun = due = 0
    try:
        while True:
            for worker in _in_need(team):
                if again or begun < due + _AHEAD * workers:
                    task = again.pop() if again else next(tasks, None)
                    if task is not None:
                        begun = max(begun, task.number + 1)
                        worker.give(task)
            busy = [worker for worker in team if worker.tasks]
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy])
            for worker in (worker for worker in busy if worker.pipe in ready):
                task, result = worker.take()
                if result is None:
                    again += worker.tasks  # they were only waiting behind the one that it died of
                    worker.tasks.clear()
                    task.deaths += 1
                    if task.deaths < _TRIES:
                        again.append(task)
                        continue
                finished[task.number] = lost(task.item) if result is None else result[0]
                on_done(finished[task.number])
            while due in finished:
                yield finished.pop(due)
                due += 1
    finally:
        for worker in team:
            worker.stop()


def _in_need(team: list[_Worker[Item, Result]]) -> list[_Worker[Item, Result]]:
    """Who may be given something: those who have nothing first, then those who have nothing to go on with."""
    return [worker for length in range(_IN_HAND) for worker in team if len(worker.tasks) <= length]


class _Task(Generic[Item]):
    """An item, by its number, and how many processes have died of it."""

    def __init__(self, number: int, item: Item) -> None:
        self.number = number
        self.item = item
        self.deaths = 0


class _Worker(Generic[Item, Result]):
    """A process that is started when there is something to do, and anew when it has died."""

    def __init__(
        self, work: Callable[[Item], Result], start: Callable[..., None] | None, given: tuple[Any, ...]
    ) -> None:
        self._arguments = (work, start, given)
        self._process: multiprocessing.Process | None = None
        self.tasks: deque[_Task[Item]] = deque()

    def give(self, task: _Task[Item]) -> None:
        if self._process is None:
            self.pipe, theirs = multiprocessing.Pipe()
            self._process = multiprocessing.Process(target=_serve, args=(theirs, *self._arguments), daemon=True)
            self._process.start()
            theirs.close()  # theirs alone now, so that their end is the end of the pipe
        self.tasks.append(task)
        with contextlib.suppress(OSError):  # where it has died meanwhile, `take` finds out
            self.pipe.send(task.item)

    def take(self) -> tuple[_Task[Item], tuple[Result] | None]:
        """The task that was at hand and its result, `None` where the process has died of it."""
        task = self.tasks.popleft()
        try:
            result, error = pickle.loads(self.pipe.recv_bytes())
        except (EOFError, OSError):
            self.stop()
            return task, None
        if error is not None:
            raise error
        return task, (result,)

    def stop(self) -> None:
        """End at once: nobody will look at what it is at."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self.pipe.close()
        self._process = None


def _serve(
    connection: Connection, work: Callable[[Item], Result], start: Callable[..., None] | None, given: tuple[Any, ...]
) -> None:
    """In a process of its own: make ready, then take items and hand back results until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it at once, without a word
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if start is not None:
        start(*given)
    while True:
        item = connection.recv()
        try:
            # Not `connection.send`, whose pickler looks up every object in Python.
            done = pickle.dumps((work(item), None), pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            done = pickle.dumps((None, error))
        connection.send_bytes(done)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
