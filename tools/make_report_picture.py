#!/usr/bin/env python3
"""Makes docs/review-report.png: the report of a review as a browser shows it, in the light and in the dark.

    make_report_picture.py [--to FILE] [--report FILE]

Three annotators' sets are made on a sample text, a reviewer accepts what most of them say, and the program writes the
report. Needs Chromium, and Pillow and hypothesis (both in the `dev` extra).
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from browser import Browser, chromium
from private_home import ROOT, NotInstalled, package_folder, private_environment

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURE = ROOT / "docs" / "review-report.png"
WIDTH, HEIGHT = 860, 1180
"""Pixels of each of the two windows."""
COLOURS = 256
SHOWN = (("light", "figure"), ("dark", ".text"))
"""What is seen in each window: the colours, and what is at its top."""


class Missing(Exception):
    """Something the picture is made with is not installed."""


def write_report(folder: Path) -> Path:
    """The report of three sets on a sample text, written by the program. Raises RuntimeError."""
    sys.path += [str(ROOT / "tests"), str(ROOT / "tests" / "review")]
    from three_sets import write_three_sets

    source, _ = write_three_sets(folder)
    report = folder / "report.html"
    environment = private_environment(folder / "home", package_folder())
    for words in (["--accept", "majority"], ["--report", report.name]):
        command = [sys.executable, "-m", "tui_reader", "review", source.name, "--reviewer", "reem", *words]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.decode().strip())
    return report


def pictures(report: Path, program: str, profile: Path) -> list[Image]:
    """The windows of SHOWN."""
    from PIL import Image

    found = []
    with Browser(program, profile) as browser:
        browser.size(WIDTH, HEIGHT)
        for colours, top in SHOWN:
            browser.medium(is_dark=colours == "dark")
            browser.open(report.as_uri())
            browser.evaluate(f"document.querySelector('{top}').previousElementSibling.scrollIntoView()")
            browser.evaluate("new Promise(done => setTimeout(done, 300))")
            found.append(Image.open(io.BytesIO(browser.picture())).convert("RGB"))
    return found


def make(to: Path, keep: Path | None) -> None:
    """Raises Missing, NotInstalled, RuntimeError and OSError."""
    from PIL import Image

    program = chromium()
    if program is None:
        raise Missing("Chromium is missing (Debian and Ubuntu: chromium)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = write_report(folder)
        if keep is not None:
            keep.write_bytes(report.read_bytes())
        windows = pictures(report, program, folder / "profile")
    picture = Image.new("RGB", (len(windows) * WIDTH, HEIGHT))
    for number, window in enumerate(windows):
        picture.paste(window, (number * WIDTH, 0))
    to.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(COLOURS, kmeans=1, dither=0).save(to, optimize=True)
    print(f"made {to} ({picture.width} x {picture.height}, {to.stat().st_size // 1000} kB)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=PICTURE, metavar="FILE", help="where the picture is put")
    parser.add_argument("--report", type=Path, metavar="FILE", help="where the report is kept as well")
    arguments = parser.parse_args()
    try:
        make(arguments.to, arguments.report)
    except NotInstalled:
        print(f"make_report_picture: tui-reader is not installed for {sys.executable}", file=sys.stderr)
        return 1
    except (Missing, RuntimeError, OSError) as error:
        print(f"make_report_picture: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
