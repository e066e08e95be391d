"""Looks for many quotes in edited texts: prints as JSON how many are found in each state, and how many elsewhere.

    mutated_quotes.py COUNT FOLDER ... [--seed N]

The folders hold the texts. The same count and seed give the same quotes on every machine. What is found on other text
is wrong in silence where it is said to be exact or moved, and wrong where it is offered as changed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

from edited_texts import edited_texts, judge

from tui_reader.annotations.anchoring import Orphan, State, anchor_all, describe
from tui_reader.annotations.records.annotation import new_annotation
from tui_reader.documents.decoded import DecodedDocument

SEED = 9
SILENT, OFFERED = "wrong in silence", "wrong, offered as changed"


def main(count: int, folders: list[Path], seed: int) -> dict[str, float]:
    """Numbers of quotes by state, those of what is wrong, and microseconds for each."""
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))]
    found: Counter[str] = Counter(
        dict.fromkeys(("exact", "moved", "changed", "orphan", "orphan, but still there", SILENT, OFFERED), 0)
    )
    done, seconds = 0, 0.0
    for _, edited, spans in edited_texts(texts, random.Random(seed)):
        spans = list(dict.fromkeys(spans))[: count - done]
        before = DecodedDocument(Path("before"), edited.original)
        annotations = [new_annotation([describe(before, span)], source="before") for span in spans]
        after = DecodedDocument(Path("after"), edited.text)
        began = time.perf_counter()
        placed = anchor_all(after, annotations)
        seconds += time.perf_counter() - began
        for annotation, span in zip(annotations, spans, strict=True):
            place = placed[annotation.id]
            if isinstance(place, Orphan):
                found["orphan"] += 1
                found["orphan, but still there"] += edited.now(span) is not None
            else:
                found[place.state.value] += 1
                verdict = judge(edited, annotation.targets[0], place.spans[0], place.state.value)
                found[OFFERED if place.state is State.CHANGED else SILENT] += not verdict.is_right
        done += len(spans)
        if done >= count:
            return {**found, "µs a quote": 1e6 * seconds / done}
    raise AssertionError("texts have no end")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    counted = main(given.count, given.folders, given.seed)
    sys.stdout.write(f"{json.dumps(counted)}\n")
