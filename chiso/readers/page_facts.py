"""What a web page says of itself in its head: title, author, day of publication, address, description."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml.html import HtmlElement

_TITLE = ("og:title", "twitter:title")
_AUTHOR = ("author", "article:author", "dc.creator")
_DAY = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "dc.date", "og:article:published_time", "date",
)  # fmt: skip
_DESCRIPTION = ("og:description", "description", "twitter:description")
_OUTLET = re.compile(r"\s+[-|–»]\s+[^-|–»]{2,60}$")  # "... - Báo Quảng Ninh"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself; None where it does not."""

    title: str | None
    author: str | None
    published: date | None
    url: str | None
    description: str | None


def read_page_facts(tree: HtmlElement) -> PageFacts:
    """From meta elements, JSON-LD, the canonical link, the first headline, <title> and <time>."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            metas.setdefault(name, content)
    article = _read_json_facts(tree)
    return PageFacts(
        title=_find_title(tree, metas),
        author=_first(metas, _AUTHOR) or article.get("author"),
        published=_find_day(tree, metas, article),
        url=_find_address(tree, metas),
        description=_first(metas, _DESCRIPTION),
    )


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _find_title(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    headlines = [" ".join(h1.text_content().split()) for h1 in tree.iter("h1")]
    said = _first(metas, _TITLE) or " ".join((tree.findtext(".//title") or "").split())
    for headline in headlines:  # of several (the paper's name is one, too) the one that the head repeats
        if headline and (headline in said or len(headlines) == 1):
            return headline
    return _OUTLET.sub("", said) or None


def _find_day(tree: HtmlElement, metas: dict[str, str], article: dict[str, str]) -> date | None:
    texts = [metas.get(name) for name in _DAY]
    texts += [article.get("datePublished")]
    texts += [time.get("datetime") for time in tree.iter("time")]
    return next((day for text in texts if text and (day := _parse_day(text))), None)


def _parse_day(text: str) -> date | None:
    """2025-03-15T08:00+07:00, 20250315, 15/03/2025."""
    for pattern, order in (
        (r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)", (1, 2, 3)),
        (r"(\d\d?)/(\d\d?)/((?:19|20)\d\d)", (3, 2, 1)),
    ):
        found = re.match(pattern, text.strip())
        if found:
            try:
                return date(*(int(found[group]) for group in order))
            except ValueError:
                return None
    return None


def _find_address(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    address = metas.get("og:url") or next((href for href in links if href), None)
    return address if address and re.match(r"https?://[\w.-]+\.\w{2,}", address) else None


def _read_json_facts(tree: HtmlElement) -> dict[str, str]:
    """datePublished and author of the first article in JSON-LD."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            nodes = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in nodes if isinstance(nodes, list) else [nodes]:
            graph = node.get("@graph", [node]) if isinstance(node, dict) else []
            for entry in graph if isinstance(graph, list) else []:
                if isinstance(entry, dict) and isinstance(entry.get("datePublished"), str):
                    author = _name_author(entry.get("author"))
                    return {"datePublished": entry["datePublished"]} | ({"author": author} if author else {})
    return {}


def _name_author(value: Any) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    name = first.get("name") if isinstance(first, dict) else first
    return name if isinstance(name, str) else None
