"""The sentences in the code: what is said in the language of the interface, and what is said without it."""

from __future__ import annotations

import ast
import re
from functools import cache
from inspect import cleandoc
from typing import TYPE_CHECKING, NamedTuple

from program import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PACKAGE = SOURCES / "tui_reader"
ENGLISH_ONLY = {
    "__main__.py": "the command line",
    "crash.py": "the command line, and a report for those who mend the program",
    "cli": "the command line, whose output is for programs and whose help is one text with docs/command-line.md",
    "settings.py": "what is wrong with the configuration, which says which language it is to be",
    "telling.py": "the command line",
    "consultation.py": "the command line: `doctor`",
    "report.py": "the command line: `doctor`",
    "widths.py": "the command line: `doctor`",
    "card.py": "the sample text of `doctor`",
    "choice.py": "the command line, and the configuration",
    "inquiry.py": "what is written to the terminal is no sentence",
    "known.py": "names of terminals, and what `doctor` says of them",
    "adopting.py": "the command line: `tagset`",
    "tagset_doubts.py": "the command line: `tagset`",
    "migrating.py": "the command line: `tagset`",
    "migration.py": "the command line: `tagset`",
    "output.py": "what `doctor` says",
    "inspection.py": "names and properties as Unicode writes them",
    "policy.py": "what `doctor` says",
    "stage.py": "what is written to the terminal is no sentence",
    "switches.py": "what is written to the terminal is no sentence",
    "tmux.py": "what is written to tmux is no sentence",
    "arabic.py": "the table",
    "recognition": "words and phrases of the languages that are read",
    "segments.py": "abbreviations",
    "style.py": "a style sheet",
    "theme_colours.py": "a table",
    "unfolding.py": "a table",
}
"""Modules and folders that speak no other language, and why."""
SPEAKING = {"command.py", "gazetteer.py"}
"""Modules in such folders that do: what is wrong with a file of terms, or with a command."""
SHOWN = {
    "AnnotationFileError": 1,
    "DocumentError": 1,
    "Fault": 2,
    "Finding": 1,
    "JSONDecodeError": 0,
    "Misunderstood": 1,
    "NotCounted": 0,
    "NotStrict": 0,
    "NotYet": 0,
    "Orphan": 0,
    "Problem": 3,
    "QueryError": 0,
    "Refused": 0,
    "SaveError": 1,
    "Static": 0,
    "after_command": 0,
    "notify": 0,
    "relabel": 0,
    "report": -1,
    "report_in": -1,
    "say": 0,
    "shortened": 0,
    "shown": 0,
    "tell": 0,
    "TuiReaderError": 0,
}
"""Calls that show a string or carry it to where it is shown, and which argument that is."""
SHOWN_BY_NAME = {"placeholder", "title", "read_only_because", "words", "message", "reason"}
"""Arguments and variables with such strings."""
FOR_PROGRAMMERS = {"AssertionError", "KeyError", "RuntimeError", "ValueError", "assert_never"}
"""A mistake in the code, which nobody is to see; in `settings` and `add_tag` these are `tr`'s or English."""
NOT_SHOWN = {"compile", "fail", "get", "query_one", "search"}
"""Calls whose strings are names, patterns or for the command line."""
DECLARED = {"Binding": (2,), "Command": (3, "footer"), "FieldCommand": (2,), "FieldMotion": (2, 3), "Motion": (2, 3)}
"""Calls that declare what is translated when it is shown, and the arguments that are."""
TO_THE_SHELL = {"last_words"}
"""Variables with what is said when the app has ended, which is English as all that is said to a shell."""
DECLARED_NAMES = {"HELP", "ROWS", "PAGES"}
"""The same for what is assigned."""


class Said(NamedTuple):
    """A string in the code."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}: {self.text!r}"


@cache
def tree(path: Path) -> ast.Module:
    """The code of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def modules() -> list[Path]:
    """All modules that speak."""
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name in SPEAKING or not ENGLISH_ONLY.keys() & {path.name, path.parent.name}
    ]


def paragraphs(markdown: str) -> list[str]:
    """A help text as it is looked up: headings and paragraphs, each on one line."""
    return [" ".join(part.split()).removeprefix("## ") for part in cleandoc(markdown).split("\n\n")]


def sentences() -> dict[str, Said]:
    """Every sentence that a table must have."""
    found: dict[str, Said] = {}
    for path in modules():
        for node in ast.walk(tree(path)):
            for said in _sentences_of(path, node):
                found.setdefault(said.text, said)
    return found


def counted() -> dict[str, str]:
    """Every English plural with its singular."""
    return {
        _literal(node.args[2]): _literal(node.args[1])
        for path in modules()
        for node in ast.walk(tree(path))
        if _called(node) == "tr_count" and isinstance(node, ast.Call)
    }


def unsaid() -> Iterator[Said]:
    """Strings that would be shown in English whatever the language."""
    for path in modules():
        exempt = set(_exempt(tree(path)))
        for node in ast.walk(tree(path)):
            for part in _shown_parts(node):
                if id(part) not in exempt and re.search(r"[^\W\d_]{2}", _words(part)):
                    yield Said(path, part.lineno, _words(part))
            if isinstance(node, ast.Constant) and id(node) not in exempt and _reads_as_words(node.value):
                yield Said(path, node.lineno, node.value)


def _sentences_of(path: Path, node: ast.AST) -> Iterator[Said]:
    name = _called(node)
    if name == "tr" and isinstance(node, ast.Call):
        for part in _alternatives(node.args[0]):
            yield Said(path, node.lineno, part)
    elif name in DECLARED and isinstance(node, ast.Call):
        for place in DECLARED[name]:
            if isinstance(place, int):
                values = node.args[place : place + 1]
            else:
                values = [keyword.value for keyword in node.keywords if keyword.arg == place]
            for value in values:
                yield from (Said(path, node.lineno, part) for part in _alternatives(value) if part)
    elif isinstance(node, ast.Assign) and _target(node) in DECLARED_NAMES:
        if isinstance(node.value, ast.Constant):
            yield from (Said(path, node.lineno, part) for part in paragraphs(str(node.value.value)))
        elif isinstance(node.value, ast.Tuple):
            for row in node.value.elts:
                assert isinstance(row, ast.Tuple)
                yield from (Said(path, node.lineno, _literal(part)) for part in row.elts[2:])


def _shown_parts(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Strings in an expression that is shown."""
    shown: list[ast.expr] = []
    name = _called(node)
    if isinstance(node, ast.Call):
        place = SHOWN.get(name)
        if place is not None and len(node.args) > max(place, 0):
            shown.append(node.args[place])
        shown += [keyword.value for keyword in node.keywords if keyword.arg in SHOWN_BY_NAME]
    elif isinstance(node, ast.Assign | ast.AnnAssign) and _target(node) in SHOWN_BY_NAME and node.value is not None:
        shown.append(node.value)
    for expression in shown:
        for inner in ast.walk(expression):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner


def _exempt(module: ast.Module) -> Iterator[int]:
    """The ids of the strings that are in order as they stand."""
    for node in ast.walk(module):
        inside: list[ast.AST] = []
        name = _called(node)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside.append(node.value)
        elif name in {"tr", "tr_count"} and isinstance(node, ast.Call):
            inside += node.args
        elif name in FOR_PROGRAMMERS | NOT_SHOWN or name in DECLARED:
            inside.append(node)
        elif isinstance(node, ast.Assert) and node.msg is not None:
            inside.append(node.msg)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and (
            (_target(node) or "").endswith("CSS") or _target(node) in DECLARED_NAMES | TO_THE_SHELL
        ):
            inside.append(node)
        elif isinstance(node, ast.Subscript):
            inside.append(node.slice)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Constant):
            inside.append(node.value)
        elif isinstance(node, ast.Compare):
            inside.append(node)
        for outer in inside:
            yield from (id(inner) for inner in ast.walk(outer))


def _reads_as_words(value: object) -> bool:
    """Whether a string is a sentence, or a part of one."""
    return isinstance(value, str) and re.search(r"[^\W\d_]{2,},? [^\W\d_]{2,}", _without_markup(value)) is not None


def _without_markup(text: str) -> str:
    """What stands between the tags of a page; a string may begin or end inside of one."""
    return re.sub(r"<[^>]*(?:>|$)|^[^<>]*=?\"[^<>]*>", " ", text)


def _words(node: ast.Constant | ast.JoinedStr) -> str:
    return _without_markup(str(getattr(node, "value", "")))


def _alternatives(node: ast.expr) -> Iterable[str]:
    if isinstance(node, ast.IfExp):
        return [*_alternatives(node.body), *_alternatives(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _literal(node: ast.expr) -> str:
    assert isinstance(node, ast.Constant) and isinstance(node.value, str), ast.unparse(node)
    return node.value


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _target(node: ast.Assign | ast.AnnAssign) -> str | None:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return getattr(target, "id", None) or getattr(target, "attr", None)
