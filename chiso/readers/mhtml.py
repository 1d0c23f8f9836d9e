"""Web archives (.mhtml): mail messages whose first HTML part is the page."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import Message

from chiso.readers.contents import Contents
from chiso.readers.fault import ReadFault
from chiso.readers.html import read_html


def read_mhtml(source_path: str, data: bytes) -> Contents:
    """The page of a web archive; its pictures and frames are left out. Raises ReadFault as read_html does."""
    page = next((part for part in message_from_bytes(data, policy=policy.compat32).walk() if _is_page(part)), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        message = f"{source_path}: the web archive holds no page, or is cut off; save the page again from the browser"
        raise ReadFault("damaged_document", message)
    return read_html(source_path, content, page.get_content_charset())


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")
