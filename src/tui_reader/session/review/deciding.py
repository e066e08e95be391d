"""What the reviewer decides of the group one is at, and of many at once: each decision is one change that can be taken
back.

What is accepted begins as the *base*: what was accepted already, else the version that is chosen in the lanes.
Boundaries, tag, and answers are changed in that, so one thing after the other can be put right.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.annotations.store import Batch
from tui_reader.language import listed, tr
from tui_reader.review.decisions import Standing, Undecidable
from tui_reader.review.groups import State
from tui_reader.session.conversing import verdict_words
from tui_reader.session.reader import Refused
from tui_reader.session.review.lanes import LaneMaker
from tui_reader.session.review.merging_answers import merged
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from tui_reader.annotations.changes import Change
    from tui_reader.review.decisions import Decision, Decisions, Outcome
    from tui_reader.review.groups import Group
    from tui_reader.review.replies import Reply
    from tui_reader.session.review.merging_answers import Merged
    from tui_reader.session.review.review_session import ReviewSession
