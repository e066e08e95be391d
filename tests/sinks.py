"""Where a string of the code could be read as markup, or reach a terminal past the guards: a reading of the syntax.

Textual and Rich read markup nearly everywhere by default. So everything that can read it is a finding unless it is
told not to, or is on a list here that says why it may.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDGETS = {
    "HelpPanel": "shows the program's own help, and bindings: see BINDING_MAKERS",
    "Static": "takes words, and is told to read no markup",
    "ToastRack": "holds what `notify` shows, and is given no words",
}
"""Textual's own widgets that are in use."""
TOLD_NOT_TO = {"Static", "Label", "notify"}
"""What has to be called with `markup=False`. A `Static` that was keeps to it in `update`."""
RICH = {
    "rich.cells": "widths",
    "rich.color": "colours",
    "rich.segment": "words with a style, which nobody reads",
    "rich.style": "styles",
}
"""Modules of Rich that may be imported, and what is in them. The others read markup or print."""
READERS = {"from_markup", "from_ansi", "visualize", "Markdown", "panic", "echo", "secho", "print", "prompt", "confirm"}
"""Calls that read markup, or print past the guards. `confirm` and the like are click's."""
TITLES = {"border_title", "border_subtitle", "sub_title", "tooltip", "BORDER_TITLE", "BORDER_SUBTITLE"}
"""What widgets are given words by, which they read as markup."""
BINDING_MAKERS = {
    "_binding": "the words of the table of commands",
    "_motion_bindings": "the words of the table of motions",
    "field_bindings": "the words of the tables of a field's keys",
    "tag_binding": "says what it is called in a tooltip, which is read by nobody, and its action ends in a number",
}
"""Functions that may make a binding from more than constants: the help panel reads its description as markup."""
TERMINALS = {
    "consultation.py": "shows the test card and asks the person",
    "launch.py": "asks whether it is a terminal",
    "output.py": "standard output for data, each line made safe by its command",
    "stage.py": "takes the terminal and gives it back",
    "telling.py": "standard error, behind `SafeError`",
}
"""Modules that may touch the standard streams."""
WRITERS = {"switches.py": "switches modes", "journal.py": "writes to a file it has made"}
"""Modules that may write to a file descriptor."""
CONSOLES = {"report.py": "asks a console that writes to nowhere how many colours there are"}
"""Modules that may import what prints."""
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}


def findings(source: str, name: str = "module.py") -> Iterator[str]:
    """What is wrong in a module, each with its line."""
    tree = ast.parse(source)
    types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        # A type reads nothing.
        for what in _wrong_with(node, name) if id(node) not in types else ():
            yield f"{name}:{getattr(node, 'lineno', 0)}: {what}"
    yield from (f"{name}:{line}: {what}" for line, what in _bindings(tree))


def _wrong_with(node: ast.AST, module: str) -> Iterator[str]:
    match node:
        case ast.ImportFrom(module=str(package), names=names):
            yield from _imported(package, [alias.name for alias in names], module)
        case ast.Import(names=names):
            for alias in names:
                yield from _imported(alias.name, [], module)
        case ast.Attribute(value=ast.Name(id="sys"), attr=attr) if attr in STREAMS and module not in TERMINALS:
            yield f"touches sys.{attr}"
        case ast.Attribute(value=ast.Name(id="os"), attr="write") if module not in WRITERS:
            yield "writes past all streams"
        case ast.Attribute(attr=attr, ctx=ast.Store()) if attr in TITLES:
            yield f"sets {attr}, which is read as markup"
        case ast.Assign(targets=[ast.Name(id=attr)]) if attr in TITLES:
            yield f"sets {attr}, which is read as markup"
        case ast.Assign(targets=[ast.Name(id="HELP")], value=value) if not isinstance(value, ast.Constant):
            yield "makes a help text, which is read as Markdown, from more than constants"
        case ast.Call():
            yield from _called(node)


def _imported(package: str, names: list[str], module: str) -> Iterator[str]:
    if package == "textual.widgets" or package.startswith("textual.widgets."):
        yield from (f"uses {name}" for name in names if name not in WIDGETS)
    if (package == "rich" or package.startswith("rich.")) and package not in RICH and module not in CONSOLES:
        yield f"imports {package}"
    if package.endswith(".markup") or "markup" in names or package in ("logging", "warnings"):
        yield f"imports {package}"


def _called(call: ast.Call) -> Iterator[str]:
    function = call.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    words = {word.arg: word.value for word in call.keywords}
    if name in TOLD_NOT_TO:
        told = words.get("markup")
        if not (isinstance(told, ast.Constant) and told.value is False):
            yield f"{name} is not told to read no markup"
    elif name in READERS:
        yield f"calls {name}"
    elif name in ("Hit", "DiscoveryHit"):
        # Their words are read as markup unless they are content already, and so is their help.
        shown = call.args[(name == "Hit")] if len(call.args) > (name == "Hit") else None
        if not (isinstance(shown, ast.Call) and ast.unparse(shown.func) == "Content") or "help" in words:
            yield f"{name} is given words that are no Content"
    elif name == "exit" and "message" in words:
        yield "has Textual print a message"
    elif name != "Binding" and "tooltip" in words:
        yield "gives a tooltip, which is read as markup"


def _bindings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Bindings with an action or a description that is no constant, outside of the functions that may."""
    allowed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in BINDING_MAKERS
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) in ("Binding", "binding.Binding")
            and id(node) not in allowed
        ):
            said = [*node.args[1:3], *(word.value for word in node.keywords if word.arg in ("action", "description"))]
            if not all(isinstance(value, ast.Constant) for value in said):
                yield node.lineno, "a binding's action or description, which is read as markup, is no constant"
