"""The laws of the code: what may import what, that mistakes are seen, and that every module says what it is for."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
import textwrap
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from program import PATIENCE, SOURCES, environment

import tui_reader
from tui_reader.ui.commands.base import ReadingBase
from tui_reader.ui.commands.table import COMMANDS, MOTIONS, SENTENCES
from tui_reader.ui.reader_screen import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REPOSITORY = Path(__file__).parents[1]
PACKAGE = SOURCES / "tui_reader"
MODULES = sorted(PACKAGE.rglob("*.py"))
SEEDS = REPOSITORY / "seeds"
SET = next((REPOSITORY / "annotations").glob("*.json"))
OUTSIDE = ("textual", "rich", "click")
UPPER_STOREY = ("tui_reader.ui", "tui_reader.widgets", "tui_reader.cli", "tui_reader.__main__")


def python(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Runs code in a fresh interpreter, in the repository."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=REPOSITORY,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )


def imported_by(code: str, *arguments: str | Path) -> set[str]:
    """The modules that a fresh interpreter holds once it has run some code, which may end the program."""
    report = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print('\\n' + json.dumps(list(sys.modules)), file=sys.stderr))\n"
    )
    result = python(report + code, *arguments)
    return set(json.loads(result.stderr.splitlines()[-1]))


def packages_of(modules: set[str]) -> set[str]:
    """Top-level packages."""
    return {name.partition(".")[0] for name in modules}


# One way: the storeys


def test_the_contracts_of_the_storeys_hold() -> None:
    result = python(
        "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache", "--no-logo"
    )
    assert result.returncode == 0, result.stdout.decode()
    assert b"0 broken" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["show", SEEDS / "000_0dcc0fd3091f3b6a.txt"],
        ["show", "--tags", "--color", "always", SEEDS / "000_0dcc0fd3091f3b6a.txt"],
        ["list", SEEDS],
        ["list", "--json", SEEDS],
        ["validate", SET],
        ["tagset", "show"],
        ["open", SEEDS],
    ],
    ids=lambda arguments: " ".join(map(str, arguments[:2])),
)
def test_what_opens_no_app_loads_no_textual(arguments: list[str | Path]) -> None:
    modules = imported_by("from tui_reader.cli.program import main\nmain()", *arguments)
    assert "tui_reader.cli" in modules
    assert not packages_of(modules) & {"textual", "asyncio"}
    assert not any(module.startswith("tui_reader.ui") for module in modules)


def test_core_and_session_know_nothing_of_terminals_but_widths() -> None:
    names = [
        name
        for _, name, _ in pkgutil.walk_packages(tui_reader.__path__, "tui_reader.")
        if not name.startswith(UPPER_STOREY)
    ]
    assert {name.split(".")[1] for name in names} >= {"text", "documents", "annotations", "session", "settings"}
    modules = imported_by("import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)", *names)
    assert modules.issuperset(names)
    widths = imported_by("import rich.cells")
    assert {name for name in modules if name.partition(".")[0] in OUTSIDE} <= widths
    assert "rich.console" not in modules


def test_the_public_widgets_load_nothing_of_documents_and_annotations() -> None:
    modules = imported_by("import tui_reader.widgets")
    rooms = {name.split(".")[1] for name in modules if name.startswith("tui_reader.")}
    assert rooms <= {"text", "session", "ui", "language", "recent", "widgets"}
    of_session = {name.split(".")[2] for name in modules if name.startswith("tui_reader.session.")}
    assert of_session == {"editor", "page", "window"}


# Mistakes are seen


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a module, by the last part of the name that is called."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield name, node


def test_no_mistake_is_passed_over_in_silence() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "BaseException"
                everything = {"Exception", "BaseException"} & set(caught.strip("()").split(", "))
                raises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
                assert raises or not everything, f"{path.name}:{node.lineno}"
                assert ast.unparse(node.body[-1]) != "pass", f"{path.name}:{node.lineno}"
        for name, call in calls(path):
            suppressed = {ast.unparse(argument) for argument in call.args} if name == "suppress" else set()
            assert not suppressed & {"Exception", "BaseException"}, f"{path.name}:{call.lineno}"


def bound_by(kind: type) -> set[str]:
    """The names that a class binds, in its body and on `self` in its methods; without those that Textual makes."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    names = set()
    for node in tree.body[0].body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                names.add(name)
    return names


def clashes(kinds: Sequence[type], declared: set[str]) -> list[str]:
    """The names that two of some classes bind, of which neither knows the other."""
    return [
        f"{one.__name__} and {other.__name__}: {name}"
        for one, other in combinations(kinds, 2)
        if not issubclass(one, other) and not issubclass(other, one)
        for name in sorted(bound_by(one) & bound_by(other) - declared)
    ]


def test_no_two_groups_of_commands_have_the_same_name_for_two_things() -> None:
    groups = [kind for kind in ReaderScreen.__mro__ if issubclass(kind, ReadingBase) and kind is not ReadingBase]
    assert len(groups) > 15
    # A value that the base declares is for all of them; what it leaves to a group is for one.
    shared = {name for name in bound_by(ReadingBase) if not callable(getattr(ReadingBase, name, None))} | {"__init__"}
    assert not clashes(groups, shared)


def test_a_name_of_two_groups_is_found() -> None:
    class One:
        def same(self) -> None:
            self.other = 1

    class Two:
        other = 2

        async def same(self) -> None: ...

    class Three(Two):
        other = 3

    assert clashes((One, Two, Three), set()) == [
        "One and Two: other",
        "One and Two: same",
        "One and Three: other",
    ]
    assert not clashes((One, Three), {"other"})


# What there is says what it is for


def test_no_key_has_two_meanings() -> None:
    keys = [key for command in (*COMMANDS, *MOTIONS, *SENTENCES) for key in command.keys.split(",")]
    assert len(set(keys)) == len(keys)
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_every_module_says_what_it_is_for() -> None:
    for _, name, _ in pkgutil.walk_packages(tui_reader.__path__, "tui_reader."):
        if name.startswith("tui_reader.__main__"):
            continue
        module = importlib.import_module(name)
        assert module.__doc__ or not Path(str(module.__file__)).read_text(encoding="utf-8"), name
