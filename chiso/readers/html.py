"""Web pages: the article through trafilatura, its tables cell by cell, what the page says of itself.

trafilatura loses the cells of tables, so each table of data is taken out first and a mark left in its place; where the
mark comes out again, there the table stood in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.settings import Document as TrafilaturaDocument

from chiso.model import Table
from chiso.readers.contents import Contents
from chiso.readers.fault import ReadFault
from chiso.readers.html_table import read_table_element
from chiso.readers.lines import TextLines, holds_data
from chiso.readers.page_facts import read_page_facts
from chiso.readers.text import Decoded, decode_text

_CHARSET = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_MARK = "chiso puts table number {} of this page back here"  # long enough for a paragraph of an article
_FIND_MARK = re.compile(r"chiso puts table number (\d+) of this page back here")
_FRAME = ("nav", "aside", "footer", "header", "form")
_FRAME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|footer|sidebar|related|comment|comments|share|social|breadcrumb|widget|calendar|lich|"
    r"banner|advert|ads|weather|login|search|tin-?lien-?quan|binh-?luan)(?:$|[\s_-])",
    re.IGNORECASE,
)
MAX_PAGE = 32 * 1024**2  # bytes; a page of a ministry with every district in it needs 2 MB
_SEVERAL = 3  # links
_LINKED_SHARE = 0.8  # of the letters of a menu
_LEAD = 60  # characters of the page's own description by which its paragraph is known


def read_html(source_path: str, data: bytes, charset: str | None = None) -> Contents:
    """The article of a page and its tables. Raises ReadFault document_too_deep, damaged_document, unknown_encoding."""
    if len(data) > MAX_PAGE:
        message = f"{source_path}: a page of {len(data):,} bytes (limit {MAX_PAGE:,}); save only what matters of it"
        raise ReadFault("document_too_large", message)
    decoded = decode_page(source_path, data, charset)
    tree = parse_page(source_path, decoded.text)
    facts = read_page_facts(tree)
    menus = _find_menus(tree)
    _drop_link_lists(tree, menus)
    tables = _take_tables(tree, menus)
    lines = TextLines()
    article = _find_article(tree)
    known = " ".join(text for text, _ in article)
    for text, level in _find_opening(tree, facts.title, facts.description, known):
        lines.add_paragraph(text, level)
    for text, level in article:
        for i, part in enumerate(_FIND_MARK.split(text)):
            if i % 2 == 0:
                lines.add_paragraph(part, level)
            elif int(part) in tables:
                lines.add_table(tables.pop(int(part)).table)
    for taken in tables.values():
        if not taken.framed:
            lines.add_table(taken.table)
    return Contents(
        lines.text,
        lines.tables,
        facts.title,
        facts.author,
        facts.published,
        facts.url,
        lines.headings,
        decoded.converted,
    )


def decode_page(source_path: str, data: bytes, charset: str | None = None) -> Decoded:
    """The page's characters: UTF-8 where it is that, else what it declares, else what fits; old fonts are converted."""
    try:
        return decode_text(source_path, data)
    except ReadFault:
        declared = _CHARSET.search(data[:4096])
        name = charset or (declared[1].decode("ascii") if declared else "")
        if name.lower() not in ("", "utf-8", "utf8"):
            try:
                return Decoded(data.decode(name))
            except (UnicodeDecodeError, LookupError):
                pass
        if name:  # one broken letter, cut off by whoever saved the page, must not cost the page
            text = data.decode("utf-8", "replace")
            if text.count("\ufffd") * 1000 <= len(text):
                return Decoded(text)
        raise


def parse_page(source_path: str, text: str) -> HtmlElement:
    """The tree of a page, without comments; nothing is fetched, entities are the letters of HTML only."""
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        message = f"{source_path}: the page cannot be parsed ({str(error)[:160]}); save it again from the browser"
        raise ReadFault("damaged_document", message) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        message = f"{source_path}: the page nests its tags deeper than any page that people write; do not trust it"
        raise ReadFault("document_too_deep", message)
    return tree


@dataclass(frozen=True, slots=True)
class _Taken:
    table: Table
    framed: bool  # it stands in a menu, a column of links, a footer


def _take_tables(tree: HtmlElement, menus: set[HtmlElement]) -> dict[int, _Taken]:
    """The tables of data by number; each leaves its mark in the tree. Other tables become divs."""
    found: dict[int, _Taken] = {}
    for element in reversed(list(tree.iter("table"))):  # inner ones first
        table = None if element.find(".//table") is not None else read_table_element(element)
        if table is None or not holds_data(table.rows) or element in menus:
            for part in element.iter("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"):
                part.tag = "p" if part.tag in ("td", "th", "caption") and not len(part) else "div"
            continue
        mark = tree.makeelement("p", {})
        mark.text = _MARK.format(len(found))
        mark.tail = element.tail
        found[len(found)] = _Taken(table, _is_framed(element))
        parent = element.getparent()
        if parent.tag == "p":  # a page may put a table into a paragraph
            parent.tag = "div"
        parent.replace(element, mark)
    return dict(reversed(found.items()))


def _drop_link_lists(tree: HtmlElement, menus: set[HtmlElement]) -> None:
    """Take menus and lists of other news out: of a short article trafilatura would take them for its text."""
    for element in list(tree.iter("ul", "ol", "nav", "aside", "footer", "div", "section")):
        named = element.tag in _FRAME or _FRAME_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}")
        if element in menus and (named or element.tag in ("ul", "ol")) and element.getparent() is not None:
            element.drop_tree()


def _find_menus(tree: HtmlElement) -> set[HtmlElement]:
    """The elements of whose words nearly all are links, of several; one pass from the inside out."""
    menus = set()
    counted: dict[HtmlElement, tuple[int, int, int]] = {}  # letters, those of links, links
    for element in reversed(list(tree.iter())):
        letters, linked, links = counted.pop(element, (0, 0, 0))
        if element.tag not in ("script", "style"):
            letters += len((element.text or "").strip())
        if element.tag == "a":
            linked, links = letters, 1
        if links >= _SEVERAL and linked > _LINKED_SHARE * letters:
            menus.add(element)
        parent = element.getparent()
        if parent is not None:
            before = counted.get(parent, (0, 0, 0))
            tail = len((element.tail or "").strip())
            counted[parent] = (before[0] + letters + tail, before[1] + linked, before[2] + links)
    return menus


def _is_framed(element: HtmlElement) -> bool:
    """Does the table stand in a menu, a column of links, a footer?"""
    return any(
        outer.tag in _FRAME or _FRAME_NAMES.search(f"{outer.get('class', '')} {outer.get('id', '')}")
        for outer in element.iterancestors()
        if outer.tag not in ("body", "html")
    )


def _find_opening(
    tree: HtmlElement, title: str | None, description: str | None, known: str
) -> Iterator[tuple[str, int]]:
    """Headline and lead, which often stand outside of what trafilatura takes for the article."""
    if title and title not in known:
        yield title, 1
    words = " ".join((description or "").split())[:_LEAD].rstrip(". …")
    if len(words) < _LEAD // 2 or words in known or (title and words in title):
        return
    for element in tree.iter("p", "h2", "h3", "div", "strong"):
        text = " ".join(element.text_content().split())
        if words in text and len(text) < 20 * _LEAD:
            yield text, 0
            return


def _find_article(tree: HtmlElement) -> list[tuple[str, int]]:
    """What trafilatura takes for the article, a paragraph each; it may change the tree."""
    found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False)
    return list(_walk_article(found.body)) if isinstance(found, TrafilaturaDocument) else []


def _walk_article(body: etree._Element) -> Iterator[tuple[str, int]]:
    """(text, level of a heading or 0) of each paragraph of trafilatura's body; items of lists carry their number or dash."""
    for block in body:
        if block.tag == "head":
            yield _join_words(block), _read_level(block)
        elif block.tag == "list":
            for number, item in enumerate(block.iter("item"), start=1):
                text = _join_words(item)
                ordered = item.getparent().get("rend") == "ol" and not re.match(r"\d+[.)]", text)
                yield (f"{number}. {text}" if ordered else f"- {text}" if not re.match(r"[-–+•*]", text) else text), 0
        elif block.tag in ("quote", "div", "item") and len(block.findall("p")):
            yield from _walk_article(block)
        else:
            yield _join_words(block), 0


def _read_level(head: etree._Element) -> int:
    digits = re.search(r"\d", head.get("rend") or "")
    return int(digits[0]) if digits else 2


def _join_words(block: etree._Element) -> str:
    """The words of a block; <lb/> ends a line."""
    parts = [block.text or ""]
    for element in block.iterdescendants():
        if element.tag in ("lb", "p", "item", "head"):
            parts.append("\n")
        parts += [element.text or "", element.tail or ""]
    return "".join(parts)
