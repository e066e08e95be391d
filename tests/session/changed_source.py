"""A text before and after it was changed, and readings of it with annotations that were made on another text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readings import OWN, document_of

from tui_reader.annotations.store import AnnotationStore
from tui_reader.annotations.tagset import default_tagset
from tui_reader.session.layers import SetLayer
from tui_reader.session.page import Page
from tui_reader.session.reader import ReaderSession

if TYPE_CHECKING:
    from tui_reader.annotations.records.annotation import Annotation

FILLER = [f"وفي الفقرة رقم {n} كلام لا يتغير عن أمور شتى لا صلة لها بما قبلها ولا بما بعدها" for n in range(1, 5)]
OLD = f"""مقدمة المقال وهي طويلة بعض الشيء
{FILLER[0]}
قال الوزير إن أسعار القمح ارتفعت كثيرا هذا العام
{FILLER[1]}
ونفى الناطق باسم الشركة هذه الأخبار جملة وتفصيلا
{FILLER[2]}
وأكدت الصحيفة أن الخبر صحيح كما ورد في التقرير
{FILLER[3]}
خاتمة المقال وفيها كلام آخر عن الموضوع نفسه
"""
NEW = f"""عنوان جديد قبل المقدمة كلها
مقدمة المقال وهي طويلة بعض الشيء
{FILLER[0]}
قال الوزير إن أسعار الأرز ارتفعت كثيرا هذا العام
{FILLER[1]}
{FILLER[2]}
وأكدت الصحيفة أن الخبر صحيح كما ورد في التقرير
{FILLER[3]}
خاتمة المقال وفيها كلام آخر عن الموضوع نفسه
"""
MOVED, CHANGED, LOST = "الصحيفة أن الخبر صحيح", "الوزير إن أسعار القمح ارتفعت", "الناطق باسم الشركة هذه الأخبار"


def over(text: str, annotations: list[Annotation], made: ReaderSession) -> ReaderSession:
    """A reading of another text with annotations that were made in a reading."""
    document = document_of(text)
    store = AnnotationStore(document, annotations, source_unchanged=False)
    layer = SetLayer(made.own.annotations, store, OWN, another_version=True)
    return ReaderSession(document, Page(document, 60), layer, [], default_tagset())


def named(session: ReaderSession, quote: str) -> str:
    """The id of the annotation with a quote."""
    return next(
        a.id for a, _ in session.own.store.placements() if a.targets[0].quote and a.targets[0].quote.exact == quote
    )
