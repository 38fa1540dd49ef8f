"""What keeps a desk from being started for others: each thing that would be unsafe, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from luoshi.model.problem import Kind, LuoshiError, Problem

NO_SECRET = Kind(
    code="desk-no-secret",
    zh="没有设置足够长的 LUOSHI_SECRET_KEY", en="LUOSHI_SECRET_KEY is not set, or shorter than 50 characters",
    hint_zh="请用 python -c 'import secrets; print(secrets.token_urlsafe(64))' 生成并保存在只有本程序能读的地方。",
    hint_en="Make one with python -c 'import secrets; print(secrets.token_urlsafe(64))', and keep it where only this"
    " program reads.",
)  # fmt: skip
NO_HOSTS = Kind(
    code="desk-no-hosts",
    zh="没有用 LUOSHI_HOSTS 写明网址的主机名", en="LUOSHI_HOSTS does not name the hosts of the address",
    hint_zh="例如 LUOSHI_HOSTS=luoshi.example.gov.cn；不能用 *。",
    hint_en="For example LUOSHI_HOSTS=luoshi.example.gov.cn; * is refused.",
)  # fmt: skip
DEBUGGING = Kind(
    code="desk-debugging",
    zh="生产环境不能打开 LUOSHI_DEBUG", en="LUOSHI_DEBUG is not possible in production",
    hint_zh="请去掉 LUOSHI_DEBUG。", hint_en="Remove LUOSHI_DEBUG.",
)  # fmt: skip
MOVED_CLOCK = Kind(
    code="desk-moved-clock",
    zh="生产环境不能用 LUOSHI_TODAY 改变日期", en="LUOSHI_TODAY moves the clock and is not possible in production",
    hint_zh="请去掉 LUOSHI_TODAY；它只用于演练。", hint_en="Remove LUOSHI_TODAY; it is for exercises.",
)  # fmt: skip
NOT_ENCRYPTED = Kind(
    code="desk-not-encrypted",
    zh="没有说明由谁提供 HTTPS", en="nothing says who provides HTTPS",
    hint_zh="请在前面放一个提供 HTTPS 的反向代理，并设置 LUOSHI_BEHIND_PROXY=1。",
    hint_en="Put a reverse proxy with HTTPS in front of it, and set LUOSHI_BEHIND_PROXY=1.",
)  # fmt: skip
FOREIGN_ADDRESS = Kind(
    code="desk-foreign-address",
    zh="地址 {host} 其他机器也能访问，但这不是生产环境",
    en="{host} can be reached from other machines, and this is not production",
    hint_zh="请用 127.0.0.1，或设置 LUOSHI_PRODUCTION=1 及其要求的各项。",
    hint_en="Use 127.0.0.1, or set LUOSHI_PRODUCTION=1 and what it asks for.",
)  # fmt: skip
LOCAL = ("127.0.0.1", "localhost", "::1")


def unsafe(environment: Mapping[str, str]) -> Iterator[Problem]:
    """What is unsafe in an environment that says it is production; nothing where it does not say so."""
    if environment.get("LUOSHI_PRODUCTION") != "1":
        return
    if len(environment.get("LUOSHI_SECRET_KEY", "")) < 50:
        yield NO_SECRET(where="LUOSHI_SECRET_KEY")
    hosts = environment.get("LUOSHI_HOSTS", "").replace(",", " ").split()
    if not hosts or "*" in hosts:
        yield NO_HOSTS(where="LUOSHI_HOSTS")
    if environment.get("LUOSHI_DEBUG"):
        yield DEBUGGING(where="LUOSHI_DEBUG")
    if environment.get("LUOSHI_TODAY"):
        yield MOVED_CLOCK(where="LUOSHI_TODAY")
    if environment.get("LUOSHI_BEHIND_PROXY") != "1":
        yield NOT_ENCRYPTED(where="LUOSHI_BEHIND_PROXY")


def refuse_unsafe(environment: Mapping[str, str]) -> None:
    """Raises: LuoshiError with the first thing that is unsafe."""
    for problem in unsafe(environment):
        raise LuoshiError(problem)


def refuse_foreign(host: str, environment: Mapping[str, str]) -> None:
    """Raises: LuoshiError where an address that others can reach is asked for outside production."""
    if host not in LOCAL and environment.get("LUOSHI_PRODUCTION") != "1":
        raise LuoshiError(FOREIGN_ADDRESS(host=host, where=host))
