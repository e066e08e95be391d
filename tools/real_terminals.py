"""How each real terminal is started so that it shows nothing but its cells: one font, one size, no bars, no blinking.

What a terminal does with Arabic is left as it comes from its makers: no setting here touches it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS, ROWS = 100, 30
FONT = "DejaVu Sans Mono"
"""A monospaced font with Arabic and Hebrew letters and with the presentation forms."""
PIXELS, POINTS = 16, 12
"""Size of the font, on a screen of 96 dots an inch."""
CELL = (10, 19)
"""Width and height in pixels that a cell then has."""
FOREGROUND, BACKGROUND = "#e0e0e0", "#121212"


class Terminal(NamedTuple):
    """How one terminal is started."""

    argv: tuple[str, ...]
    """The command it shall run follows as one word. `{home}` stands for HOME."""
    files: Mapping[str, str] = {}
    """Its settings: what is in which file below HOME."""
    environment: Mapping[str, str] = {}
    """What it needs to be told besides."""
    needs: tuple[str, ...] = ()
    """What must be installed where that is not the first word of `argv`."""
    above: int = 0
    """Pixels of its window over the cells."""

    @property
    def programs(self) -> tuple[str, ...]:
        """What must be installed."""
        return self.needs or self.argv[:1]


_GTK = {"GSETTINGS_BACKEND": "keyfile", "NO_AT_BRIDGE": "1"}
_GTK_SETTINGS = "config/glib-2.0/settings/keyfile"
_GTK_PROFILE = f"""
use-system-font=false
font='{FONT} {POINTS}'
use-theme-colors=false
foreground-color='{FOREGROUND}'
background-color='{BACKGROUND}'
cursor-blink-mode='off'
scrollbar-policy='never'
show-scrollbar=false
"""
_GNOME_PROFILE = "b1dcc9dd-5262-4d8d-a863-c897e6d979b9"
_TILIX_PROFILE = "2b7c4080-0ddd-46c5-8f23-563fd3ba789d"
_IN_COLOUR = ("-fg", FOREGROUND, "-bg", BACKGROUND)
_GEOMETRY = f"{COLUMNS}x{ROWS}"

# foot knows Wayland only: its screen is itself a window of the X server.
_FOOT = f"""
weston --backend=x11-backend.so --use-pixman --shell=kiosk-shell.so --no-config --socket=foot \
    --width={COLUMNS * CELL[0]} --height={ROWS * CELL[1]} &
until test -S "$XDG_RUNTIME_DIR/foot"; do sleep 0.1; done
WAYLAND_DISPLAY=foot exec foot --config=/dev/null --font='{FONT}:pixelsize={PIXELS}' \
    --override=csd.preferred=none --override=main.pad=0x0 \
    --override=colors.foreground={FOREGROUND[1:]} --override=colors.background={BACKGROUND[1:]} "$@"
"""

TERMINALS = {
    "alacritty": Terminal(
        ("alacritty", "-e"),
        files={
            "config/alacritty/alacritty.yml": f"""
window: {{dimensions: {{columns: {COLUMNS}, lines: {ROWS}}}}}
font: {{normal: {{family: {FONT}}}, size: {POINTS}}}
colors: {{primary: {{foreground: '{FOREGROUND}', background: '{BACKGROUND}'}}}}
"""
        },
        environment={"WINIT_X11_SCALE_FACTOR": "1"},
    ),
    "foot": Terminal(("sh", "-c", _FOOT, "foot"), needs=("weston", "foot")),
    "gnome-terminal": Terminal(
        ("gnome-terminal", "--wait", "--hide-menubar", f"--geometry={_GEOMETRY}", "--"),
        files={
            _GTK_SETTINGS: f"""
[org/gnome/terminal/legacy]
headerbar=@mb false
[org/gnome/terminal/legacy/profiles:]
default='{_GNOME_PROFILE}'
list=['{_GNOME_PROFILE}']
[org/gnome/terminal/legacy/profiles:/:{_GNOME_PROFILE}]
{_GTK_PROFILE}
"""
        },
        environment=_GTK,
    ),
    "kitty": Terminal(
        (
            "kitty",
            "--config=NONE",
            f"--override=font_family={FONT}",
            f"--override=font_size={POINTS}",
            f"--override=initial_window_width={COLUMNS}c",
            f"--override=initial_window_height={ROWS}c",
            "--override=remember_window_size=no",
            "--override=cursor_blink_interval=0",
            "--override=update_check_interval=0",
            f"--override=foreground={FOREGROUND}",
            f"--override=background={BACKGROUND}",
        ),
        environment={"LIBGL_ALWAYS_SOFTWARE": "1"},
    ),
    "konsole": Terminal(
        ("konsole", "--separate", "--nofork", "--hide-menubar", "--hide-tabbar", "--profile={home}/picture", "-e"),
        files={
            "picture.profile": f"""
[General]
Name=picture
Parent=FALLBACK/
TerminalColumns={COLUMNS}
TerminalRows={ROWS}
TerminalMargin=0
[Appearance]
Font={FONT},{POINTS},-1,5,50,0,0,0,0,0
ColorScheme=picture
[Scrolling]
ScrollBarPosition=2
""",
            "data/konsole/picture.colorscheme": "[Foreground]\nColor=224,224,224\n[Background]\nColor=18,18,18\n",
        },
        above=32,
    ),
    "mlterm": Terminal(
        (
            "mlterm",
            f"--geometry={_GEOMETRY}",
            "--sbmod=none",
            "--type=cairo",
            f"--fontsize={PIXELS}",
            f"--fg={FOREGROUND}",
            f"--bg={BACKGROUND}",
            "-e",
        ),
        files={".mlterm/aafont": f"DEFAULT={FONT}\nUNICODE={FONT}\nISO10646_UCS4_1={FONT}\n"},
    ),
    "pterm": Terminal(("pterm", "-fn", f"client:{FONT} {POINTS}", "-geometry", _GEOMETRY, "-sb-", *_IN_COLOUR, "-e")),
    "qterminal": Terminal(
        ("qterminal", "-e"),
        files={
            "config/qterminal.org/qterminal.ini": f"""
[General]
MenuVisible=false
HideTabBarWithOneTab=true
Borderless=true
fontFamily={FONT}
fontSize={POINTS}
ScrollbarPosition=0
TerminalMargin=0
[MainWindow]
size=@Size({COLUMNS * CELL[0]} {ROWS * CELL[1]})
"""
        },
    ),
    "st": Terminal(("st", "-f", f"{FONT}:pixelsize={PIXELS}", "-g", _GEOMETRY, "-e")),
    "tilix": Terminal(
        ("tilix", "--new-process", f"--geometry={_GEOMETRY}", "--window-style=borderless", "-e"),
        files={
            _GTK_SETTINGS: f"""
[com/gexperts/Tilix]
terminal-title-style='none'
window-style='borderless'
[com/gexperts/Tilix/profiles/{_TILIX_PROFILE}]
{_GTK_PROFILE}
"""
        },
        environment=_GTK,
    ),
    "urxvt": Terminal(
        ("urxvt", "-fn", f"xft:{FONT}:pixelsize={PIXELS}", "-geometry", _GEOMETRY, "-b", "0", "+sb", *_IN_COLOUR, "-e")
    ),
    "xfce4-terminal": Terminal(
        (
            "xfce4-terminal",
            "--disable-server",
            "--hide-menubar",
            "--hide-toolbar",
            "--hide-scrollbar",
            "--hide-borders",
            f"--geometry={_GEOMETRY}",
            f"--font={FONT} {POINTS}",
            f"--color-text={FOREGROUND}",
            f"--color-bg={BACKGROUND}",
            "-x",
        ),
        environment=_GTK,
    ),
    "xterm": Terminal(
        ("xterm", "-fa", FONT, "-fs", str(POINTS), "-geometry", _GEOMETRY, "-b", "0", "+sb", *_IN_COLOUR, "-e")
    ),
}
"""By the name under which a picture is kept."""
