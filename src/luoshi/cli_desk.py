"""The commands of the desk: `serve`, `tick`, `verify`, `hand-over`, `admin`, `demo-office`. `cli` takes them in by one line.

The desk's own modules are loaded when a command runs, so that `luoshi --help` does not wait for a web framework.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from typing import Any

import click

BROKEN, DONE = 13, 0

_WORKSPACE = click.option(
    "--workspace", type=click.Path(), help="工作目录，默认为 LUOSHI_WORKSPACE 或 workspace。 The workspace."
)
_PACK = click.option("--pack", help="规则包，默认为 LUOSHI_PACK 或 jilin。 The pack.")


def add_to(group: click.Group) -> None:
    """Take the commands of the desk into a group."""
    for command in (serve_command, tick_command, verify_command, hand_over_command, admin_group, demo_command):
        group.add_command(command)


def _desk(name: str) -> Any:  # Any: a module of the desk, loaded when it is needed
    return import_module(f"luoshi_web.{name}")


def _now() -> Any:  # Any: a time, of the desk's clock
    return _desk("clock").now()


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。 Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口。 Port.")
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True, help="线程数。 Threads.")
@click.option(
    "--tick/--no-tick",
    default=True,
    show_default=True,
    help="同时办理到期事项，如同另外运行 luoshi tick --loop。 Do what is due beside it, as luoshi tick --loop does.",
)
@_WORKSPACE
@_PACK
def serve_command(host: str, port: int, threads: int, tick: bool, workspace: str | None, pack: str | None) -> None:
    """启动督办台，并办理到期事项。 Serve the desk, and do what is due."""
    running = _desk("running")
    running.ready(workspace, pack)
    terminal, fonts = import_module("luoshi.publish.terminal"), import_module("luoshi.publish.chart_fonts")
    terminal.say(fonts.problems(), _stderr())
    if not _desk("desk.models").User.objects.exists():
        click.echo("还没有账号。建立第一位管理员：luoshi admin create 账号名；或先试用：luoshi demo-office")
        click.echo(
            "There is no account yet: luoshi admin create NAME makes the first; luoshi demo-office is to try it."
        )
    click.echo(f"请在浏览器中打开 http://{host}:{port}/  open it in a browser（Ctrl-C 停止 stops it）")
    running.serve(host, port, threads, tick=tick)


@click.command("tick")
@click.option("--loop", is_flag=True, help="不停地运行，每分钟一次。 Go on, once a minute.")
@_WORKSPACE
@_PACK
def tick_command(loop: bool, workspace: str | None, pack: str | None) -> None:
    """办理到期事项：开启和结束各期、提醒、催办、送出已通过的填报、编译收到的大文件。

    Do what is due: periods, reminders, accepted reports that leave, large files to be compiled.
    """
    _desk("running").ready(workspace, pack)
    tick = _desk("desk.tick")
    while True:
        counts = tick.run(_now()).counts
        words = {
            "open": "开启",
            "remind": "提醒",
            "urge": "催办",
            "close": "结束",
            "mail": "邮件",
            "leave": "送出",
            "compile": "编译",
        }
        click.echo("，".join(f"{zh} {counts[kind]}" for kind, zh in words.items()))
        if not loop:
            return
        time.sleep(60)


@click.command("verify")
@_WORKSPACE
@_PACK
def verify_command(workspace: str | None, pack: str | None) -> None:
    """核对留痕：指出第一处断开的地方。 Walk the chain of events and name the first broken link."""
    _desk("running").ready(workspace, pack)
    from luoshi.publish import terminal

    problems = list(_desk("desk.verify").broken())
    last = _desk("desk.models").Event.objects.order_by("-number").first()
    terminal.say(problems, _stderr())
    number, digest = (last.number, last.digest) if last else (0, "")
    if problems:
        click.echo(
            f"留痕 {number} 条，有 {len(problems)} 处不符。 {number} events, {len(problems)} things do not hold."
        )
        sys.exit(BROKEN)
    click.echo(f"留痕 {number} 条，完好；末条摘要 {digest}。 {number} events, whole; the last digest is shown.")


@click.command("hand-over")
@_WORKSPACE
@_PACK
def hand_over_command(workspace: str | None, pack: str | None) -> None:
    """由留痕重新生成已通过填报的数据文件。 Make the files of accepted reports again, from the events alone."""
    _desk("running").ready(workspace, pack)
    there, written = _desk("desk.leaving").hand_over_all()
    click.echo(
        f"填报数据 {there} 份，补写 {written} 份。 {there} reports have left the desk, {written} were written now."
    )


@click.group("admin")
def admin_group() -> None:
    """账号和任职。 Accounts and what they may do."""


@admin_group.command("create")
@click.argument("username")
@click.option("--name", help="显示的姓名或岗位。 Name that is shown.")
@click.option("--email", default="", help="接收通知的邮箱。 Where notices are sent.")
@click.option("--organisation", default="", help="任职单位的 id。 Id of the organisation.")
@click.option("--role", default="系统管理员", show_default=True, help="角色。 Role.")
@click.option(
    "--password", envvar="LUOSHI_PASSWORD", help="密码；不写则询问。 Password; asked for where it is not given."
)
@_WORKSPACE
@_PACK
def create_command(
    username: str,
    name: str | None,
    email: str,
    organisation: str,
    role: str,
    password: str | None,
    workspace: str | None,
    pack: str | None,
) -> None:
    """建立账号（第一个是系统管理员）。 Make an account; the first is the administrator."""
    _desk("running").ready(workspace, pack)
    actions, models = _desk("desk.actions"), _desk("desk.models")
    system, now = _desk("desk.people").THE_SYSTEM, _now()
    at = _desk("office").organisation_for(organisation, now)
    given = password or click.prompt("密码 password", hide_input=True, confirmation_prompt=True)
    user = actions.make_account(
        username=username, name=name or username, password=given, email=email, actor=system, at=now
    )
    actions.appoint(user=user, organisation=models.Organisation.objects.get(pk=at), role=role, actor=system, at=now)
    click.echo(f"已建立账号 {username}（{role}）。 The account was made.")


@admin_group.command("appoint")
@click.argument("username")
@click.argument("role")
@click.argument("organisation")
@_WORKSPACE
@_PACK
def appoint_command(username: str, role: str, organisation: str, workspace: str | None, pack: str | None) -> None:
    """给账号一个任职。 Give an account a role at an organisation."""
    _desk("running").ready(workspace, pack)
    system, now = _desk("desk.people").THE_SYSTEM, _now()
    office = _desk("office")
    user = office.account(username)
    at = _desk("desk.models").Organisation.objects.get(pk=office.organisation_for(organisation, now))
    _desk("desk.actions").appoint(user=user, organisation=at, role=role, actor=system, at=now)
    click.echo(f"{username}：{at.short} {role}")


@admin_group.command("password")
@click.argument("username")
@click.option(
    "--password", envvar="LUOSHI_PASSWORD", help="密码；不写则询问。 Password; asked for where it is not given."
)
@_WORKSPACE
def password_command(username: str, password: str | None, workspace: str | None) -> None:
    """给账号设置新密码。 Give an account another password."""
    _desk("running").ready(workspace)
    user = _desk("office").account(username)
    given = password or click.prompt("密码 password", hide_input=True, confirmation_prompt=True)
    system = _desk("desk.people").THE_SYSTEM
    _desk("desk.actions").set_password(user=user, password=given, actor=system, at=_now())
    click.echo(f"已更新 {username} 的密码。 The password was set.")


@click.command("demo-office")
@click.option(
    "--password", envvar="LUOSHI_PASSWORD", help="所有演示账号的密码；不写则生成。 Password of all its accounts."
)
@_WORKSPACE
@_PACK
def demo_command(password: str | None, workspace: str | None, pack: str | None) -> None:
    """建立演示单位：部门、市州、岗位账号和文件要求的事项，没有虚构的数据。 Fill a demonstration office; nothing is invented."""
    import secrets

    _desk("running").ready(workspace, pack)
    given = password or secrets.token_urlsafe(9)
    made = _desk("office").demonstrate(given, _now())
    click.echo(f"已建立 {made.organisations} 个单位、{made.accounts} 个账号、{made.records} 条事项。")
    click.echo(f"账号如“省发展改革委·调度”“省发展改革委·审核”“省能源局·联络员”“松原市·联络员”，密码都是 {given}")
    click.echo(f"{made.organisations} organisations, {made.accounts} accounts, {made.records} records; see above.")


def _stderr() -> Any:  # Any: a console, whose library is loaded when it is needed
    from rich.console import Console

    return Console(stderr=True, width=None if sys.stderr.isatty() else 400, highlight=False, soft_wrap=True)
