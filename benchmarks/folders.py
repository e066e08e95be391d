"""Folders of many documents with annotation sets, for tests and measurements: the same for the same numbers.

folders.py FOLDER [--documents N] [--sets N]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

TITLE = "نص رقم {number} من المجموعة"
PARAGRAPH = "وقال المتحدث إن الاجتماع سيعقد يوم الأحد في الساعة 10:30 بحضور ممثلين عن وكالة (NATO)."


def make_folder(folder: Path, documents: int, *, sets: int | None = None, per_folder: int | None = None) -> Path:
    """Fills `folder/texts` with documents and `folder/annotations` with a set for the first so many of them.

    Without `sets`, every document gets one. With `per_folder`, documents lie in sub-folders of so many. Document
    number n has 1 + n % 3 annotations by `amal`, and, where n is even, one more by `badria` in a set of hers.
    The answer is `folder/texts`. Raises OSError.
    """
    texts = folder / "texts"
    for number in range(documents):
        inside = Path(f"part {number // per_folder + 1}") if per_folder else Path()
        path = texts / inside / name_of(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TITLE.format(number=number)}\n{PARAGRAPH}\n", encoding="utf-8")
        if sets is None or number < sets:
            annotations = folder / "annotations" / inside
            annotations.mkdir(parents=True, exist_ok=True)
            for annotator, count in (("amal", 1 + number % 3), ("badria", 1 - number % 2)):
                if count:
                    set_path = annotations / f"{path.name}.{annotator}.json"
                    relative = Path(*[".."] * (1 + len(inside.parts)), "texts", inside, path.name)
                    set_path.write_text(_set_of(relative, annotator, count), encoding="utf-8")
    return texts


def name_of(number: int) -> str:
    """The file name of a document, counted from 0."""
    return f"text {number}.txt"


def _set_of(source: Path, annotator: str, count: int) -> str:
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:x-set:{annotator}:{source.name}",
        "type": "AnnotationPage",
        "tui:format": 1,
        "creator": {"type": "Person", "nickname": annotator},
        "tui:source": {"path": source.as_posix(), "unit": "codepoint", "encoding": "utf-8", "newline": "lf"},
        "items": [_annotation(source, number) for number in range(count)],
    }
    return json.dumps(page, ensure_ascii=False, indent=0) + "\n"


def _annotation(source: Path, number: int) -> dict[str, object]:
    words = TITLE.split(" ")[0]
    return {
        "id": f"urn:x-annotation:{source.name}:{number}",
        "type": "Annotation",
        "motivation": "highlighting",
        "target": {
            "source": source.as_posix(),
            "selector": [
                {"type": "TextQuoteSelector", "exact": words, "prefix": "", "suffix": " "},
                {"type": "TextPositionSelector", "start": 0, "end": len(words)},
            ],
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--documents", type=int, default=10_000, metavar="N", help="how many (10,000)")
    parser.add_argument("--sets", type=int, metavar="N", help="how many of them have sets (all)")
    parser.add_argument("--per-folder", type=int, metavar="N", help="documents in a sub-folder (no sub-folders)")
    chosen = parser.parse_args()
    texts = make_folder(chosen.folder, chosen.documents, sets=chosen.sets, per_folder=chosen.per_folder)
    sys.stdout.write(f"{texts}\n")


if __name__ == "__main__":
    main()
