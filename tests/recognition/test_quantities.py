"""Dates, and numbers with what they count, in the digits and with the months of all the texts that are read here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import hostile_text, inline_text

from tui_reader.recognition.quantities import quantities


def found_in(text: str) -> list[tuple[str, str]]:
    return [(text[one.extent.start : one.extent.end], one.attributes["entity_type"]) for one in quantities(text).found]


@pytest.mark.parametrize(
    "date",
    [
        "27 سبتمبر 2020",
        "٢٧ أيلول/سبتمبر ٢٠٢٠",
        "10 تشرين الثاني (نوفمبر) 2020",
        "الأحد 10 كانون الثاني 2021",
        "5 كانون الثاني",
        "نوفمبر 2020",
        "17 ربيع الأول 1442 هـ",
        "رمضان ١٤٤٢ هـ",
        "١٤٤٢ هـ",
        "753 ق.م",
        "1979م",
        "2020-09-27",
        "27/9/2020",
        "1991-1994",
        "September 27, 2020",
        "27 September 2020",
        "Monday, 5 May 2014",
        "May 2020",
        "۲۷ مارس ۲۰۲۰",
    ],
)
def test_dates(date: str) -> None:
    assert found_in(f"وقع ذلك {date}، ثم انتهى") == [(date, "date")]
    assert found_in(f"it was {date}") == [(date, "date")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وفي عام 1987، وسنة ١٤٤٢ هـ", ["1987", "١٤٤٢ هـ"]),
        ("بين عامي 1991 و1994 ومنذ 2001", ["1991 و1994", "2001"]),
        ("النزاع المسلح في 1991-1994، ثم", ["1991-1994"]),
        ("in 1987 and since May 2020", ["1987", "May 2020"]),
        ("بنوفمبر 2020 وفي 3 مارس و5 أبريل", ["نوفمبر 2020", "3 مارس", "5 أبريل"]),
    ],
)
def test_what_leads_to_a_date_is_left_outside(text: str, expected: list[str]) -> None:
    assert found_in(text) == [(date, "date") for date in expected]


@pytest.mark.parametrize(
    "quantity",
    [
        "١٢٪",
        "12.5%",
        "۵۰٪",
        "5 بالمئة",
        "٣٠ في المائة",
        "20 per cent",
        "$5 million",
        "5 ملايين دولار",
        "3.6 مليون نسمة",
        "٣٬٠٠٠ كم²",
        "82٬403",
        "5.782.140 كلم²",
        "1,250,000",
        "100 مليون شخص",
        "20 miles",
        "4.2 (كم²)",
        "€12.5",
    ],
)
@pytest.mark.parametrize("lead", ["بلغ ", "بلغ نحو ", "x "])
def test_quantities(quantity: str, lead: str) -> None:
    assert found_in(f"{lead}{quantity}، ثم") == [(quantity, "quantity")]


@pytest.mark.parametrize(
    "text",
    ["May I go? march on", "192.168.1.1 الإصدار 3.2.1", "رقم 5 [12] والفقرة 7", "C3PO و file_2020_3 km", "ربيع وشباط"],
)
def test_what_is_neither(text: str) -> None:
    assert found_in(text) == []


@given(st.one_of(hostile_text, inline_text))
def test_whatever_comes_spans_lie_in_the_text_apart_from_one_another(text: str) -> None:
    end = 0
    for one in quantities(text).found:
        assert end <= one.extent.start < one.extent.end <= len(text)
        assert any(character.isnumeric() for character in text[one.extent.start : one.extent.end])
        end = one.extent.end


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "1,000", "1-", "27 ", "سبتمبر ", "و", " ", "1,111,", "وب", "1 و", "الأحد "]
)
def test_hostile_text_takes_time_in_proportion(unit: str) -> None:
    # The time limit of a test is the measure: what grew with the square would take hours.
    assert len(quantities(unit * (100_000 // len(unit))).found) <= 100_000
