"""Making the desk ready: its folder, its secret, its tables."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def ready(workspace: str | None = None, pack: str | None = None) -> None:
    """Make the desk ready in this process and bring its tables up to date; safe to do again.

    Args:
        workspace, pack: As LUOSHI_WORKSPACE and LUOSHI_PACK, which they set.

    Raises:
        LuoshiError: production settings that are unsafe, or a database that is not known.
    """
    for name, given in (("LUOSHI_WORKSPACE", workspace), ("LUOSHI_PACK", pack)):
        if given:
            os.environ[name] = given
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi_web.settings")
    _keep_secret(Path(os.environ.get("LUOSHI_WORKSPACE", "workspace")))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from luoshi_web.database import forget_statistics
    from luoshi_web.desk.actions.standing import renew_all
    from luoshi_web.desk.columns import keep_indexes

    forget_statistics()
    keep_indexes()
    renew_all()


def serve(host: str, port: int, threads: int, *, tick: bool = False) -> None:
    """Serve the desk until it is stopped; `ready` comes before.

    Args:
        tick: What is due is done beside it.

    Raises:
        LuoshiError: an address that others can reach, outside production.
    """
    from django.conf import settings
    from waitress import serve as waitress_serve

    from luoshi_web import ticking
    from luoshi_web.safety import refuse_foreign
    from luoshi_web.wsgi import application

    refuse_foreign(host, os.environ)
    if tick:
        ticking.beside()
    most = settings.REQUEST_MEGABYTES * 2**20
    waitress_serve(
        application, host=host, port=port, threads=threads, ident=None, max_request_body_size=most,
        **proxy_headers(os.environ),
    )  # fmt: skip


def proxy_headers(environment: Mapping[str, str]) -> dict[str, Any]:
    """What the server believes of who asks and how: what the proxy in front says, and otherwise nothing.

    Left alone, waitress takes such headers away: everything would seem to come unencrypted, and from the proxy.
    """
    if environment.get("LUOSHI_BEHIND_PROXY") != "1":
        return {}
    return {"trusted_proxy": "*", "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"}}


def _keep_secret(workspace: Path) -> None:
    """A secret of its own for each workspace, that only its owner reads; an office that sets one keeps its own."""
    kept = workspace / "secret_key"
    if os.environ.get("LUOSHI_SECRET_KEY") or kept.exists():
        return
    workspace.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(file, "w", encoding="utf-8") as out:
        out.write(secrets.token_urlsafe(64))
