"""No markup from data anywhere, and no way to a terminal past the guards."""

from __future__ import annotations

import pytest
from sinks import BINDING_MAKERS, CONSOLES, RICH, TERMINALS, WIDGETS, WRITERS, findings
from test_laws import MODULES, PACKAGE
from textual.binding import Binding

from tui_reader.ui.commands.table import bindings


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_reads_markup_or_writes_past_the_guards(path) -> None:
    assert list(findings(path.read_text(encoding="utf-8"), path.name)) == []


@pytest.mark.parametrize(
    "snippet",
    [
        "Static(name)",
        "Static(name, markup=True)",
        "Static(name, markup=reads)",
        "widgets.Static(name)",
        "Label(name)",
        "self.notify(words)",
        "self.app.notify(words, title=title)",
        "from textual.widgets import Button",
        "from textual.widgets import OptionList, Static",
        "from textual.widgets.option_list import Option",
        "from rich.text import Text",
        "from rich import print",
        "from rich.console import Console",
        "import rich.traceback",
        "from rich.markup import render",
        "from textual import markup",
        "import logging",
        "self.border_title = name",
        "self.query_one(Static).border_subtitle = name",
        "widget.tooltip = name",
        "self.app.sub_title = name",
        "class Pane:\n    BORDER_TITLE = name",
        "class Pane:\n    HELP = f'{name}'",
        "Vertical(tooltip=name)",
        "widget.with_tooltip(tooltip=name)",
        "Binding('a', 'b', name)",
        "Binding('a', f'tag({name})', 'Tag')",
        "Binding('a', 'b', description=name)",
        "Content.from_markup(name)",
        "Text.from_markup(name)",
        "visualize(self, name)",
        "Markdown(name)",
        "console.print(name)",
        "print(name)",
        "click.echo(name)",
        "click.secho(name)",
        "self.panic(name)",
        "self.exit(message=name)",
        "yield Hit(1, name, run)",
        "yield Hit(1, Content(name), run, help=name)",
        "yield DiscoveryHit(name, run)",
        "yield DiscoveryHit(Content.from_markup(name), run)",
        "sys.stdout.write(name)",
        "sys.__stderr__.write(name)",
        "os.write(1, name)",
    ],
)
def test_a_violation_is_found(snippet: str) -> None:
    assert list(findings(snippet))


@pytest.mark.parametrize(
    "snippet",
    [
        "Static(name, markup=False)",
        "self.notify(words, markup=False)",
        "self.query_one(Static).update(name)",
        "from textual.widgets import HelpPanel, Static",
        "from rich.segment import Segment",
        "Binding('a', 'b', 'Words', tooltip=name)",
        "def tag_binding(number): return Binding('a', f'tag({number})', '', tooltip=name)",
        "DiscoveryHit(Content(name), run, text=name)",
        "self.exit(return_code=4)",
        "if TYPE_CHECKING:\n    from rich.console import RenderableType",
        "words = self.title",
    ],
)
def test_what_is_in_order_is_not(snippet: str) -> None:
    assert list(findings(snippet)) == []


def test_what_the_help_panel_reads_holds_no_markup() -> None:
    assert not any(
        "[" in bound.description or "\\" in bound.description for bound in bindings() if isinstance(bound, Binding)
    )


def test_the_lists_name_only_what_is_there() -> None:
    code = {path.name: path.read_text(encoding="utf-8") for path in MODULES}
    everything = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    assert all(name in everything for name in (*WIDGETS, *RICH))
    assert all(f"def {name}(" in everything for name in BINDING_MAKERS)
    assert all("sys.__std" in code[name] or "sys.std" in code[name] for name in TERMINALS)
    assert all("os.write(" in code[name] for name in WRITERS)
    assert all("rich.console" in code[name] for name in CONSOLES)
