"""`doctor`: what this terminal does with text."""

from __future__ import annotations

import click

from tui_reader.cli.output import require_output
from tui_reader.telling import say


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Everything that was found out, for a bug report.")
@click.option("--forget", is_flag=True, help="Take back what was picked for this terminal.")
def doctor(as_json: bool, forget: bool) -> None:
    """Find out what this terminal does with right-to-left text, and pick what reads right."""
    from tui_reader.doctor import consultation
    from tui_reader.launch import chosen_settings, picked_path

    if forget:
        say(f"nothing is picked for {consultation.forget(picked_path())} any more")
        return
    require_output()
    consultation.consult(chosen_settings({}).terminal_bidi, picked_path(), as_json=as_json)
