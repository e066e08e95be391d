"""Colours of tags for everybody: apart under each kind of colour blindness, readable, and told apart without colour.

What people see who lack a kind of cone is worked out after Machado, Oliveira and Fernandes, "A Physiologically-based
Model for Simulation of Color Vision Deficiency" (IEEE TVCG 15(6), 2009), severity 1.0; how far two colours are from
each other by CIEDE2000 (Sharma, Wu and Dalal, 2005), in which 1 is about what is just seen side by side.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise, product
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from pathlib import Path

import pytest
from textual.color import Color

from tui_reader.annotations.tagset import PALETTE
from tui_reader.review.groups import State
from tui_reader.session.decorations import Decoration, Layer
from tui_reader.text.span import Span
from tui_reader.theme_colours import _COLOURS, colours_of
from tui_reader.ui.looks import STATE_COLOURS, TAG_COLOURS, Looks, contrast

DOCS = Path(__file__).parents[2] / "docs" / "colours.md"
VISIONS = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
LEAST = {"textual-dark": (5.8, 10.0), "textual-light": (5.8, 10.0)}
"""Least distance of backgrounds and of letters in the usual themes."""
LEAST_ELSEWHERE = (2.3, 3.5)

Lab = tuple[float, float, float]


def linear(component: int) -> float:
    share = component / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def seen(colour: Color, vision: str) -> Lab:
    """CIELAB (D65) of what a colour of sRGB looks like."""
    parts = list(map(linear, colour.rgb))
    r, g, b = (min(1.0, max(0.0, sum(map(float.__mul__, map(float, row), parts)))) for row in VISIONS[vision])
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: Lab, other: Lab) -> float:
    """CIEDE2000."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 0.5 * (1 - sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc, dh = l2 - l1, c2 - c1, 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    sl = 1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    return sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rotation * dc / sc * dh / sh)


@cache
def looks_in(theme: str, *, monochrome: bool = False) -> Looks:
    colours = colours_of(theme)
    assert colours is not None
    surface, text, accent = (Color.parse(f"#{each}") for each in (colours.surface, colours.text, colours.title))
    return Looks(surface, text, accent, {name: name for name in PALETTE}, monochrome=monochrome)


def background(theme: str, name: str) -> Color:
    style = looks_in(theme).of((Decoration(Span(0, 1), Layer.ANNOTATION, name, 10),))
    assert style.bgcolor is not None
    return Color.from_rich_color(style.bgcolor)


def letter(theme: str, name: str) -> Color:
    colour = looks_in(theme).label(name).color
    assert colour is not None
    return Color.from_rich_color(colour)


def least_distances(theme: str, vision: str) -> tuple[float, float]:
    """Between any two backgrounds of tags, the plain one among them; between any two letters."""
    plain = looks_in(theme).plain.bgcolor
    assert plain is not None
    backgrounds = [*(background(theme, name) for name in PALETTE), Color.from_rich_color(plain)]
    letters = [letter(theme, name) for name in PALETTE]
    least = (
        min(distance(*(seen(each, vision) for each in pair)) for pair in combinations(group, 2))
        for group in (backgrounds, letters)
    )
    return next(least), next(least)


# Pairs 1, 7 and 25 of the supplementary test data of Sharma, Wu and Dalal, the others for what turns over.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_is_that_of_the_standard(one: Lab, other: Lab, expected: float) -> None:
    assert distance(one, other) == pytest.approx(expected, abs=1e-4)
    assert distance(other, one) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("theme", _COLOURS)
def test_tags_are_told_apart_whatever_colours_one_sees(theme: str) -> None:
    for vision in VISIONS:
        tints, letters = least_distances(theme, vision)
        least_tint, least_letters = LEAST.get(theme, LEAST_ELSEWHERE)
        assert tints >= least_tint, vision
        assert letters >= least_letters, vision


@pytest.mark.parametrize("theme", _COLOURS)
def test_what_is_tagged_can_be_read_and_the_letters_beside_it(theme: str) -> None:
    looks = looks_in(theme)
    for name in PALETTE:
        style = looks.of((Decoration(Span(0, 1), Layer.ANNOTATION, name, 10),))
        assert style.color is not None
        assert contrast(Color.from_rich_color(style.color), background(theme, name)) >= 4.4
        assert style.bgcolor is not None
        plain = Color.from_rich_color(looks.plain.bgcolor)  # type: ignore[arg-type]
        assert contrast(letter(theme, name), plain) >= 2.6


def test_the_table_in_the_documentation_says_what_is_measured() -> None:
    rows = re.findall(r"^\| (\S+) \| (\S+) \| ([\d.]+) \| ([\d.]+) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    told = {(theme, vision): (float(tints), float(letters)) for theme, vision, tints, letters in rows}
    assert told.keys() == set(product(LEAST, VISIONS))
    for place, numbers in told.items():
        assert least_distances(*place) == pytest.approx(numbers, abs=0.051), place


def attributes(looks: Looks, *decorations: tuple[Layer, str]) -> tuple[object, ...]:
    """What of a style is no colour."""
    style = looks.of(tuple(Decoration(Span(0, 1), layer, name, 0) for layer, name in decorations))
    return (
        bool(style.bold),
        bool(style.dim),
        bool(style.italic),
        bool(style.underline),
        bool(style.underline2),
        bool(style.overline),
        bool(style.reverse),
    )


def test_without_colour_all_that_is_painted_has_a_sign_that_is_none() -> None:
    looks = looks_in("textual-dark", monochrome=True)
    first, second = PALETTE[:2]
    plain = attributes(looks)
    shown = {
        attributes(looks, *layers)
        for layers in (
            ((Layer.ANNOTATION, first),),
            ((Layer.ANNOTATION, second),),
            ((Layer.ANNOTATION, first), (Layer.ANNOTATION, second)),
            ((Layer.ANNOTATION, first), (Layer.UNSETTLED, "")),
            ((Layer.ANNOTATION, first), (Layer.CONFLICT, "")),
            ((Layer.SUGGESTION, first),),
            ((Layer.SELECTION, ""),),
            ((Layer.HIT, ""),),
            ((Layer.CURRENT_HIT, ""),),
        )
    }
    assert len(shown) == 9
    assert plain not in shown
    for one, other in pairwise(PALETTE):
        assert attributes(looks, (Layer.ANNOTATION, one)) != attributes(looks, (Layer.ANNOTATION, other))
    coloured = looks_in("textual-dark")
    assert attributes(coloured, (Layer.ANNOTATION, first)) == attributes(coloured, (Layer.ANNOTATION, second))


def test_every_colour_of_a_tagset_has_a_look() -> None:
    assert set(TAG_COLOURS) == set(PALETTE)


def test_every_state_of_a_review_has_a_colour_of_its_own_out_of_those_of_tags() -> None:
    assert set(STATE_COLOURS) == {state.value for state in State}
    assert len(set(STATE_COLOURS.values())) == len(STATE_COLOURS)
    assert set(STATE_COLOURS.values()) <= set(PALETTE)


@pytest.mark.parametrize("name", [state.value for state in State])
def test_without_colours_what_is_agreed_differs_from_the_rest_and_the_group_one_is_at_from_all(name: str) -> None:
    looks = looks_in("textual-dark", monochrome=True)
    span = Span(0, 1)
    group = looks.of((Decoration(span, Layer.GROUP, name, 10),))
    assert group.underline
    assert bool(group.underline2) is (name not in ("agreed", "alone"))
    current = looks.of((Decoration(span, Layer.GROUP, name, 10), Decoration(span, Layer.CURRENT_GROUP, "", 20)))
    assert current.reverse and not group.reverse
    rejected = looks.of((Decoration(span, Layer.DECIDED, "rejected", 10),))
    assert rejected.strike and not rejected.underline
