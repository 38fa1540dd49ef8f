"""The pages that a build wrote, in the frame of the desk."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from luoshi.pipeline import KEPT, Build
from luoshi_web import packs

pytestmark = pytest.mark.django_db

PAGE = '<!doctype html><title>一份文件 · 落实</title><body><main id="content"><p>甲</p></main></body>'


@pytest.fixture
def a_build(settings: Any, tmp_path: Path) -> Path:
    """A workspace with a build of two small pages."""
    folder = tmp_path / "build" / "d1"
    (folder / "pages").mkdir(parents=True)
    for name in ("index.html", "findings.html"):
        (folder / "pages" / name).write_text(PAGE, encoding="utf-8")
    empty = Build(packs.office().pack, "d1", folder, {}, (), (), 2018, None, (), ())
    (folder / KEPT).write_bytes(pickle.dumps(empty))
    (tmp_path / "build" / "current").write_text("d1", encoding="utf-8")
    settings.WORKSPACE = tmp_path
    return tmp_path


def test_a_visitor_reads_the_documents_and_signs_in_for_the_targets(client: Client, a_build: Path) -> None:
    assert "甲" in client.get("/plan/index.html").content.decode()
    assert client.get("/plan/findings.html").url == "/sign-in/?next=/plan/findings.html"  # type: ignore[attr-defined]


def test_a_page_of_the_build_is_no_way_out_of_its_folder(client: Client, a_build: Path) -> None:
    for name in ("../build.pickle", "%2e%2e%2fbuild.pickle", "..%5cbuild.pickle", "none.html"):
        assert client.get(f"/plan/{name}").status_code == 404


def test_without_a_build_a_page_says_how_to_make_one(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.WORKSPACE = tmp_path / "none"
    answer = client.get("/plan/index.html")
    assert answer.status_code == 503
    assert "luoshi build" in answer.content.decode()


def test_the_next_build_is_shown_without_a_restart(client: Client, a_build: Path) -> None:
    client.get("/plan/index.html")
    (a_build / "build" / "d1").rename(a_build / "build" / "d2")
    (a_build / "build" / "d2" / "pages" / "index.html").write_text(PAGE.replace("甲", "乙"), encoding="utf-8")
    (a_build / "build" / "current").write_text("d2", encoding="utf-8")
    assert "乙" in client.get("/plan/index.html").content.decode()


def test_in_english_the_frame_is_english_and_what_was_issued_stays(client: Client, a_build: Path) -> None:
    page = a_build / "build" / "d1" / "pages" / "index.html"
    page.write_text(PAGE.replace("<p>甲</p>", "<h2>疑点</h2><q>目标</q>"), encoding="utf-8")
    assert "<h2>疑点</h2><q>目标</q>" in client.get("/plan/index.html").content.decode()
    client.cookies["language"] = "en"
    assert "<h2>Problems</h2><q>目标</q>" in client.get("/plan/index.html").content.decode()
