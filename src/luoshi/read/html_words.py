"""What an official web page says around its text: the table about the document, and the furniture of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from itertools import pairwise

# The names that government sites give to what they say about a document (政府信息公开目录 and its local forms).
_STRONG = """
    索引号 索取号 信息索引号 统一登记号 主题分类 信息分类 组配分类 体裁分类 公文种类 信息类别
    服务对象分类 主题词 发文机关 发文单位 发布机构 发布单位 发布机关 制发机关 制定机关 颁布单位
    公开主体 发文字号 发文号 文号 文件编号 文件字号 公文字号 规范性文件编号 公开方式 公开类别 公开形式
    成文日期 发文日期 印发日期 生成日期 制发日期 公开日期 发布日期 发布时间 颁布日期
"""
# Names that tables of a document use too: they count only beside one of the others.
_WEAK = """
    标题 名称 文件名称 信息名称 法规标题 公文标题 来源 信息来源 文件来源 分类 体裁 文种 服务对象
    关键词 关键字 责任部门 登记号 内容概述 内容摘要 公开时限 公开范围 公开目录 公开属性
    实施日期 生效日期 施行日期 生效时间 失效日期 失效时间 废止日期 废止时间 有效期 有效期至
    有效性 时效性 效力状态 效力 是否有效 文件状态 信息有效性
"""
_STRONG_KEYS = frozenset(_STRONG.split())
KEYS = _STRONG_KEYS | frozenset(_WEAK.split())
_BLANK = re.compile(r"[\s\u00a0\u3000]+")
_BRACKETED = re.compile(r"[【\[〖]([^】\]〗\n]{2,12})[】\]〗][ \u3000\u00a0]*([^【\[〖\n]*)")
_STATED = re.compile(r"([\u4e00-\u9fff\u3000\u00a0 ]{2,14})[：:]\s*(.*)", re.DOTALL)
_META = re.compile(r"(name|property|content)\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s\"'>]+))", re.IGNORECASE)
# The names of the national standard for government sites (网页设计规范), and what they are called on the page.
_META_NAMES = {"articletitle": "标题", "pubdate": "发布日期", "contentsource": "来源", "keywords": "关键词"}

_BUTTON = r"(?:打印|关闭|收藏|纠错|下载|分享)(?:本页|窗口|此页|文章|全文|页面|本文)?"
# Each is the whole line: 关闭小煤矿 and 分享经济 are headings of documents.
_FURNITURE_LINE = re.compile(
    rf"扫一扫.*|.{{0,6}}(?:二维码|手机打开).*|分享[到至：:].{{0,30}}|[【\[]?{_BUTTON}(?:[】\]\[【 |]+{_BUTTON})*[】\]]?"
    r"|相关(?:解读|链接|文件|文章|新闻|阅读)[：:]?|[【\[]?字(?:号|体)(?:大小)?[：:].{0,16}"
    r"|[【\[]?[大中小](?:[ |]+[大中小])+.{0,6}|当前位置[：:].*|您?(?:现在|当前)?所在(?:的)?位置[：:].*"
    r"|首页(?: ?[>»›/].*)?|[上下]一(?:篇|条)[：: ].*|返回(?:顶部|首页|上页|列表)|版权所有.*|技术支持[：:].*"
    r"|网站(?:地图|标识码.*)|.{0,20}ICP备.*|.{0,4}公网安备.*|(?:浏览|点击|阅读|访问)(?:次数|量|数)?[：:].{0,12}"
    r"|责任编辑[：:].*|来源[：:].{0,40}(?:时间|日期|字号|浏览).*|联系我们|无障碍.{0,6}|繁體|简体",
    re.DOTALL,
)
_LONGEST_FURNITURE = 80
_ATTACHED = re.compile(r"附[件表图]|《|\.(?:docx?|pdf|xlsx?|wps|et|zip|rar)\b|\d+[.、]", re.IGNORECASE)


def key(text: str) -> str:
    """The name that a cell or the beginning of a line gives, "" where it is none.

    >>> key("索 引 号："), key("标\u3000\u3000题："), key("到2020年")
    ('索引号', '标题', '')
    """
    if len(text) > 24:
        return ""
    name = _BLANK.sub("", text).strip("：:【】[]〖〗")
    return name if name in KEYS else ""


def table(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """What a table says about the document; nothing where it is a table of the document.

    Its rows begin with a name, and names and values take turns; a row of names alone is the header of a list.

    >>> table([["索 引 号：", "01/2019", "发文机关：", "国务院"], ["发文字号：", "国发〔2019〕5号"]])
    {'索引号': '01/2019', '发文机关': '国务院', '发文字号': '国发〔2019〕5号'}
    >>> table([["标题", "文号", "发布日期"], ["关于……的意见", "国发〔2019〕5号", "2019年1月"]])
    {}
    """
    found: dict[str, str] = {}
    shown = [row for row in rows if any(cell.strip() for cell in row)]
    for row in shown:
        names = [key(cell) for cell in row]
        if not names[0] or any(a and b for a, b in pairwise(names)):
            return {}
        for name, value in zip(names[:-1], row[1:], strict=True):
            if name:
                found.setdefault(name, value.strip())
        if len(row) == 1:
            found |= stated(row[0])
    has_colon = any(row[0].rstrip().endswith(("：", ":")) for row in shown)
    return found if is_about(found) and (len(found) > 1 or has_colon) else {}


def bracketed(line: str) -> dict[str, str]:
    """What a line says in the form 【发文字号】国发〔2016〕1号.

    >>> bracketed("【发布单位】国务院 【发文字号】国发〔2016〕1号")
    {'发布单位': '国务院', '发文字号': '国发〔2016〕1号'}
    """
    if "】" not in line and "]" not in line and "〗" not in line:
        return {}
    pairs = [(key(name), value.strip()) for name, value in _BRACKETED.findall(line)]
    return {name: value for name, value in pairs if name}


def stated(line: str) -> dict[str, str]:
    """What a line says in the form 索引号：01/2019; nothing where its beginning is no name."""
    found = _STATED.fullmatch(line.strip())
    name = key(found[1]) if found else ""
    return {name: found[2].strip()} if found and name else {}


def is_about(found: Iterable[str]) -> bool:
    """Whether one of the names is used for nothing but what a page says about its document."""
    return any(name in _STRONG_KEYS for name in found)


def metas(tags: Iterable[str]) -> dict[str, str]:
    """What the meta tags of a page say about the document, by the names that the page's table would use.

    >>> metas([' name="ArticleTitle" content="关于促进就业的意见"', ' name="viewport" content="width=device-width"'])
    {'标题': '关于促进就业的意见'}
    """
    found: dict[str, str] = {}
    for tag in tags:
        said = {which.lower(): "".join(value) for which, *value in _META.findall(tag)}
        name = said.get("name") or said.get("property") or ""
        name = _META_NAMES.get(name.lower()) or key(name)
        value = unescape(said.get("content", "")).strip()
        if name and value:
            found.setdefault(name, value)
    return found


def is_furniture(line: str, linked: int) -> bool:
    """Whether a line belongs to the page: 扫一扫, 分享, 打印 …, or a line that is nothing but a link to elsewhere.

    >>> is_furniture("扫一扫在手机打开当前页", 0), is_furniture("分享经济加快发展，到2020年……", 0)
    (True, False)
    """
    if len(line) > _LONGEST_FURNITURE:
        return False
    text = line.strip()
    if _FURNITURE_LINE.fullmatch(text) and not text.endswith(("。", "；")):
        return True
    return linked * 10 >= len(line) * 9 and not _ATTACHED.search(text)
