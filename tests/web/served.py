"""The demonstration office, served for a browser in a process of its own, so that nothing but its pages is tested.

It prints where it listens. Each line that is written to it is an order in JSON, and is answered by a line:
{"do": "day", "day": "2017-01-06"}       it is that day from now on
{"do": "session", "account": "…"}        the cookie of an account that is signed in
{"do": "run", "words": ["tick"]}         the command luoshi, with its output and exit code
"""

from __future__ import annotations

import json
import logging.config
import sys
import threading
from datetime import datetime
from zoneinfo import ZoneInfo

from click.testing import CliRunner

from luoshi_web.running import ready

ready()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from waitress.server import create_server  # noqa: E402

from luoshi.cli import cli  # noqa: E402
from luoshi_web import office  # noqa: E402
from luoshi_web.desk.models import User  # noqa: E402
from luoshi_web.wsgi import application  # noqa: E402

PASSWORD = "gong-zuo-2016"


def run(words: list[str]) -> dict[str, object]:
    """A command of luoshi as whoever keeps the server types it."""
    done = CliRunner().invoke(cli, words)
    # The command has made the desk ready again, while its output was held back.
    logging.config.dictConfig(settings.LOGGING)
    said = done.output + (str(done.exception) if done.exception and done.exit_code == 1 else "")
    return {"code": done.exit_code, "said": said}


def session(account: str) -> dict[str, object]:
    """What a browser has that has signed in."""
    client = Client()
    client.force_login(User.objects.get(username=account))
    return {"cookie": client.cookies["sessionid"].value}


def set_day(day: str) -> dict[str, object]:
    settings.TODAY = day
    return {"day": day}


ORDERS = {"run": run, "session": session, "day": set_day}

if __name__ == "__main__":
    # Signing in shall not be what takes the time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    answers, sys.stdout = sys.stdout, sys.stderr
    first = datetime.fromisoformat(f"{settings.TODAY}T09:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    office.demonstrate(PASSWORD, first)
    server = create_server(application, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    print(f"http://127.0.0.1:{server.effective_port}", file=answers, flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        answer = ORDERS[order.pop("do")](**order)
        print(json.dumps(answer, ensure_ascii=False), file=answers, flush=True)
