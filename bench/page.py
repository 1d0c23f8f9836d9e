"""Web pages around a text, with 120 links each: one as provincial portals have it, and one of nothing but lists of links."""

from __future__ import annotations

import html
from itertools import count

from chiso.model import Document

_TOPICS = (
    "Cải cách hành chính",
    "Thời sự - Chính trị",
    "Kinh tế",
    "Văn hóa - Xã hội",
    "Xây dựng Đảng",
    "Quốc phòng - An ninh",
    "Giáo dục và Đào tạo",
    "Y tế",
    "Văn bản chỉ đạo điều hành",
    "Lịch công tác",
)
_NEWS = (
    "Đoàn đại biểu Quốc hội tiếp xúc cử tri trước kỳ họp",
    "Khánh thành công trình cầu dân sinh tại xã vùng cao",
    "Hội nghị sơ kết công tác phòng, chống thiên tai",
    "Trao học bổng cho học sinh có hoàn cảnh khó khăn",
    "Khai mạc tuần lễ giới thiệu sản phẩm nông nghiệp",
)
_SCRIPT = "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments);}gtag('js',new Date());"


def frame_text(document: Document) -> str:
    """A page of a portal: 10 links above, a menu of 10 topics with 4 entries each, the article, 35 other news, 30 links below."""
    title, body = _write_article(document)
    links = count(1)
    above = "".join(_write_link(next(links), topic) for topic in _TOPICS)
    menu = "".join(
        f'<li class="nav-item dropdown">{html.escape(topic)}<ul class="dropdown-menu" aria-label="{html.escape(topic)}">'
        f"{''.join(f'<li>{_write_link(next(links), entry)}</li>' for entry in _TOPICS[:4])}</ul></li>"
        for topic in _TOPICS
    )
    share = "".join(_write_link(next(links), f"Chia sẻ {name}") for name in ("Facebook", "Zalo", "X", "Email", "In"))
    other_news = "".join(_write_news(next(links), i) for i in range(35))
    below = "".join(f"<li>{_write_link(next(links), topic)}</li>" for topic in _TOPICS * 3)
    return f"""<!DOCTYPE html>
<html lang="vi" class="no-js"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="{title}">
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<meta property="og:image" content="/images/cover.jpg"><link rel="canonical" href="/tin-tuc/1.html">
<link rel="stylesheet" href="/css/bootstrap.min.css"><link rel="stylesheet" href="/css/site.css">
<script src="/js/jquery.min.js"></script><script>{_SCRIPT}</script></head>
<body class="page article-page"><header id="header"><div class="container"><div class="logo"><img src="/images/logo.png"
alt="Cổng thông tin điện tử"></div><div class="top-links">{above}</div>
<form class="search" action="/search"><input type="text" name="q" placeholder="Tìm kiếm"><button>Tìm</button></form></div>
<nav class="navbar"><ul class="nav">{menu}</ul></nav></header>
<div class="container"><div class="row"><main class="col-md-9"><article class="article-detail"><h1>{title}</h1>
<div class="meta"><time datetime="2025-04-06T08:00">06/04/2025 08:00</time><span class="views">Lượt xem: 512</span></div>
<div class="share">{share}</div><div class="article-content">{body}</div></article></main>
<aside class="col-md-3"><h3>Đọc nhiều</h3><div class="list">{other_news}</div></aside></div></div>
<footer><div class="container"><ul class="links">{below}</ul><div class="contact"><p>Cơ quan chủ quản: Ủy ban nhân dân tỉnh</p>
<p>Điện thoại: 0203.3835.011 - Thư điện tử: banbientap@tinh.gov.vn</p><p>Ghi rõ nguồn khi phát hành lại thông tin</p></div>
</div></footer><script src="/js/site.js"></script></body></html>"""


def list_links_around(document: Document) -> str:
    """A page as bare as can be: the text between lists of links."""
    title, body = _write_article(document)
    links = count(1)
    above, beside, below = (
        "".join(f"<li>{_write_link(next(links), topic)}</li>" for topic in _TOPICS * times) for times in (7, 2, 3)
    )
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>
<body><nav><ul>{above}</ul></nav><main><article><h1>{title}</h1>{body}</article></main>
<aside><ul>{beside}</ul></aside><footer><ul>{below}</ul></footer></body></html>"""


def _write_article(document: Document) -> tuple[str, str]:
    """The title and the paragraphs."""
    title, *paragraphs = [html.escape(line.strip()) for line in document.text.splitlines() if line.strip()]
    return title, "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or [title])


def _write_link(number: int, words: str) -> str:
    return f'<a href="/chuyen-muc/muc-{number}.html" title="{html.escape(words)}">{html.escape(words)}</a>'


def _write_news(number: int, i: int) -> str:
    words = _NEWS[i % len(_NEWS)]
    return (
        f'<div class="item"><a href="/tin-tuc/tin-{number}.html" title="{words}"><img class="thumb" src="/thumbs/{number}.jpg" '
        f'alt="{words}"><span class="title">{words}</span></a><span class="date">0{1 + i % 9}/04/2025</span></div>'
    )
