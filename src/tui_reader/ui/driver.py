"""Textual's driver on a stage that is there already: the first screen stays until the app's own covers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from tui_reader.terminal import ENTER_SCREEN, LEAVE_SCREEN

if TYPE_CHECKING:
    from tui_reader.terminal import Stage


def driver_on(stage: Stage) -> type[LinuxDriver]:
    """A driver class for an app that comes onto a stage."""

    class StageDriver(LinuxDriver):
        """Enters the alternate screen only where it is not shown, as terminals clear it each time."""

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            self.attrs_before = stage.modes

        def write(self, data: str) -> None:
            if data == ENTER_SCREEN:
                if stage.on_screen:
                    return
                stage.on_screen = True
            elif data == LEAVE_SCREEN:
                stage.on_screen = False
            super().write(data)

    return StageDriver
