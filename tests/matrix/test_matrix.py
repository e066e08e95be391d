"""The matrix itself: what may go wrong, row by row; each is shown by a module, and each check fails where it must.

A row's modules are called `test_row_NN_*.py` and say in their first line which row they are. Each asks its checks, too,
of something that is made as one makes it without having read the row (`naive/`): there they have to fail.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent

ROWS = {
    1: "killed at every system call of a save",
    2: "`kill -9` at random moments after a tag",
    3: "journal cut at every byte, bits flipped",
    4: "no space, too large, an error of the disk: on write, fsync, rename, fsync of the folder",
    5: "read-only folder, file, file system; no lock possible",
    6: "two processes add, edit, delete in one set",
    7: "lock of a dead, a living, a foreign process",
    8: "set changed outside while open, clean and dirty; deleted; replaced",
    9: "source edited in every way that sources are",
    10: "source missing, unreadable, binary, empty, of 200 MB, with one line of 50 MB",
    11: "SIGTERM, SIGHUP, terminal closed, SIGINT, stop and going on",
    12: "exception in a handler, no memory",
    13: "sizes from 1x1 to 500x200 while loading, saving, selecting",
    14: "hostile text in every widget, command and error path",
    15: "markup in tag, quote, author, file name",
    16: "JSON in which nothing is right",
    17: "`source.path` that leads elsewhere",
    18: "load, then save; one change",
    19: "zip and XML bombs",
    20: "payloads in what is written for other programs",
    21: "clock set back, same time, coarse time",
    22: "file names that are no UTF-8, with controls, of 255 bytes",
    23: "files of every earlier version",
    24: "`| head`, a full device, no terminal, TERM=dumb, LANG=C",
}
"""What goes wrong in each."""
AWAITED: frozenset[int] = frozenset()
"""Rows that no module shows yet."""


def modules_of(row: int) -> list[Path]:
    """The modules that show a row."""
    return sorted(HERE.glob(f"test_row_{row:02}_*.py"))


def naive_tests(module: Path) -> list[str]:
    """The tests of a module in which something naive is asked."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    words = {"naive", "NAIVE"}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "naive":
            words |= {name.asname or name.name for name in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign) and "naive" in ast.unparse(node):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            words |= {target.id for target in targets if isinstance(target, ast.Name)}
    mentions = re.compile(rf"(?:\b|_)(?:{'|'.join(words)})(?:\b|_)")
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and any(mentions.search(ast.unparse(part)) for part in (node, *node.decorator_list))
    ]


@pytest.mark.parametrize("row", sorted(ROWS.keys() - AWAITED))
def test_a_row_is_shown_and_its_check_can_fail(row: int) -> None:
    modules = modules_of(row)
    assert modules, f"nothing shows row {row}: {ROWS[row]}"
    for module in modules:
        first = (ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").split("\n")[0]
        assert re.match(rf"Row {row}\b", first), module.name
    assert any(naive_tests(module) for module in modules), f"no naive double has to fail in row {row}"


def test_no_row_is_awaited_that_is_there() -> None:
    assert [row for row in AWAITED if modules_of(row)] == []
    assert sorted(ROWS) == list(range(1, 25))


def test_no_module_is_of_no_row() -> None:
    known = {module for row in ROWS for module in modules_of(row)}
    assert sorted(HERE.glob("test_row_*.py")) == sorted(known)


def test_every_naive_double_is_asked() -> None:
    tests = (path for path in HERE.parent.rglob("*.py") if path != Path(__file__))
    text = "".join(path.read_text(encoding="utf-8") for path in tests)
    for path in (HERE / "naive").glob("*.py"):
        assert re.search(rf"naive(?:\.| import [\w, ]*\b){path.stem}\b|{path.name}", text), path.name
