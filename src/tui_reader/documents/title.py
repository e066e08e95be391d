"""What a document is called in lists: its first heading when it is Markdown, else its first words."""

from __future__ import annotations

import re
import unicodedata

from tui_reader.text.paragraphs import PARAGRAPH_END

TITLE_SOURCE_LENGTH = 4096
"""Code points from the beginning of a text that its title may come from."""
MAX_WORDS_LENGTH = 60
"""Code points of first words; a heading may be twice as long."""
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})

_FENCE = r" {0,3}(`{3,}|~{3,})"
# Patterns of Markdown, compiled when the first Markdown is read. CommonMark 4.2 and 4.3.
_ATX_HEADING = r" {0,3}#{1,6}(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?[ \t]*"
_SETEXT_UNDERLINE = r" {0,3}(?:=+|-+)[ \t]*"
_NO_PARAGRAPH = r" {4}|\t| {0,3}(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|\|)"
_LINK = r"!?\[([^][]*)\]\([^()]*\)"
_EMPHASIS = r"(\*{1,3}|`{1,3})(?=\S)(.+?)(?<=\S)\1"


def title_of(text: str, *, markdown: bool = False) -> str:
    """One line of plain text, perhaps empty; only the beginning of `text` is looked at."""
    lines = PARAGRAPH_END.split(text[:TITLE_SOURCE_LENGTH])
    if markdown:
        if (heading := _first_heading(lines)) and (title := _first_words(_plain(heading), 2 * MAX_WORDS_LENGTH)):
            return title
        lines = lines[_front_matter_length(lines) :]
    return next((words for line in lines if (words := _first_words(line, MAX_WORDS_LENGTH))), "")


def _first_heading(lines: list[str]) -> str | None:
    fence = ""
    before = ""
    for line in lines[_front_matter_length(lines) :]:
        mark = re.match(_FENCE, line)
        if fence:
            # A fence is closed by at least as many of the same characters (CommonMark 4.5).
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            fence, before = mark[1], ""
        elif (heading := re.fullmatch(_ATX_HEADING, line)) and heading["text"]:
            return heading["text"]
        elif before and re.fullmatch(_SETEXT_UNDERLINE, line):
            return before
        else:
            before = "" if re.match(_NO_PARAGRAPH, line) else line.strip()
    return None


def _front_matter_length(lines: list[str]) -> int:
    """Lines of YAML between two `---` at the very beginning, those included."""
    if lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() in {"---", "..."}:
                return number + 1
    return 0


def _plain(heading: str) -> str:
    return re.sub(_EMPHASIS, r"\2", re.sub(_LINK, r"\1", heading))


def _first_words(line: str, limit: int) -> str:
    """The words that fit in `limit` code points; of a longer first word, as many letters with their marks."""
    line = " ".join(line.split())
    if len(line) <= limit:
        return line
    cut = line.rfind(" ", 0, limit + 1)
    if cut <= 0:
        cut = limit
        while cut > 0 and unicodedata.category(line[cut]) in {"Mn", "Me", "Mc", "Cf"}:
            cut -= 1
    return line[: cut or limit]
