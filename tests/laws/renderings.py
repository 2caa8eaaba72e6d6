"""One report as text, Markdown and HTML. Its lines in, the bytes of a file of each kind out."""

from __future__ import annotations

import html


def as_text(lines: list[str]) -> bytes:
    """The lines, a blank one between."""
    return "\n\n".join(lines).encode()


def as_markdown(lines: list[str]) -> bytes:
    """The first line as heading, figures of speech left alone."""
    return "\n\n".join([f"# {lines[0]}", *lines[1:]]).encode()


def as_html(lines: list[str]) -> bytes:
    """A page of a site: navigation, headline, source line and body, footer."""
    title, *rest = map(html.escape, lines)
    body = "\n".join(f"<p>　　{line}</p>" for line in rest)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}-县党建网</title>
<script>var hits = 120;</script></head>
<body><nav><ul><li><a href="/">首页</a></li><li><a href="/dj">党建动态</a></li></ul></nav>
<div class="article"><h1>{title}</h1>
<div class="content">{body}</div></div>
<footer>主办：县委组织部　备案号：00000001</footer></body></html>
""".encode()
