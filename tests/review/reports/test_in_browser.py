"""The page in a real browser: what it shows is what the program shows, and nothing in it runs or leaves it."""

from __future__ import annotations

import json
import re
import socket
from contextlib import suppress
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pytest
from browser import Browser, chromium
from hostile import HOSTILE
from report_cases import MARKUP, report_of, three_sets_report, version, written_text
from strategies import NASTY_PARAGRAPHS, TEXTS
from three_sets import SEED, document_with

from tui_reader.documents.files import read_document
from tui_reader.review.groups import State
from tui_reader.review.reports import Form
from tui_reader.review.reports.content import Entry, Remark, Ruling
from tui_reader.text.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.documents.document import Document
    from tui_reader.review.reports.content import Report

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

WIDE = 60_000
"""Pixels in which every paragraph is one row."""
RECTANGLES = """
(() => [...document.querySelectorAll('.text p[dir]')].map(paragraph => {
  const found = [], walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (let at = 0; at < node.data.length; at++) {
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + 1);
      const places = range.getClientRects(), last = places[places.length - 1];
      found.push(last ? [last.left, last.right, last.top] : [0, 0, 0]);
    }
  return found;
}))()
"""
"""Left, right and top of every UTF-16 code unit of each paragraph, in logical order."""


HANDLERS = """
[...document.querySelectorAll('*')].filter(
  element => [...element.attributes].some(attribute => /^on/i.test(attribute.name))).length
"""
CONTRASTS = """
(() => {
  const value = c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const light = colour => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number);
    return .2126 * value(red) + .7152 * value(green) + .0722 * value(blue);
  };
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const words = 'p, td, th, .badge, .soft, .x, h1, h2, h3, dd, a[href], svg text:not(.number)';
  return Math.min(...[...document.querySelectorAll(words)].map(element => {
    const style = getComputedStyle(element);
    const ink = light(element.closest('svg') ? style.fill : style.color), ground = light(behind(element));
    return (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05);
  }));
})()
"""
"""The least contrast of words to what is behind them."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One for all tests: it takes a second to start."""
    program = chromium()
    assert program is not None
    with Browser(program, tmp_path_factory.mktemp("profile")) as started:
        started.size(1000, 800)
        yield started


def show(browser: Browser, folder: Path, report: Report, form: Form = Form.HTML) -> list[dict[str, Any]]:
    """Opens a report; the events of that."""
    path = folder / f"report.{form.value}"
    path.write_text(written_text(report, form), encoding="utf-8")
    return browser.open(path.as_uri())


def marked(document: Document, length: int = 7) -> Report:
    """A report of two sets that begin and end something every few characters, in the middle of words and numbers."""
    end = document.code_points.length
    entries = []
    for number, start in enumerate(range(0, end, 2 * length)):
        one = version(document, f"a{number}", [(start, min(end, start + length))])
        other = version(document, f"b{number}", [(min(end, start + 3), min(end, start + length + 4))])
        entries.append(Entry(number, State.BOUNDARIES, (State.BOUNDARIES,), 0.5, (one, other), None, ()))
    return report_of(document, entries, ["amal", "باسم"])


def widen(browser: Browser) -> None:
    """Puts every paragraph on one row."""
    browser.evaluate(
        f"document.body.style.maxWidth = 'none'; document.body.style.width = '{WIDE}px';"
        "for (const p of document.querySelectorAll('.text p')) p.style.whiteSpace = 'pre'"
    )


# Order and shaping


def test_the_order_of_every_row_is_that_of_the_reader(browser: Browser, tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (SEED, *sorted(TEXTS.glob("*.txt")))]
    lines = [line for text in texts for line in text.split("\n") if line.strip()][:60] + NASTY_PARAGRAPHS
    show(browser, tmp_path, marked(document_with("\n".join(lines))))
    widen(browser)
    found = browser.evaluate(RECTANGLES)
    assert len(found) == len(lines)
    for line, places in zip(lines, found, strict=True):
        edges = [0, *accumulate(1 + (ord(character) > 0xFFFF) for character in line)]
        placed = lay_out(line, WIDE).line(0).placed
        # What has no width, as a control, is nowhere to be seen.
        lefts = {}
        for cluster in placed:
            there = [place[0] for place in places[edges[cluster.start] : edges[cluster.end]] if place[1] > place[0]]
            if there:
                # Marks may reach out over the letters beside theirs.
                lefts[cluster.start] = there[0]
        wanted = [cluster for cluster in placed if cluster.start in lefts]
        seen = sorted(wanted, key=lambda cluster: lefts[cluster.start])
        assert [line[each.start : each.end] for each in seen] == [line[each.start : each.end] for each in wanted]


def test_letters_join_as_if_nothing_were_marked(browser: Browser, tmp_path: Path) -> None:
    text = read_document(SEED)
    assert text.count()
    widths = []
    for report in (report_of(text, [], ["amal", "باسم"]), marked(text, 3)):
        show(browser, tmp_path, report)
        widen(browser)
        found = browser.evaluate(RECTANGLES)
        widths.append([[right - left for left, right, _ in places] for places in found])
    plain, cut = widths
    assert [len(places) for places in plain] == [len(places) for places in cut]
    words = [
        (sum(before[at] for at in range(*word.span())), sum(after[at] for at in range(*word.span())))
        for paragraph, before, after in zip(text.paragraphs(), plain, cut, strict=True)
        for word in re.finditer(r"\w+", paragraph.text)
    ]
    assert len(words) > 300
    # A letter that no longer joined would be another one, some pixels wider. Marks cut from theirs have no width.
    assert max(abs(one - other) for one, other in words) < 1


def test_the_text_that_is_copied_is_the_text(browser: Browser, tmp_path: Path) -> None:
    document = document_with("قال «الوزير» [9][10].\nSecond line\twith a tab and  two blanks.")
    show(browser, tmp_path, marked(document, 4))
    paragraphs = browser.evaluate("[...document.querySelectorAll('.text p[dir]')].map(p => p.textContent)")
    assert "\n".join(paragraphs) == "قال «الوزير» [9][10].\nSecond line\twith a tab and  two blanks."
    assert browser.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.text p')), getSelection().toString()"
    )


# Harm


def harm() -> Report:
    """Everything that could mean harm, wherever somebody can write."""
    texts = [*MARKUP, *(text for text in HOSTILE.values() if len(text) < 400)]
    document = document_with("\n".join(texts).encode("utf-8", "replace").decode("utf-8"))
    entries = []
    for number, text in enumerate(texts):
        said = version(document, text, [(number, number + 5)], tags=(text,), attributes={text: text}, note=text)
        ruling = Ruling(False, False, text, None, None, None, text, text, None, text)
        entries.append(Entry(number, State.TAG, (State.TAG,), 0.5, (said,), ruling, (Remark(text, None, text, 0),)))
    return report_of(document, entries, [MARKUP[0]], reviewer=MARKUP[1])


def requests(events: list[dict[str, Any]]) -> list[str]:
    """The addresses that a page asked for, but for its own."""
    sent = [event["params"]["request"]["url"] for event in events if event.get("method") == "Network.requestWillBeSent"]
    return [address for address in sent if not address.startswith("file:")]


def test_nothing_runs_and_nothing_leaves_the_page(browser: Browser, tmp_path: Path) -> None:
    report = harm()
    events = show(browser, tmp_path, report)
    assert requests(events) == []
    assert not [event for event in events if event.get("method") == "Page.javascriptDialogOpening"]
    assert (
        browser.evaluate("document.querySelectorAll('script, img, iframe, object, embed, link, form, input').length")
        == 0
    )
    assert browser.evaluate(HANDLERS) == 0
    assert browser.evaluate("[...document.links].every(a => a.getAttribute('href').startsWith('#'))")
    assert browser.evaluate("document.querySelectorAll('article').length") == len(report.documents[0].entries)
    notes = browser.evaluate("[...document.querySelectorAll('article .said')].map(e => e.textContent)")
    assert "<script>alert(1)</script>" in "".join(notes)


def test_the_policy_of_the_page_stops_what_would_get_in(browser: Browser, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        there = f"http://127.0.0.1:{listening.getsockname()[1]}"
        harm_done = (
            f'<script>document.title="ran"</script><img src="{there}/img" onerror="document.title=\'ran\'">'
            f'<link rel="stylesheet" href="{there}/css"><iframe src="{there}/frame"></iframe>'
            f'<style>body{{background:url({there}/style)}}</style><p style="background:url({there}/inline)">x</p>'
        )
        page = written_text(harm(), Form.HTML).replace("<body>", f"<body>{harm_done}", 1)
        path = tmp_path / "page.html"
        path.write_text(page, encoding="utf-8")
        browser.open(path.as_uri())
        assert browser.evaluate("document.title") != "ran"
        # It may get ready to ask somebody, and must not ask.
        listening.settimeout(0.1)
        with suppress(TimeoutError):
            while True:
                there_it_is, _ = listening.accept()
                with there_it_is, suppress(TimeoutError):
                    there_it_is.settimeout(0.1)
                    assert there_it_is.recv(1) == b""


def test_a_name_turns_nothing_round_but_itself(browser: Browser, tmp_path: Path) -> None:
    document = document_with("قال")
    names = ["\u2069\u2069\u202eabc", "abc\u2067\u202e", "\u202e\u202e"]
    entry = Entry(0, State.AGREED, (), 1.0, (version(document, "a", [(0, 3)]),) * 3, None, ())
    report = report_of(document, [entry], names, program="tui-reader one two")
    show(browser, tmp_path, report)
    script = """(() => [...document.querySelectorAll('table tbody tr')].filter(r => r.children.length > 4).map(row =>
        [...row.children].map(cell => cell.getBoundingClientRect().left)))()"""
    rows = browser.evaluate(script)
    assert rows
    assert all(row == sorted(row) for row in rows)
    # Words of ours beside a name stand in their own order.
    lefts = browser.evaluate("""(() => {
        const legend = [...document.querySelectorAll('p.soft')].find(p => p.querySelector('.k'));
        const node = legend.lastChild, found = [];
        for (let at = 0; at < 12; at++) {
          const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 1);
          found.push(range.getBoundingClientRect().left);
        }
        return found; })()""")
    assert lefts == sorted(lefts)


# Light, dark, narrow, printed


def test_it_is_readable_in_the_light_and_in_the_dark_narrow_and_printed(browser: Browser, tmp_path: Path) -> None:
    document = read_document(SEED)
    assert document.count()
    show(browser, tmp_path, three_sets_report(document))
    for is_dark in (False, True):
        browser.medium(is_dark=is_dark)
        # WCAG 2.2, 1.4.3.
        assert browser.evaluate(CONTRASTS) >= 4.5
    browser.medium()
    browser.size(360, 700)
    assert browser.evaluate("document.documentElement.scrollWidth") <= 360
    browser.size(1000, 800)
    browser.medium("print", is_dark=True)
    assert browser.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.evaluate(CONTRASTS) >= 4.5
    browser.medium()
    assert browser.printed().startswith(b"%PDF-")


def test_json_is_what_a_browser_reads_too(browser: Browser, tmp_path: Path) -> None:
    text = written_text(harm(), Form.JSON)
    found = browser.evaluate(f"JSON.parse({json.dumps(text)}).documents[0].groups.length")
    assert found == len(json.loads(text)["documents"][0]["groups"])
