"""Markers of those who typeset: `\\cite{key}`, `[@key, p. 3]`, `[fn:1]`, `{{sfn|Smith|2020}}`, `<ref name="x"/>`.

LaTeX (natbib and biblatex commands), pandoc and Org, wikitext. The `ref` of keys is the keys.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.recognition.author_years import spelt_at
from tui_reader.recognition.requests import request
from tui_reader.text.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.text.folding import Folded

_LATEX = re.compile(
    r"\\(?:foot|paren|text|auto|smart|super|full)?cite(?!style|alias|index)[a-z]{0,12}\*?(?:\[[^\[\]{}\n]{0,80}\]){0,2}"
    r"\{(?P<keys>[^{}\n]{1,200})\}",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{\{ ?(?P<name>[^{}|\n]{1,40}?) ?(?P<rest>(?:\|[^{}|\n]{0,120}){0,8})\}\}")
_REF = re.compile(
    r"<ref(?:\s{1,3}(?:group=[^<>/\n]{1,40}?\s{1,3})?name ?= ?[\"']?(?P<name>[^<>\"'/\n]{1,60})[\"']?)?[^<>/\n]{0,60}"
    r"(?:/>|>[^<\n]{0,600}</ref>)",
    re.IGNORECASE,
)
_KEY = re.compile(r"(?:^|(?<=[\s;؛:-]))@\{?([^\W_][\w:.#$%&+?<>~/-]{0,80}[\w}]|\w)")
_FOOTNOTE = re.compile(r"fn: ?([\w-]{1,40})")
_IDENTIFIED = re.compile(
    r"(?:doi ?:? ?|https?://(?:dx\.)?doi\.org/)(?P<doi>10\.\d{4,9}/[^\s\]]{1,100})"
    r"|(?P<scheme>isbn|issn|pmid|pmcid|arxiv|s2cid|oclc) ?:? ?(?P<number>[\w./ -]{4,30})",
    re.IGNORECASE,
)
_SHORT_FORMS = frozenset({"sfn", "sfnp", "sfnm", "harv", "harvnb", "harvp", "harvtxt", "sfnref", "هارفرد", "هارفارد"})
_NOTES = frozenset(fold_text(name) for name in ("efn", "refn", "r", "rp", "ملاحظة", "حاشية", "هامش"))
_MISSING = frozenset(
    fold_text(name) for name in ("cn", "fact", "citation needed", "fact?", "مصدر ناقص", "وثق المصدر", "تأكيد مصدر")
)


def keys(inside: str) -> str | None:
    """What `@key, p. 3; @other` or `fn:1` in brackets leads to, as it is spelt."""
    footnote = _FOOTNOTE.fullmatch(inside)
    if footnote is not None:
        return footnote[1]
    named = _KEY.findall(inside) if "@" in inside else []
    return "; ".join(key.strip("{}") for key in named) or None


def identified(inside: str) -> str | None:
    """`doi:10.1000/182`, `isbn 9780306406157`: the identifier of a work, if that is all."""
    match = _IDENTIFIED.fullmatch(inside)
    if match is None:
        return None
    if match["doi"] is not None:
        return f"doi:{match['doi']}"
    number = match["number"].strip()
    return f"{match['scheme'].lower()}:{number.replace(' ', '')}" if any(map(str.isdecimal, number)) else None


def marked_up(folded: Folded) -> Iterator[tuple[tuple[int, int], str | None, str | None]]:
    """Each marker in a folded text that is a command, a template or an element.

    Its place, what is asked for where it is a request, and what it refers to, if it says so.
    """
    text = folded.text
    if "\\" in text:
        yield from ((match.span(), None, _several(folded, match.span("keys"))) for match in _LATEX.finditer(text))
    if "{{" in text:
        yield from _templates(folded)
    if "<ref" in text:
        for match in _REF.finditer(text):
            yield match.span(), None, _several(folded, match.span("name")) if match["name"] else None


def _several(folded: Folded, place: tuple[int, int]) -> str:
    return "; ".join(key.strip() for key in spelt_at(folded, *place).split(",") if key.strip())


def _templates(folded: Folded) -> Iterator[tuple[tuple[int, int], str | None, str | None]]:
    for match in _TEMPLATE.finditer(folded.text):
        name = match["name"].strip()
        wanted = request(name) or request(f"{name}?") or ("needed" if name in _MISSING else None)
        spelt = spelt_at(folded, *match.span("rest"))
        values = [value.strip() for value in spelt.split("|") if "=" not in value and value.strip()]
        if wanted is not None:
            yield match.span(), wanted, wanted
        elif name in _SHORT_FORMS and values:
            yield match.span(), None, " ".join(values[:3])
        elif name in _NOTES:
            yield match.span(), None, values[0][:40] if values and name != "efn" else None
