"""Ways to write somebody's words for another program in which they become orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def svg_of(texts: Sequence[str]) -> str:
    """A picture of words, put together by hand."""
    rows = "".join(f'<text x="0" y="{20 * number}">{text}</text>' for number, text in enumerate(texts))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{rows}</svg>'


def svg_with_titles(texts: Sequence[str]) -> str:
    """The same, with what has to be escaped in a text escaped, and nothing in attributes."""
    safe = [text.replace("&", "&amp;").replace("<", "&lt;") for text in texts]
    rows = "".join(f'<a href="{text}"><text>{text}</text></a>' for text in safe)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{rows}</svg>'


def json_of(texts: Sequence[str]) -> str:
    """A list of words, put together by hand."""
    return "[" + ", ".join(f'"{text}"' for text in texts) + "]"


def lines_of(texts: Sequence[str]) -> str:
    """A line for each."""
    return "".join(f"{text}\n" for text in texts)
