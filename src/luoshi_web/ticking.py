"""The tick that runs beside a served desk, so that whoever starts the desk alone needs no second command.

It is a process of its own: what it compiles takes no time from the pages. It ends with the desk, however that ends, for
it reads from a pipe that the desk alone holds; it may be killed at any moment, and is then started again. Others may run
`luoshi tick` at the same time: each due thing is claimed, and so is done once.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime

log = logging.getLogger("luoshi.tick")
# How often everything that is due is done, and how often somebody looks whether a file waits to be compiled.
EVERY, LOOKS_EVERY = 60.0, 2.0


def beside() -> threading.Thread:
    """Let tick run beside this process until it ends."""
    keeper = threading.Thread(target=_keep_one_running, name="tick", daemon=True)
    keeper.start()
    return keeper


def _keep_one_running() -> None:
    while True:
        with subprocess.Popen([sys.executable, "-m", "luoshi_web.ticking"], stdin=subprocess.PIPE) as child:
            code = child.wait()
        log.error("tick ended with %s beside the desk and is started again", code)
        time.sleep(LOOKS_EVERY)


# ------------------------------------------------------------------ in the process beside


def run() -> None:
    """Do what is due, again and again, until the desk ends that this was started by."""
    # Ctrl-C stops the desk, and its end stops this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_desk, daemon=True).start()
    from luoshi_web.running import ready

    ready()
    from luoshi_web import clock

    while True:
        done = _tick(clock.now())
        until = time.monotonic() + EVERY
        while time.monotonic() < until and not (done and _a_file_waits(clock.now())):
            time.sleep(LOOKS_EVERY)


def _end_with_the_desk() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def _tick(at: datetime) -> bool:
    """Whether what is due was done. What goes wrong is logged and tried again after a while."""
    from django.db import close_old_connections

    from luoshi_web.desk import tick

    try:
        close_old_connections()
        tick.run(at)
    except Exception:  # whatever it is, the next minute may go better, and nobody else would start it again
        log.exception("tick did not come to its end")
        return False
    return True


def _a_file_waits(at: datetime) -> bool:
    from django.db import DatabaseError

    from luoshi_web.desk.models import Due
    from luoshi_web.documents import COMPILE

    try:
        return Due.objects.filter(kind=COMPILE, done_at=None, on__lte=at.date()).exists()
    except DatabaseError:
        return False


if __name__ == "__main__":
    run()
