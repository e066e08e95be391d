"""What others have done on the disk to the sets of a reading: looked at in a thread, then taken in at one stroke.

One's own set is taken in as it is where nothing of it is unsaved; what is unsaved is merged when it is saved. Between
a look and its being taken in the person may have done something: then it is not taken, and looked for again.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from operator import is_
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations import file
from tui_reader.annotations.commit import content_of, version_in
from tui_reader.annotations.difference import Difference, difference, lost_unasked
from tui_reader.annotations.sets import ADJUDICATED
from tui_reader.errors import AnnotationFileError, SaveError
from tui_reader.language import tr, tr_count
from tui_reader.session.layers import own_layer_of
from tui_reader.session.wording import difference_words
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui_reader.annotations.file import Known, Loaded
    from tui_reader.annotations.store import AnnotationStore
    from tui_reader.session.files.opening import SetFiles
    from tui_reader.session.layers import SetLayer
    from tui_reader.session.listing import Listing
    from tui_reader.session.reader import ReaderSession

MOST_STEPS = 300
"""Records that came, changed or went of which each is taken in by itself; with more, all are placed anew."""


class OwnSeen(NamedTuple):
    """What has become of one's own set."""

    known: Known
    """The version that was known when it was looked at."""
    text_hash: str
    """Of what is there now; empty where nothing is, or nothing that can be read."""
    problem: str = ""
    """Why what is there cannot be taken in."""
    loaded: Loaded | None = None
    news: Difference = Difference()
    lost: int = 0
    """How many records are gone, if that is more than goes without a question."""
    layer: SetLayer | None = None
    """All of it placed, where there is much that is new."""
    entries: Listing | None = None
    """The entries of the reading with that layer and `others`."""
    is_back: bool = False
    """Whether the version that is known is there again."""
    others: Sequence[SetLayer] = ()

    @property
    def takes_away(self) -> bool:
        """Whether much of what is known, or all of it, can be read on the disk no longer."""
        return self.lost > 0 or (self.loaded is None and not self.is_back)


class OthersSeen(NamedTuple):
    """The sets of the other annotators as they are now."""

    others: list[SetLayer]
    entries: Listing
    own_revision: int
    """Of one's own store when the entries were listed."""
    words: list[str]
    """What has changed, for the person."""


def look_at_own(session: ReaderSession, known: Known) -> OwnSeen | None:
    """What has become of one's own set; None when it is the version that is known. Any thread may ask.

    `known` is the version that the store of the reading holds, or of which it holds the base, as news wait.
    """
    own = session.own
    try:
        content = content_of(own.path)
        if content is None:
            # Of what could not be read nothing is kept here.
            return None if known.base is None and known.text_hash is not None else OwnSeen(known, "")
        text_hash = hashlib.sha256(content).hexdigest()
        if text_hash == known.text_hash:
            return None
        loaded = version_in(content, own.annotations)
    except SaveError as error:
        return OwnSeen(known, "", error.reason)
    before = () if known.base is None else known.base.records
    news = difference(before, loaded.set.records)
    seen = OwnSeen(known, text_hash, "", loaded, news, lost_unasked(before, loaded.set.records, ()))
    if own.read_only_because or not is_little(news, own.store):
        layer, others = own_layer_of(loaded, session.document, own.annotator), session.others
        return seen._replace(layer=layer, entries=session.list_entries([layer, *others]), others=others)
    return seen


def is_little(news: Difference, store: AnnotationStore) -> bool:
    """Whether news are taken in record by record in no time."""
    return news.size <= MOST_STEPS and store.is_quick(news.change)


def look_at_others(session: ReaderSession, files: SetFiles) -> OthersSeen | None:
    """The other annotators' sets, where they are not what the reading has. Any thread may ask.

    That one cannot be read is said once (`SetFiles.told`).
    """
    before = {layer.path: layer for layer in session.others}
    others: list[SetLayer] = []
    words: list[str] = []
    for path in files.find_others():
        known = before.pop(path, None)
        try:
            layer = _read_if_other(path, known, files)
        except AnnotationFileError as error:
            if str(error) not in files.told:
                files.told.add(str(error))
                words.append(str(error))
            # What was there before it was damaged is still worth reading.
            others += [known] if known is not None else []
            continue
        others.append(layer)
        if ADJUDICATED in dict(layer.annotations.members):
            # Who writes what has come of a review is told so there.
            continue
        if known is None:
            words.append(
                tr_count(
                    layer.store.annotation_count,
                    "{name} has come: {count} annotation",
                    "{name} has come: {count} annotations",
                    name=isolated(path.name),
                )
            )
        elif layer is not known:
            news = difference(known.store.snapshot().records, layer.annotations.records)
            if news:
                words.append(difference_words(path.name, news))
    words += [tr("{name} is gone", name=isolated(path.name)) for path in before]
    if not words and len(others) == len(session.others) and all(map(is_, others, session.others)):
        return None
    revision = session.own.store.revision
    return OthersSeen(others, session.list_entries([session.own, *others]), revision, words)


def _read_if_other(path: Path, known: SetLayer | None, files: SetFiles) -> SetLayer:
    """The set in a file; the very same where it has not changed. Raises AnnotationFileError."""
    if known is not None:
        with suppress(OSError):
            if file.hash_of(path) == known.known.text_hash:
                return known
    return files.read_other(path)
