"""The public module: its program runs as it is written, and what it gives is what it says."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from textual.app import App

from tui_reader import widgets
from tui_reader.text.layout import lay_out
from tui_reader.widgets import Display, Encoder, RowEncoding, TextField, TextView, set_usual_display

if TYPE_CHECKING:
    from textual.app import ComposeResult

DOCUMENTATION = str(widgets.__doc__)


def the_program() -> App[Any]:
    """The app of the program in the documentation, which is run but for its last step."""
    program = next(block for block in re.findall(r"(?:^(?: {4}.*)?\n)+", DOCUMENTATION, re.M) if "import" in block)
    started: list[App[Any]] = []
    with patch.object(App, "run", lambda app: started.append(app)):
        exec(compile(dedent(program), "documentation", "exec"), {"__name__": "__main__"})
    (app,) = started
    return app


async def test_the_program_in_the_documentation_shows_what_is_typed() -> None:
    app = the_program()
    async with app.run_test(size=(40, 6)) as pilot:
        field, view = app.query_one(TextField), app.query_one(TextView)
        await pilot.press(*"سلام", "space", *"abc")
        await pilot.pause()
        assert field.value == view.text == "سلام abc"
        assert "".join(s.text for s in view.render_line(0)) == lay_out("سلام abc", 40).line(0).text()


async def test_text_comes_right_out_of_an_app_that_encodes() -> None:
    class Encoded(RowEncoding[None]):
        encoder = Encoder.RUNS

        def compose(self) -> ComposeResult:
            yield TextField("قال Reuters ذلك")

    set_usual_display(Encoder.RUNS.display)
    try:
        app = Encoded()
        async with app.run_test(size=(40, 3)) as pilot:
            await pilot.press("x")
            row = "".join(s.text for s in app.query_one(TextField).render_line(0))
            assert row.strip() == "xكلذ Reuters لاق"
            assert app.row_encoder.wrong_rows == 0
    finally:
        set_usual_display(Display())


def test_all_that_is_given_is_documented() -> None:
    for name in widgets.__all__:
        assert f"`{name}" in DOCUMENTATION, name
