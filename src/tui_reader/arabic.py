"""The interface in Arabic.

Modern Standard Arabic as software writes it: commands are verbal nouns (`حفظ`, `بحث`), what is reported is a sentence,
what is wrong with a file is a predicate that follows its name. Digits are ASCII, as in the rest of the program.

Terms, to be kept to:

    annotation  تعليق         set         مجموعة تعليقات    annotator   معلّق
    tag         وسم           tagset      مجموعة الوسوم     highlight   تمييز
    note        ملاحظة        link        رابط (ربط)        quote       اقتباس
    document    مستند         library     مكتبة             source      مصدر
    selection   تحديد         caret       مؤشر              hit         نتيجة
    search      بحث           folded      مرن               exact       حرفي
    regex       تعبير نمطي     filter      تصفية             direction   اتجاه
    undo        تراجع         redo        إعادة             saved       محفوظ
    folder      مجلد          file        ملف               encoding    ترميز
    code point  محرف          pane        لوحة              theme       سمة

Two of a thing that stand behind a preposition or as an object are in the oblique (`مستندين`).
"""

from __future__ import annotations


def category(count: int) -> str:
    """The plural category of a number in Arabic (CLDR)."""
    if count in (0, 1, 2):
        return ("zero", "one", "two")[count]
    if 3 <= count % 100 <= 10:
        return "few"
    return "many" if count % 100 >= 11 else "other"


def _forms(zero: str, one: str, two: str, few: str, many: str, other: str) -> dict[str, str]:
    return {"zero": zero, "one": one, "two": two, "few": few, "many": many, "other": other}


SENTENCES = {
    # Agreement of annotators, in a review
    "95 %": "95 %",
    "Agreement": "الاتفاق",
    "Figures": "الأرقام",
    "Figures of agreement, and the groups of each": "أرقام الاتفاق ومتقابلات كل منها",
    "No figure is called that.": "لا رقم بهذا الاسم.",
    "Tag {name}": "الوسم {name}",
    "Tags given by {one} and by {other}": "ما وسمه {one} وما وسمه {other}",
    "Tags given for the same": "الوسوم المعطاة للشيء نفسه",
    "The sets were compared anew; ask for the figures again": "قورنت المجموعات من جديد؛ اطلب الأرقام مرة أخرى",
    "There is no group that it was made from": "لا متقابلة حُسب منها",
    "Working out…": "جار الحساب…",
    "typing finds a figure · {list.cancel} goes back": "الكتابة تجد رقما · {list.cancel} رجوع",
    "groups": "متقابلات",
    "nothing": "لا شيء",
    "what a figure is called": "اسم الرقم",
    "{one} / {other}": "{one} / {other}",
    "{words} ({name})": "{words} ({name})",
    "{value} (95 %: {interval})": "{value} (95 %: {interval})",
    # Deciding in a review, and talking about annotations
    "Everybody has the same boundaries here": "الحدود هنا واحدة عند الجميع",
    "Not decided yet": "لم يُبتّ فيه بعد",
    "Write the set that comes of the decisions": "كتابة المجموعة الناتجة عن القرارات",
    "All decisions are just being written down: a moment": "تُكتب القرارات كلها الآن: لحظة",
    "Write a report": "كتابة تقرير",
    "Report (html, md, csv, json):": "تقرير (html أو md أو csv أو json):",
    "The name of a report ends with .html, .md, .csv or .json": "ينتهي اسم التقرير بـ .html أو .md أو .csv أو .json",
    "{name} is there already.": "{name} موجود من قبل.",
    "write over it": "الكتابة فوقه",
    "Written: {name}": "كُتب: {name}",
    "Writing…": "تجري الكتابة…",
    "Not written: {error}": "لم يُكتب: {error}",
    "{name}: {held}": "{name}: {held}",
    "{name} is as it was: {held}": "{name} كما كان: {held}",
    "Not in it: {groups}": "ليس فيه: {groups}",
    "Agreed": "المتفق عليه",
    "Bounds": "الحدود",
    "Merge": "دمج",
    "Comment": "تعقيب",
    "Reply": "رد",
    "Accept the chosen version, or what holds": "قبول الصيغة المختارة، أو إبقاء ما تقرر",
    "Accept that annotator's version": "قبول صيغة ذلك المعلّق",
    "Accept with other boundaries": "القبول بحدود أخرى",
    "Accept with another tag": "القبول بوسم آخر",
    "Accept with the answers and links of all": "القبول بإجابات الجميع وروابطهم",
    "Reject, with a reason": "الرفض مع ذكر السبب",
    "Say how sure you are": "بيان مدى الثقة",
    "Write a comment": "كتابة تعقيب",
    "Show what is said about it, and answer": "عرض ما قيل عنه والرد",
    "Take the decision away": "إلغاء القرار",
    "Accept all on which everybody agrees": "قبول كل ما يتفق عليه الجميع",
    "Decide by a rule what is not decided": "البت بقاعدة فيما لم يُبت فيه",
    "Show what is said about the annotation, and answer": "عرض ما قيل عن التعليق والرد",
    "Say something about the annotation": "قول شيء عن التعليق",
    "Take back what you have said": "سحب ما قلته",
    "Answer": "رد",
    "leave it as it is": "يبقى كما هو",
    "{choice.take} takes the marked one · {choice.cancel}: {otherwise}": (
        "{choice.take} يأخذ المعلَّم · {choice.cancel}: {otherwise}"
    ),
    "type a reason": "اكتب سببًا",
    "without a reason": "بلا سبب",
    "your own words": "بكلماتك",
    "a number takes a reason · what is typed is one of your own": "الرقم يأخذ سببًا · وما يُكتب سبب من عندك",
    "Reasons": "الأسباب",
    "The number beside a reason takes it. Else type a part of it, or a reason of your own; **enter** takes the one "
    "that is marked. A reason of your own that begins with a digit is typed behind a blank. The tagset lists the "
    "reasons.": (
        "الرقم بجانب السبب يأخذه. وإلا فاكتب جزءًا منه أو سببًا من عندك؛ **enter** يأخذ المعلَّم. "
        "السبب الذي تكتبه مبتدئًا برقم اكتب قبله فراغًا. الأسباب مذكورة في مجموعة الوسوم."
    ),
    "What is said about it": "ما قيل عنه",
    "What a reviewer decided and why, comments, and the answers to them. **{discussion.up}** and **{discussion.down}** "
    "mark one of them: **{discussion.answer}** answers that, **{discussion.about}** says something about the "
    "annotation itself, **{discussion.remove}** takes back what you have said yourself.": (
        "ما قرره المراجع ولماذا، والتعقيبات والردود عليها. **{discussion.up}** و**{discussion.down}** يعلّمان "
        "واحدًا منها: **{discussion.answer}** يرد عليه، و**{discussion.about}** يقول شيئًا عن التعليق نفسه، "
        "و**{discussion.remove}** يسحب ما قلته أنت."
    ),
    "❝ stands before what others say of an annotation: **{discussion}** shows it, and answers. "
    "**{discussion.next}** goes to the next one of which something is said, **{filter.remarked}** lists these alone.": (
        "❝ أمام ما يقوله الآخرون عن التعليق: **{discussion}** يعرضه ويرد عليه. و**{discussion.next}** للانتقال إلى "
        "التعليق التالي الذي قيل عنه شيء، و**{filter.remarked}** لسرد هذه وحدها."
    ),
    # The footer
    "Theirs": "نسخته",
    "Write set": "كتابة المجموعة",
    "Report": "تقرير",
    "One by one": "واحدا واحدا",
    "Choose": "اختيار",
    "Write": "كتابة",
    # Open questions, one by one
    "One question of the tagset that is not answered yet is shown after the other, with the text it is about. The key "
    "beside an answer gives it, and the next question comes; where several may be given the keys add and take away, "
    "and **{question.on}** goes on. What is written or is a number is typed after **{question.on}**.": (
        "تُعرض أسئلة مجموعة الوسوم التي بلا جواب واحدا بعد آخر مع نصها. المفتاح الذي بجانب الجواب يجيب به ثم يأتي "
        "السؤال التالي؛ وحيث تجوز عدة أجوبة تضيف المفاتيح وتحذف، و**{question.on}** للمتابعة. وما يُكتب أو هو رقم "
        "يُكتب بعد **{question.on}**."
    ),
    "**{question.later}** leaves it for later. **{question.back}** takes the last answer back, and you are at that "
    "question again. **{question.alone}** asks this question alone, of all annotations, and all of them again; "
    "**{question.never}** asks it no more. **{question.end}** ends it: you stay where you are. Those annotations are "
    "gone through that are listed: **{filter.tag}** and **{filter.text}** filter them before.": (
        "**{question.later}** لتركه إلى وقت لاحق. و**{question.back}** لسحب آخر جواب والعودة إلى سؤاله. "
        "و**{question.alone}** لطرح هذا السؤال وحده على التعليقات كلها ثم الأسئلة كلها ثانية؛ و**{question.never}** "
        "لئلا يُطرح بعد ذلك. و**{question.end}** للإنهاء والبقاء في الموضع. ويُمَر على التعليقات المسرودة: "
        "**{filter.tag}** و**{filter.text}** لتصفيتها قبل ذلك."
    ),
    "**{question.suggestions}** goes over to the suggestions.": "**{question.suggestions}** للانتقال إلى المقترحات.",
    "**{suggestion.questions}** goes over to the questions of the tagset that are open.": (
        "**{suggestion.questions}** للانتقال إلى أسئلة مجموعة الوسوم التي بلا جواب."
    ),
    "Nothing is suggested here, and no question is open": "لا مقترحات هنا ولا سؤال بلا جواب",
    "That was the last suggestion; {suggestion.queue} goes through the open questions": (
        "كان هذا آخر مقترح؛ {suggestion.queue} للمرور على الأسئلة التي بلا جواب"
    ),
    "No question is open here": "لا سؤال هنا بلا جواب",
    "looking for open questions": "البحث عن أسئلة بلا جواب",
    "{number} of {count}   {about}: {question}": "{number} من {count}   {about}: {question}",
    "This question alone is asked": "لا يُطرح إلا هذا السؤال",
    "All questions are asked": "تُطرح الأسئلة كلها",
    "That was the last open question": "كان هذا آخر سؤال بلا جواب",
    "{question.on}: type a number": "{question.on}: اكتب رقما",
    "{question.on}: type an answer": "{question.on}: اكتب جوابا",
    "Questions": "الأسئلة",
    "On": "متابعة",
    "Only this": "هذا وحده",
    "Not this": "غير هذا",
    "Open questions, a key for each": "الأسئلة التي بلا جواب، مفتاح لكل منها",
    # Going to what is said
    "Next annotation of which something is said": "التعليق التالي الذي قيل عنه شيء",
    "List only annotations of which something is said": "سرد ما قيل عنه شيء من التعليقات فقط",
    "Nothing is said of the annotations that are listed": "لم يُقَل شيء عن التعليقات المسرودة",
    "From the beginning again": "من البداية ثانية",
    "with remarks": "قيل عنه شيء",
    "Nobody has said anything about this yet.": "لم يقل أحد عن هذا شيئًا بعد.",
    "{discussion.answer} answers · {discussion.about}: about the annotation · {discussion.remove} takes "
    "back your own · {discussion.back} goes back": (
        "{discussion.answer} يرد · {discussion.about}: عن التعليق نفسه · {discussion.remove} يسحب ما "
        "قلته · {discussion.back} للعودة"
    ),
    "{discussion.answer} says something about it · {discussion.back} goes back": (
        "{discussion.answer} لقول شيء عنه · {discussion.back} للعودة"
    ),
    "To {name}": "إلى {name}",
    "Said; {undo} takes it back": "قيل؛ {undo} يسحبه",
    "Taken back; {undo} brings it back": "سُحب؛ {undo} يعيده",
    "What is decided is taken back in the review": "ما تقرر يُلغى في المراجعة",
    "rejected: {reason}": "مرفوض: {reason}",
    "Where does it begin and end?": "أين يبدأ وأين ينتهي؟",
    "all that anybody has": "كل ما عند أحدهم",
    "what all have": "ما عند الجميع",
    "Accept with which tag?": "بأي وسم يُقبل؟",
    "{name}: which answer?": "{name}: أي إجابة؟",
    "no answer": "بلا إجابة",
    "Whose links count?": "روابط مَن تُعتمد؟",
    "those of all": "روابط الجميع",
    "no links": "بلا روابط",
    "none": "لا شيء",
    "Why is it rejected?": "لماذا يُرفض؟",
    "How sure are you?": "ما مدى ثقتك؟",
    "a guess": "تخمين",
    "not sure": "غير واثق",
    "rather sure": "واثق إلى حد ما",
    "sure": "واثق",
    "very sure": "واثق تمامًا",
    "{percent} %": "{percent} %",
    "say nothing of it": "دون ذكر ذلك",
    "Comment on {annotation}": "تعقيب على {annotation}",
    "Not decided any more; {undo} brings the decision back": "لم يعد مقررًا؛ {undo} يعيد القرار",
    "Looking through the groups…": "جارٍ النظر في المتقابلات…",
    "Deciding {count} groups…": "جارٍ البت في {count} من المتقابلات…",
    "Given up: nothing was decided": "أُلغي: لم يُبت في شيء",
    "Decide by a rule": "البت بقاعدة",
    "all say the same": "يقول الجميع الشيء نفسه",
    "more than half say the same": "يقول أكثر من النصف الشيء نفسه",
    "at least {count} of {sides} say the same": "يقول {count} من {sides} على الأقل الشيء نفسه",
    "all say the same, but for links": "يقول الجميع الشيء نفسه عدا الروابط",
    "accepted: the version of {names}": "مقبول: نسخة {names}",
    "what most say, even one alone": "ما يقوله الأكثر ولو كان واحدًا",
    "This rule decides nothing that is not decided already": "لا تبت هذه القاعدة في شيء لم يُبت فيه من قبل",
    "Decisions are written to {name}, which is for reading only: {reason}": (
        "تُكتب القرارات في {name} وهو للقراءة فقط: {reason}"
    ),
    "There is no annotator {number} here": "لا يوجد معلّق رقم {number} هنا",
    "{annotator} has marked nothing here; {review.reject} rejects what others have": (
        "لم يعلّم {annotator} شيئًا هنا؛ {review.reject} يرفض ما عند غيره"
    ),
    "Decided before {names} changed it: decide again, or {key}: it holds": (
        "تقرر قبل أن يغيّره {names}: قرر من جديد، أو {key}: يبقى"
    ),
    "The text that was decided on is gone: decide again, or {key}: it holds": (
        "النص الذي تقرر فيه لم يعد موجودًا: قرر من جديد، أو {key}: يبقى"
    ),
    "accepted: {annotation}": "مقبول: {annotation}",
    "{percent} % sure": "الثقة {percent} %",
    "by a rule": "بقاعدة",
    # Agreement of annotators
    "a label is a number below 0": "إحدى القيم عدد أصغر من 0",
    "a label is not a finite number": "إحدى القيم ليست عددًا منتهيًا",
    "a pair of annotators has used only one label": "اثنان من المعلّقين لم يستعملا إلا قيمة واحدة",
    "Cohen": "كوهن",
    "Cohen's kappa": "كابا كوهن",
    "Documents": "المستندات",
    "drawn again, it is undefined too often": "عند إعادة السحب كثيرا ما لا يكون معرّفا",
    "F1 exact": "F1 تام",
    "F1 links": "F1 الروابط",
    "F1 meeting": "F1 تلاق",
    "F1 of links": "F1 للروابط",
    "F1 overlap": "F1 تداخل",
    "F1 place": "F1 موضع",
    "F1, overlapping, any tags": "F1، نصوص متداخلة، أيا كانت الوسوم",
    "F1, overlapping, same tags": "F1، نصوص متداخلة، الوسوم نفسها",
    "F1, same text and tags": "F1، النص نفسه والوسوم نفسها",
    "F1, same text, any tags": "F1، النص نفسه، أيا كانت الوسوم",
    "Fleiss": "فلايس",
    "Fleiss' kappa": "كابا فلايس",
    "Gamma": "غاما",
    "Krippendorff's alpha": "ألفا كريبندورف",
    "Overall": "المجموع",
    "Pairs of annotators": "أزواج المعلّقين",
    "Unitizing alpha": "ألفا التقطيع",
    "Unitizing alpha, marked or not": "ألفا التقطيع، معلّم أو غير معلّم",
    "Unitizing alpha, tags where both marked": "ألفا التقطيع، وسوم ما علّمه الاثنان",
    "alpha": "ألفا",
    "it is about the text as a whole": "هو عن النص كله",
    "no link has both ends where both annotators marked something": "لا رابط طرفاه حيث علّم المعلّقان كلاهما شيئا",
    "nobody linked anything": "لم يربط أحد شيئا",
    "not all were labelled by the same number of annotators": "لم يصنّف العدد نفسه من المعلّقين كل شيء",
    "nothing was labelled by two annotators": "لم يصنّف اثنان من المعلّقين شيئا واحدا",
    "drawn again, it lies elsewhere": "إذا أعيد السحب وقع في موضع آخر",
    "nothing was labelled by all annotators": "لا شيء صنّفه كل المعلّقين",
    "only one label was used": "لم تُستعمل إلا قيمة واحدة",
    "random texts differ too much": "النصوص العشوائية متباينة جدا",
    "the figures were given up": "تُرك حساب الأرقام",
    "there are too few to draw from": "عدد ما يُسحب منه قليل جدا",
    "u-alpha": "ألفا التقطيع",
    "u-alpha marked": "التقطيع: معلّم",
    "u-alpha tags": "التقطيع: وسوم",
    "undefined: {reason}": "غير معرّف: {reason}",
    "{measure}: {attribute}": "{measure}: {attribute}",
    "{one} and {other}": "{one} و{other}",
    # Agreement on unitized text
    "all that two annotators marked was marked with it": "كل ما علّمه اثنان من المعلّقين عُلّم به",
    "all that two annotators marked was marked with the same": "كل ما علّمه اثنان من المعلّقين عُلّم بالشيء نفسه",
    "everybody marked all of the text": "علّم الجميع النص كله",
    "everybody marked all of the text with it": "علّم الجميع به النص كله",
    "everybody marked all of the text with the same": "علّم الجميع النص كله بالشيء نفسه",
    "no text was marked with it": "لم يُعلّم به أي نص",
    "no two annotators marked the same text": "لم يعلّم اثنان من المعلّقين النص نفسه",
    "nobody else marked anything where it was marked": "لم يعلّم غيره شيئا حيث عُلّم به",
    "nobody marked anything": "لم يعلّم أحد شيئا",
    "random texts would agree as well": "لكان الاتفاق كذلك في نصوص عشوائية",
    "there is only one annotator": "لا يوجد إلا معلّق واحد",
    # Claims and their references
    "Cite": "إسناد",
    "Link to the markers that follow; give a marker its scope": "الربط بعلامات المراجع التالية؛ تعيين نطاق علامة",
    "Widen what a marker backs: clause, sentence, paragraph": "توسيع ما تسنده علامة المرجع: عبارة فجملة ففقرة",
    "From a marker to its reference, and back": "من علامة المرجع إلى مرجعها، والعودة",
    "{markers} is cited here already": "استُند هنا إلى {markers} من قبل",
    "Cites {markers}": "يستند إلى {markers}",
    "Scope of {markers}: {size}": "نطاق {markers}: {size}",
    "Scope: {size}": "النطاق: {size}",
    "the clause": "العبارة",
    "the sentence": "الجملة",
    "the paragraph": "الفقرة",
    "The scope is the whole paragraph already": "النطاق هو الفقرة كلها أصلًا",
    "There is no marker and no claim here": "لا علامة مرجع هنا ولا ادعاء",
    "There is no marker here, and no claim that cites: go to a marker, or cite one by {cite}": (
        "لا علامة مرجع هنا ولا ادعاء يحيل إلى مرجع: انتقل إلى علامة، أو أحل إلى مرجع بالمفتاح {cite}"
    ),
    "There is no entry for {marker} in a list of references": "لا يوجد لـ{marker} مدخل في قائمة مراجع",
    "The same key leads back": "المفتاح نفسه يعيدك",
    "The tagset has no link called {link}": "ليس في مجموعة الوسوم رابط اسمه {link}",
    "The tagset has no tag {tag}": "ليس في مجموعة الوسوم وسم {tag}",
    "No marker follows what is selected in its sentence": "لا تلي المحدَّد في جملته علامة مرجع",
    "No marker follows this in its sentence": "لا تلي هذا في جملته علامة مرجع",
    "No marker follows in this sentence": "لا علامة مرجع تالية في هذه الجملة",
    "Nothing but a marker is selected": "لم تُحدَّد إلا علامة مرجع",
    (
        "**{cite}** makes a claim of the clause at the caret, or takes the one that is there, and links it to the"
        " markers behind it; on a marker it gives that its scope, which **{cite.widen}** widens to the sentence and"
        " the paragraph. **{reference}** goes from a marker to its entry in the list of references, and back."
    ): (
        "**{cite}** يجعل عبارة المؤشر ادعاءً، أو يأخذ الادعاء الموجود فيها، ويربطه بعلامات المراجع التي بعده؛"
        " وعلى علامة مرجع يعيّن نطاقها، و**{cite.widen}** يوسّعه إلى الجملة ثم الفقرة. و**{reference}** ينتقل من"
        " علامة المرجع إلى مدخلها في قائمة المراجع، ويعود."
    ),
    "Nothing stands before this marker": "لا شيء قبل علامة المرجع هذه",
    # Gazetteers, and commands that suggest
    "has changed while it was read; nothing was written": "تغيّر أثناء قراءته، فلم يُكتب شيء",
    "{name}: {program}: cannot be started ({reason})": "{name}: {program}: تعذّر تشغيله ({reason})",
    "{name}: line {number}: {message}": "{name}: السطر {number}: {message}",
    "{problem}; what it had given until then is used": "{problem}، ويُستخدم ما أعطاه حتى ذلك الحين",
    "ended with {code}": "انتهى بالرمز {code}",
    "gave more than {size} MB and was stopped": "أعطى أكثر من {size} م.ب فأُوقف",
    "took more than {seconds} seconds and was stopped": "استغرق أكثر من {seconds} ثانية فأُوقف",
    "is one of more than {most}; the rest is left out": "واحد من أكثر من {most}، ويُترك الباقي",
    "is not JSON": "ليس JSON",
    "covers {start}-{end} of a text of {length} code points": "يغطي {start}-{end} من نص طوله {length} محرفًا",
    "covers more than {most} code points": "يغطي أكثر من {most} محرف",
    "says {said} is at {start}-{end}, where {found} is": "يقول إن {said} في {start}-{end}، وهناك {found}",
    "covers only white space at {start}-{end}": "لا يغطي إلا فراغًا في {start}-{end}",
    "score must be a number from 0 to 1": "يجب أن تكون score عددًا من 0 إلى 1",
    "has no tag, and there is no default": "بلا وسم، ولا وسم افتراضيًا",
    "attributes must be an object": "يجب أن تكون attributes كائنًا",
    "{key} must be an integer >= 0": "يجب أن يكون {key} عددًا صحيحًا >= 0",
    "{key} must be a string without control characters": "يجب أن يكون {key} نصًا بلا محارف تحكم",
    "is larger than {size} MB": "أكبر من {size} م.ب",
    "has no term": "بلا لفظ",
    "has a term of more than {most} words": "فيه لفظ من أكثر من {most} كلمة",
    "has something behind its tag that is not name=value": "فيه خلف الوسم ما ليس name=value",
    # Views: lists of passages, and how far documents are
    "List what is open: uncited claims, unused citations, progress": (
        "سرد ما لم يُنجز: ادعاءات بلا مراجع ومراجع غير مستعملة وتقدم العمل"
    ),
    "All passages with this annotation's tag": "كل المواضع التي لها وسم هذا التعليق",
    "Views": "القوائم",
    "type to find a view": "اكتب لإيجاد قائمة",
    "{list.take} lists them · how many in this document, then in all": (
        "{list.take} يعرضها · والعدد في هذا المستند ثم في الكل"
    ),
    "was written over while it was read": "كُتب فوقه أثناء قراءته",
    "Claims without a citation": "ادعاءات بلا مرجع",
    "Citations that nothing uses": "مراجع لا يستند إليها شيء",
    "What is said, by source": "الأقوال بحسب مصادرها",
    "Quotes without a speaker": "اقتباسات بلا قائل",
    "Passages with a tag": "المواضع التي لها وسم",
    "Progress of each document": "تقدم العمل في كل مستند",
    "The tagset {tagset} has nothing called {name}": "ليس في مجموعة الوسوم {tagset} شيء اسمه {name}",
    "The tagset {tagset} does not say what {name} joins": "لا تذكر مجموعة الوسوم {tagset} ما الذي يربطه {name}",
    "words to find passages by": "كلمات للبحث عن المواضع",
    "{list.take} goes there · {passages.sort} sorts · {passages.only_here} this document or all · {list.cancel}": (
        "{list.take} ينتقل إليه · {passages.sort} يرتب · {passages.only_here} هذا المستند أو الكل · {list.cancel}"
    ),
    "Sort otherwise": "ترتيب آخر",
    "This document or all": "هذا المستند أو الكل",
    "by what stands before": "بحسب ما قبله",
    "by what follows": "بحسب ما بعده",
    "by the passage itself": "بحسب النص نفسه",
    "{found} in this document": "{found} في هذا المستند",
    "{count} searched": "فُحص {count}",
    "without a source": "بلا مصدر",
    "Nothing that wants a citation is without one.": "لكل ما يحتاج إلى مرجع مرجعه.",
    "Every citation is used.": "كل المراجع مستعملة.",
    "Nothing is said by anybody yet.": "لا أقوال منسوبة إلى أحد بعد.",
    "Every quote has a speaker.": "لكل اقتباس قائل.",
    "Nothing has this tag yet.": "لا شيء له هذا الوسم بعد.",
    "Progress": "تقدم العمل",
    "a document's name": "اسم مستند",
    "{list.take} opens · {progress.sort} least done first · {list.cancel} goes back": (
        "{list.take} يفتح · {progress.sort} الأقل إنجازًا أولًا · {list.cancel} يرجع"
    ),
    "Least done first, or in order": "الأقل إنجازًا أولًا، أو بالترتيب",
    "document": "المستند",
    "total": "الكل",
    "uncited": "بلا مرجع",
    "to check": "للمراجعة",
    "suggested": "مقترح",
    "sentences": "الجمل",
    "changed": "آخر تعديل",
    # Counts, and what is repeated
    "Jump to a sentence or an annotation by its label": "القفز إلى جملة أو تعليق بعلامته",
    "JUMP: a label goes there, with shift it selects": "قفز: العلامة تنقل إليها، ومع shift تحدد",
    "There is nothing here to jump to": "لا شيء هنا يُقفز إليه",
    "there is no key called {key}": "لا مفتاح اسمه {key}",
    "{key} is given to {command} already": "{key} معطى من قبل للأمر {command}",
    "{command} has no key any more": "لم يبق للأمر {command} مفتاح",
    "is no command; is {name} meant?": "ليس أمرًا؛ هل المقصود {name}؟",
    "is no command: tui-reader keys lists all of them": "ليس أمرًا: يسرد tui-reader keys الأوامر كلها",
    "(no key)": "(لا مفتاح)",
    "Go so many hundredths into the document": "الذهاب إلى نسبة مئوية من المستند",
    "Make the last change again here": "تكرار آخر تغيير هنا",
    "Nothing has been changed yet that could be repeated": "لم يتغيّر شيء بعد حتى يُكرَّر",
    # Suggestions in files
    # The same words everywhere.
    "Annotate the same words everywhere": "علّم الكلمات نفسها في كل مكان",
    "That is too long to be looked for everywhere": "هذا أطول من أن يُبحث عنه في كل مكان",
    "Tag {quote} everywhere": "تعليم {quote} في كل مكان",
    "words to annotate everywhere": "الكلمات التي تُعلَّم في كل مكان",
    "Annotate everywhere as {tag}: {way}; in {where}": "التعليم في كل مكان بوسم {tag}: {way}؛ في {where}",
    "as words of their own only": "كلماتٍ مستقلة فقط",
    "together with what is written in front of them": "مع ما يتصل بأولها",
    "without what is written in front of them": "من غير ما يتصل بأولها",
    "this document": "هذا المستند",
    "{everywhere.take} annotates · {everywhere.take_all} all · {everywhere.drop} not this one · "
    "{everywhere.take_back} takes back · {everywhere.switch} clitics · {everywhere.only_here} documents": (
        "{everywhere.take} يعلّم · {everywhere.take_all} الكل · {everywhere.drop} ليس هذا · "
        "{everywhere.take_back} يتراجع · {everywhere.switch} السوابق · {everywhere.only_here} المستندات"
    ),
    "This is annotated already": "هذا معلَّم من قبل",
    "{key} and then {back} takes it back": "{key} ثم {back} للتراجع عن ذلك",
    "writing…": "جارٍ الحفظ…",
    "the first {count} are listed": "المدرج أول {count}",
    "{name}: has changed on the disk; search once more": "{name}: تغيّر على القرص؛ ابحث مرة أخرى",
    "{name}: was worked on since; it stays as it is": "{name}: عُمل عليه بعد ذلك؛ يبقى كما هو",
    "Close": "إغلاق",
    "Annotate this place, or search what was typed": "علّم هذا الموضع، أو ابحث عما كُتب",
    "Annotate all that are listed": "علّم كل المدرج",
    "Take this place off the list": "احذف هذا الموضع من القائمة",
    "Take back what was annotated last": "تراجع عن آخر ما عُلِّم",
    "With clitics, without them, or words alone": "مع السوابق أو من غيرها، أو كلمات مستقلة",
    "Suggestion": "اقتراح",
    "not decided": "لم يُبتّ فيه",
    "accepted": "مقبول",
    "accepted, with a change": "مقبول بعد تعديل",
    "rejected": "مرفوض",
    "must be a number from 0 to 1, not {value}": "يجب أن يكون عددًا من 0 إلى 1، لا {value}",
    "must be an array of [start, end], with 0 <= start < end": (
        "يجب أن يكون مصفوفة من [start, end]، حيث 0 <= start < end"
    ),
    "must not be {motivation}: the suggestion was accepted": "يجب ألا يكون {motivation}: الاقتراح مقبول",
    "must be {motivation}: the suggestion was not accepted": "يجب أن يكون {motivation}: الاقتراح لم يُقبل",
    # Which text an annotation is about
    "Select the text to be added first: {select.grow} takes the word at the caret": (
        "حدّد أولًا النص الذي يُضاف: {select.grow} يحدد الكلمة عند المؤشر"
    ),
    "Go to the annotation first, then select the text to be added": "انتقل أولًا إلى التعليق، ثم حدّد النص الذي يُضاف",
    "This is a part of it already": "هذا جزء منه أصلًا",
    "Go to the part that is to be taken out, or select it": "انتقل إلى الجزء الذي يُخرج، أو حدّده",
    "Nothing of its text would be left: {delete} deletes the annotation": "لن يبقى من نصه شيء: {delete} يحذف التعليق",
    "This annotation is lost: {attach} puts it on the selected text": "هذا التعليق ضائع: {attach} يضعه على النص المحدد",
    "This annotation is not where it was made: {confirm} confirms where it is, or {attach} puts it elsewhere": (
        "هذا التعليق ليس حيث وُضع: {confirm} يؤكد موضعه، أو {attach} يضعه في موضع آخر"
    ),
    "This annotation is about no text: {attach} puts it on the selected text": (
        "هذا التعليق لا نص له: {attach} يضعه على النص المحدد"
    ),
    "This annotation is about the whole document: {attach} puts it on the selected text": (
        "هذا التعليق عن المستند كله: {attach} يضعه على النص المحدد"
    ),
    "That is where it is already": "هو في هذا الموضع أصلًا",
    "It goes no further": "لا يمتد أبعد من ذلك",
    "The annotation has been changed elsewhere meanwhile": "عُدّل التعليق في موضع آخر أثناء ذلك",
    "Added to {annotation}": "أُضيف إلى {annotation}",
    "Taken out of {annotation}": "أُخرج من {annotation}",
    "changed the text of {annotation}": "تعديل نص {annotation}",
    "{annotation}: its beginning moves": "{annotation}: تتحرك بدايته",
    "{annotation}: its end moves": "{annotation}: تتحرك نهايته",
    "{annotation}: all of it moves": "{annotation}: يتحرك كله",
    "Add the selection to the annotation as a part": "إضافة التحديد إلى التعليق جزءًا منه",
    "Take the selection, or this part, out of it": "إخراج التحديد، أو هذا الجزء، من التعليق",
    "Resize or move the annotation": "تغيير حدود التعليق أو نقله",
    "Resize": "الحدود",
    "Word": "كلمة",
    "Letter": "حرف",
    "Sentence": "جملة",
    "Other end": "الطرف الآخر",
    "Move whole": "نقله كله",
    "Keep": "إبقاء",
    "Give up": "ترك",
    "Resizing and moving": "تغيير الحدود والنقل",
    "**Left** and **right** move an end of the annotation word by word, with **shift** letter by letter; **up** and "
    "**down** sentence by sentence, as do **ctrl+left** and **ctrl+right**. **Tab** goes to the other end, and on to "
    "other parts; **m** has the whole part move. The mouse pulls the nearest end. **Ctrl+z** takes the last step "
    "back. **Enter** keeps it, **escape** leaves all as it was.": (
        "**الأيمن والأيسر** لتحريك طرف التعليق كلمة كلمة، ومع **shift** حرفًا حرفًا؛ و**الأعلى والأسفل** جملة جملة، "
        "وكذلك **ctrl+الأيمن** و**ctrl+الأيسر**. و**tab** للطرف الآخر ثم لبقية الأجزاء؛ و**m** لنقل الجزء كله. "
        "والفأرة تسحب أقرب طرف. و**ctrl+z** للتراجع عن آخر خطوة. و**enter** لإبقائه، و**escape** لترك كل شيء كما كان."
    ),
    "Nothing has been moved yet: {adjust.give_up} leaves it as it was": (
        "لم يُنقل شيء بعد: {adjust.give_up} يتركه كما كان"
    ),
    # Counts, and what is repeated
    # Suggestions in files
    # Links that are followed
    "(missing)": "(مفقود)",
    "There is nowhere to go back to: links are gone along first": "لا موضع يُرجع إليه: يُنتقل عبر الروابط أولًا",
    "What this is linked to is missing, or not shown": "ما رُبط به هذا مفقود أو غير معروض",
    "This link is not there any more": "لم يعد هذا الرابط موجودًا",
    "This link is {annotator}'s; only your own can be changed": "هذا الرابط لـ{annotator}؛ لا تُعدَّل إلا روابطك",
    "Removed the link {link}; {undo} brings it back": "حُذف الرابط {link}؛ {undo} يعيده",
    "{sign} {link}, {number} of {count}": "{sign} {link}، {number} من {count}",
    "No other annotation is here": "لا تعليق آخر هنا",
    "Go along a link to the next partner": "الانتقال عبر رابط إلى التعليق المرتبط التالي",
    "Back to where the link was followed from": "الرجوع إلى حيث بدأ الانتقال عبر الرابط",
    "Next annotation around this place": "التعليق التالي المحيط بهذا الموضع",
    "Next link": "الرابط التالي",
    "Link before": "الرابط السابق",
    # Suggestions
    "Suggestions": "الاقتراحات",
    "What could be annotated in the text in sight. **Up** and **down** go to the one before and the next, also beyond "
    "it.": "ما يمكن التعليق عليه في النص المعروض. **up** و**down** للسابق والتالي، ولما بعد المعروض أيضًا.",
    "**{suggestion.accept}** accepts the one you are at, **{suggestion.reject}** rejects it, a tag's key accepts it "
    "with that tag.": (
        "**{suggestion.accept}** يقبل ما أنت عنده، و**{suggestion.reject}** يرفضه، ومفتاح وسم يقبله بذلك الوسم."
    ),
    "**{suggestions}** shows what could be annotated, **{suggestion.next}** goes to the next. **{suggestion.accept}** "
    "accepts it, **{suggestion.reject}** rejects it, a tag's key accepts it with that tag; with a selection all that "
    "are in it. **{suggestion.queue}** goes through all of them, a key for each.": (
        "**{suggestions}** يعرض ما يمكن التعليق عليه، و**{suggestion.next}** للتالي. **{suggestion.accept}** يقبله، "
        "و**{suggestion.reject}** يرفضه، ومفتاح وسم يقبله بذلك الوسم؛ ومع التحديد كل ما فيه. "
        "و**{suggestion.queue}** للمرور بها كلها، مفتاح لكل منها."
    ),
    "citations": "المراجع",
    "quotations": "الاقتباسات",
    "attributions": "نسبة الأقوال",
    "quantities": "المقادير",
    "tagged before": "وُسم من قبل",
    "Show or hide suggestions": "عرض الاقتراحات أو إخفاؤها",
    "Suggest": "اقتراح",
    "Next suggestion": "الاقتراح التالي",
    "Suggestion before": "الاقتراح السابق",
    "Accept the suggestion, or those selected": "قبول الاقتراح أو الاقتراحات المحددة",
    "Reject the suggestion, or those selected": "رفض الاقتراح أو الاقتراحات المحددة",
    "Accept all suggestions like it": "قبول كل الاقتراحات المماثلة",
    "Reject all like it": "رفض كل الاقتراحات المماثلة",
    "Go through suggestions, a key for each": "المرور بالاقتراحات، مفتاح لكل منها",
    "Suggestions are shown: {on} goes to the next, {yes} accepts, {no} rejects": (
        "الاقتراحات ظاهرة: {on} للتالي، {yes} للقبول، {no} للرفض"
    ),
    "Suggestions are not shown": "الاقتراحات مخفية",
    "{tag}? {origin}": "{tag}؟ {origin}",
    "{tag}? {origin} {percent}%": "{tag}؟ {origin} {percent}%",
    "No suggestion after this one": "لا اقتراح بعد هذا",
    "No suggestion before this one": "لا اقتراح قبل هذا",
    "No suggestions are shown: {key} shows them": "لا تظهر اقتراحات: {key} يظهرها",
    "No suggestion here: {key} goes to the next": "لا اقتراح هنا: {key} للتالي",
    "looking for suggestions": "يُبحث عن اقتراحات",
    "deciding": "يُنفَّذ القرار",
    "Nothing is suggested here": "لا شيء مقترح هنا",
    "That was the last suggestion": "كان هذا آخر اقتراح",
    "This is where it began": "من هنا كانت البداية",
    "{number} of {count}   {suggestion}": "{number} من {count}   {suggestion}",
    "rejected {annotation}": "رُفض {annotation}",
    "suggested {annotation}": "اقتُرح {annotation}",
    "accepted {annotation}": "قُبل {annotation}",
    "Accept": "قبول",
    "Reject": "رفض",
    "Later": "لاحقًا",
    "End": "إنهاء",
    "Suggestions, a key for each": "الاقتراحات، مفتاح لكل منها",
    "One suggestion after the other is shown with the text around it; the next one comes as soon as you have "
    "decided.": ("يُعرض اقتراح بعد آخر مع النص من حوله، ويأتي التالي حالما تقرر."),
    "**{suggestion.accept}** accepts it, **{suggestion.reject}** rejects it, a tag's key accepts it with that tag. "
    "**{suggestion.later}** leaves it for later. **{suggestion.back}** takes the last decision back, and you are at "
    "that one again. **{suggestion.end}** ends it: you stay where you are.": (
        "**{suggestion.accept}** يقبله، و**{suggestion.reject}** يرفضه، ومفتاح وسم يقبله بذلك الوسم. "
        "**{suggestion.later}** يتركه إلى وقت لاحق. **{suggestion.back}** يتراجع عن آخر قرار وتعود إلى ذلك الاقتراح. "
        "**{suggestion.end}** ينهي المرور، وتبقى حيث أنت."
    ),
    # What two sides have changed
    "conflict: version {number} of 2": "تعارض: الصيغة {number} من 2",
    "conflict: deleted elsewhere": "تعارض: حُذف في موضع آخر",
    "This was changed twice, each time in another way. Which version stays?": (
        "عُدّل هذا مرتين، كل مرة على نحو مختلف. أي صيغة تبقى؟"
    ),
    "{name} deleted this; elsewhere it was changed or linked. Does it stay?": (
        "حذف {name} هذا، وعُدّل أو رُبط في موضع آخر. هل يبقى؟"
    ),
    "This was deleted; elsewhere it was changed or linked. Does it stay?": (
        "حُذف هذا، وعُدّل أو رُبط في موضع آخر. هل يبقى؟"
    ),
    "the version as it is": "الصيغة كما هي",
    "first version": "الصيغة الأولى",
    "second version": "الصيغة الثانية",
    "keep the first version": "إبقاء الصيغة الأولى",
    "keep the second version": "إبقاء الصيغة الثانية",
    "keep both, as two annotations": "إبقاء الصيغتين تعليقين منفصلين",
    "keep it": "إبقاؤه",
    "delete it, with its links": "حذفه مع روابطه",
    "decide later": "القرار لاحقًا",
    "Nothing is in conflict here": "لا تعارض هنا",
    "This was changed elsewhere meanwhile: look at it again": "عُدّل هذا في موضع آخر أثناء ذلك: انظر إليه ثانية",
    "Text": "النص",
    "Tag": "الوسم",
    "From": "من",
    "To": "إلى",
    "Settle the next conflict of two versions": "حسم التعارض التالي بين صيغتين",
    "Settled; {undo} takes it back": "حُسم التعارض؛ {undo} يتراجع عنه",
    "Settled; {undo} takes it back. Left: {conflicts} ({key})": (
        "حُسم التعارض؛ {undo} يتراجع عنه. بقي: {conflicts} ({key})"
    ),
    "**{conflict}** goes to the next annotation that was changed twice, and asks which version stays.": (
        "**{conflict}** ينتقل إلى التعليق التالي الذي عُدّل مرتين، ويسأل أي صيغة تبقى."
    ),
    "both sides changed this: choose one value, delete the other here": "غيّره الطرفان: اختر قيمة واحذف الأخرى هنا",
    "could not be read again; nothing was written": "تعذرت قراءته ثانية؛ لم يُكتب شيء",
    # The panes and the line under them
    "Library": "المكتبة",
    "Library {count}": "المكتبة {count}",
    "Annotations": "التعليقات",
    "Annotations {listed}": "التعليقات {listed}",
    "Annotations {listed}{more} of {all_of_them}": "التعليقات {listed}{more} من {all_of_them}",
    "Find: {typed}": "البحث عن: {typed}",
    "Find: {typed} (none)": "البحث عن: {typed} (لم يوجد)",
    "tag: {name}": "الوسم: {name}",
    "tag: none": "بلا وسم",
    "LINK: {keys}": "ربط: {keys}",
    "SELECT": "تحديد",
    "{count} selected": "محدد: {count}",
    "{doing} {percent}%": "{doing} {percent}%",
    "reading annotations… {percent}%": "جارٍ قراءة التعليقات… {percent}%",
    "read only": "للقراءة فقط",
    "nothing to save": "لا شيء للحفظ",
    "saving…": "جارٍ الحفظ…",
    "saved": "محفوظ",
    "saved, not confirmed by the disk": "محفوظ، ولم يؤكده القرص",
    "NOT SAVED: {reason}": "لم يُحفظ: {reason}",
    # The list of annotations
    "Note": "ملاحظة",
    "Highlight": "تمييز",
    "a highlight": "تمييز",
    "(not shown)": "(غير ظاهر)",
    "found elsewhere: the text has changed": "وُجد في موضع آخر: تغيّر النص",
    "Nothing passes the filter.": "لا تعليق يوافق التصفية.",
    "Only for reading:": "للقراءة فقط:",
    "No annotations yet.": "لا تعليقات بعد.",
    "{select.grow}  takes the word,": "{select.grow} يحدد الكلمة،",
    "then the sentence;": "ثم الجملة؛",
    "{suggestions}  shows suggestions.": "{suggestions} يُظهر الاقتراحات.",
    "a tag's key tags it.": "ومفتاح الوسم يسِمها.",
    "its quote stands in more than one place": "اقتباسه في أكثر من موضع",
    "its quote, with the text around it, is no longer in the source": "اقتباسه بسياقه لم يعد في المصدر",
    "the same words stand there, but nothing around them is as it was": "الكلمات نفسها هناك، لكن تغيّر كل ما حولها",
    # What was found again, and what was not
    "does not say which source it is about": "لا تذكر مصدرها",
    "found in another spelling": "وُجد برسم آخر",
    "must be an array, not {value}": "يجب أن يكون قائمة، لا {value}",
    "must be an array with the selectors of each fragment, not {value}": (
        "يجب أن يكون قائمة بمحدِّدات كل جزء، لا {value}"
    ),
    "found changed: {percent} % of it is as it was": "وُجد متغيّرًا: بقي {percent}٪ منه كما كان",
    "it was taken out: what stood around it stands together now": "حُذف: ما كان حوله صار متصلًا",
    "its parts do not stand in their order any more": "أجزاؤه لم تعد على ترتيبها",
    "the same words stand elsewhere, but the text around them is another": "كلماته في موضع آخر، وما حولها مختلف",
    "the search was given up": "أُوقف البحث",
    "the text in its place is too different: {percent} % alike": "النص الذي في موضعه مختلف جدًا: التشابه {percent}٪",
    "two places are nearly as much like it as each other": "موضعان يشبهانه بالقدر نفسه تقريبًا",
    "what is like it stands elsewhere, and the text around that is another": "ما يشبهه في موضع آخر، وما حوله مختلف",
    "there is no quote to find it by": "لا اقتباس يُهتدى به إليه",
    "it says neither where it is nor what it quotes": "لا يذكر موضعه ولا ما يقتبسه",
    "the source has changed and there is no quote to find it by": "تغيّر المصدر ولا اقتباس يُهتدى به إليه",
    "it ends at {end}, but the source at {length}": "ينتهي عند {end}، والمصدر عند {length}",
    # The structure of annotations: the whole document, points, attributes
    "its quote is empty, and nothing tells what stood around it": "اقتباسه فارغ، ولا شيء يذكر ما كان حوله",
    "what stood around it stands in more than one place": "ما كان حوله في أكثر من موضع",
    "what stood before it and what stood behind it stand apart now": "ما كان قبله وما كان بعده صارا متباعدين",
    "the text around it is no longer in the source, or stands in more than one place": (
        "النص الذي حوله لم يعد في المصدر، أو هو في أكثر من موضع"
    ),
    "must not be empty where there is neither a prefix nor a suffix": ("يجب ألا يكون فارغًا حيث لا prefix ولا suffix"),
    "names the whole source beside a part of it": "يذكر المصدر كله مع جزء منه",
    "is about another annotation, with a motivation that this program does not know": (
        "عن تعليق آخر، بدافع لا يعرفه هذا البرنامج"
    ),
    "the whole document": "المستند كله",
    "{list.take} takes it · {tag_picker.list_it} lists it always, or adds it to the tagset": (
        "{list.take} يأخذه · {tag_picker.list_it} يدرجه دائمًا، أو يضيفه إلى مجموعة الوسوم"
    ),
    "Links": "الروابط",
    "{tag} is listed now": "{tag} مدرج الآن",
    "{tag} is listed now; its key is {key}": "{tag} مدرج الآن؛ مفتاحه {key}",
    "{tag} is listed now. Its key {key} does something else: {binding} gives it one in the configuration": (
        "{tag} مدرج الآن. مفتاحه {key} لأمر آخر: {binding} في الإعدادات يعطيه مفتاحًا"
    ),
    "{tag} is listed no longer, but is found by typing": "لم يعد {tag} مدرجًا، لكن يوجد بكتابة اسمه",
    "The tagset has no tag {tag}: what is suggested with it is not shown": (
        "ليس في مجموعة الوسوم وسم {tag}: ما يُقترح به لا يظهر"
    ),
    "{tag} is always listed": "{tag} مدرج دائمًا",
    "{tag} is in the tagset now, in {file}": "{tag} في مجموعة الوسوم الآن، في {file}",
    "There is no text here": "لا نص هنا",
    "There are damaged bytes on both sides: nothing could tell this place again": (
        "على الجانبين بايتات تالفة: لا شيء يدل على هذا الموضع من بعد"
    ),
    "Tag or note a point, before the letter at the caret": "وسم موضع قبل حرف المؤشر أو كتابة ملاحظة عليه",
    "Tag or note the whole document": "وسم المستند كله أو كتابة ملاحظة عليه",
    "A point at {place}": "موضع عند {place}",
    "The whole document, {name}": "المستند كله، {name}",
    "Tags": "الوسوم",
    "use it without adding it": "يُستعمل من غير إضافة",
    "is used, and not in the tagset": "مستعمل، وليس في مجموعة الوسوم",
    "no tag": "بلا وسم",
    "only mark it": "تعليم الموضع لا غير",
    "write a note on it": "كتابة ملاحظة عليه",
    "List it always": "إدراجه دائمًا",
    (
        "Type a part of a name, or of what is said about a tag; **enter** takes the one that is marked. What stands "
        "nowhere can be added to the tagset, or used as it is: annotations keep it, and it can be added later."
    ): (
        "اكتب جزءًا من اسم وسم أو مما يقال عنه؛ **enter** يأخذ المعلَّم منها. ما ليس هناك يمكن أن يضاف إلى مجموعة "
        "الوسوم، أو أن يُستعمل كما هو: يبقى في التعليقات، وتمكن إضافته لاحقًا."
    ),
    (
        "**ctrl+o** lists a tag from now on that the tagset keeps back, or no longer, and adds one to the tagset that "
        "it does not know."
    ): ("**ctrl+o** يدرج من الآن وسمًا تؤخره مجموعة الوسوم، أو يكف عن إدراجه، ويضيف إليها ما لا تعرفه."),
    "Answer what the tagset asks of the annotation": "الإجابة عن أسئلة مجموعة الوسوم عن التعليق",
    "Attributes": "السمات",
    "yes": "نعم",
    "no": "لا",
    "The tagset asks nothing about this": "لا تسأل مجموعة الوسوم عن هذا شيئًا",
    "The tagset does not ask this here: it can be kept or deleted": (
        "لا تسأل مجموعة الوسوم هذا هنا: يمكن إبقاؤه أو حذفه"
    ),
    "This is not answered": "لا جواب لهذا",
    "{name} is a number": "{name} عدد",
    "{name} cannot be answered so": "لا يصح هذا جوابًا عن {name}",
    "This is {annotator}'s; only your own can be changed": "هذا لـ{annotator}؛ لا يمكن تغيير إلا ما هو لك",
    "{answers.write}: type a number": "{answers.write}: اكتب عددًا",
    "{answers.write}: type an answer": "{answers.write}: اكتب جوابًا",
    "Question before": "السؤال السابق",
    "Next question": "السؤال التالي",
    "To the annotation or the link before": "إلى التعليق أو الرابط السابق",
    "To the next link": "إلى الرابط التالي",
    "Delete the answer": "حذف الجواب",
    (
        "The key beside an answer gives it, and goes on to the next question; where several may be given it adds the "
        "answer or takes it away. What is written or is a number is typed after **{answers.write}**. "
        "**{answers.take_back}** deletes an answer."
    ): (
        "المفتاح الذي بجانب الجواب يختاره وينتقل إلى السؤال التالي؛ وحيث تصح أجوبة عدة يضيف الجواب أو يزيله. "
        "ما يُكتب أو كان عددًا يُدخل بعد **{answers.write}**. **{answers.take_back}** يحذف الجواب."
    ),
    (
        "**Up** and **down** go from question to question, also to those about links; **{annotation.next}** and "
        "**{annotation.previous}** go on to the next annotation, and the panel with them. **{undo}** takes the last "
        "answer back, **{answers.close}** closes."
    ): (
        "**أعلى** و**أسفل** من سؤال إلى سؤال، وإلى أسئلة الروابط أيضًا؛ **{annotation.next}** و"
        "**{annotation.previous}** إلى التعليق التالي أو السابق واللوحة معهما. **{undo}** يتراجع عن آخر جواب، "
        "و**{answers.close}** يغلق."
    ),
    (
        "**{attributes}** answers what the tagset asks about an annotation and its links. **{point}** annotates a "
        "place between two letters, **{document}** the whole document."
    ): (
        "**{attributes}** للإجابة عما تسأله مجموعة الوسوم عن التعليق وروابطه. **{point}** يعلّق على موضع بين حرفين، "
        "و**{document}** على المستند كله."
    ),
    (
        "**{attributes}** answers what the tagset asks about the chosen annotation, or about the link of it that is "
        "chosen."
    ): ("**{attributes}** للإجابة عما تسأله مجموعة الوسوم عن التعليق المختار، أو عن رابطه المختار."),
    "leads back to the tag itself: {way}": "يعود إلى الوسم نفسه: {way}",
    "{tag} on the whole document": "{tag} على المستند كله",
    # A source that changes, and the annotations that are to be checked then
    "The document has changed on the disk: {found}": "تغيّر المستند على القرص: {found}",
    "The document has changed on the disk and was read again": "تغيّر المستند على القرص وأعيدت قراءته",
    "The document has changed on the disk and is being read again": "تغيّر المستند على القرص وتعاد قراءته الآن",
    "The document has changed on the disk; this is done as soon as it is read again": (
        "تغيّر المستند على القرص؛ يتم هذا فور إعادة قراءته"
    ),
    "The document has changed on the disk; it is read again when the annotations are saved": (
        "تغيّر المستند على القرص؛ تعاد قراءته عندما تُحفظ التعليقات"
    ),
    "The document has just changed on the disk: look at it again": "تغيّر المستند على القرص للتو: انظر إليه ثانية",
    "The document is as it was": "المستند كما كان",
    "The document is no longer on the disk: it can be read here, but not annotated": (
        "لم يعد المستند على القرص: تمكن قراءته هنا لا التعليق عليه"
    ),
    "The document on the disk is another now and cannot be read: {reason}": (
        "المستند على القرص غير ما كان ولا تمكن قراءته: {reason}"
    ),
    "not as on the disk": "ليس كما على القرص",
    "Not done: the text that was selected is no longer in the document": (
        "لم يتم: النص الذي كان محددًا لم يعد في المستند"
    ),
    "The tagset has changed on the disk; its tags are in use": "تغيّرت مجموعة الوسوم على القرص؛ وهي المستعملة الآن",
    "{error}; the tags stay as they were": "{error}؛ تبقى الوسوم كما كانت",
    "Check annotations that moved, changed or are lost": "مراجعة ما انتقل من التعليقات أو تغيّر أو فُقد",
    "Confirm where the annotation is now": "تأكيد موضع التعليق الآن",
    "Put the annotation on the selected text": "وضع التعليق على النص المحدد",
    "List only annotations to check": "سرد ما يُراجَع من التعليقات فقط",
    "to be checked": "للمراجعة",
    "Confirm": "تأكيد",
    "Confirm moved": "تأكيد ما انتقل",
    "What may be it is selected: {key} puts it there, or on any other text that you select": (
        "ما قد يكون نصه محدد: {key} لوضعه عليه، أو على أي نص آخر تحدده"
    ),
    "Select the text that it belongs to, then {key} puts it there": "حدد النص الذي يخصه، ثم {key} لوضعه عليه",
    "Not here": "ليس هنا",
    "Attach here": "وضعه هنا",
    "Delete": "حذف",
    "{tag}: {state}": "{tag}: {state}",
    "lost: {reason}": "مفقود: {reason}",
    "moved, not confirmed": "انتقل ولم يؤكَّد",
    "changed in spelling, not confirmed": "تغيّر رسمه ولم يؤكَّد",
    "changed, {percent} % as it was": "تغيّر، وبقي منه {percent} %",
    "somebody has said that what was found is not it": "قيل إن ما وُجد ليس هو",
    "Confirmed; {undo} takes it back": "أُكِّد؛ {undo} للتراجع",
    "It is here now; {undo} takes it back": "صار هنا؛ {undo} للتراجع",
    "It is lost until it is put somewhere; {undo} takes it back": "هو مفقود حتى يوضع في موضع؛ {undo} للتراجع",
    "All annotations are checked": "رُوجعت التعليقات كلها",
    "No annotation waits to be checked": "لا تعليق ينتظر المراجعة",
    "No annotation has only moved": "لا تعليق انتقل فقط",
    "The annotations are still being read": "التعليقات ما زالت تُقرأ",
    "The annotations have changed meanwhile": "تغيّرت التعليقات في هذه الأثناء",
    "This annotation is lost: select its text, then put it there": "هذا التعليق مفقود: حدد نصه ثم ضعه عليه",
    "This annotation is where it was made: nothing is to be confirmed": "هذا التعليق حيث وُضع: لا شيء يؤكَّد",
    "Select the text that the annotation belongs to first: {select.grow} takes the word at the caret": (
        "حدد أولًا النص الذي يخصه التعليق: {select.grow} يحدد الكلمة عند المؤشر"
    ),
    # Moving and selecting
    "One letter to the left": "حرف إلى اليسار",
    "One letter to the right": "حرف إلى اليمين",
    "One word to the left": "كلمة إلى اليسار",
    "One word to the right": "كلمة إلى اليمين",
    "Beginning of the line": "أول السطر",
    "End of the line": "آخر السطر",
    "Next paragraph": "الفقرة التالية",
    "Paragraph before": "الفقرة السابقة",
    "Beginning of the document": "أول المستند",
    "End of the document": "آخر المستند",
    "Next sentence": "الجملة التالية",
    "Sentence before": "الجملة السابقة",
    "One line up": "سطر إلى أعلى",
    "One line down": "سطر إلى أسفل",
    "One page up": "صفحة إلى أعلى",
    "One page down": "صفحة إلى أسفل",
    "Select one letter to the left": "تحديد حرف إلى اليسار",
    "Select one letter to the right": "تحديد حرف إلى اليمين",
    "Select one word to the left": "تحديد كلمة إلى اليسار",
    "Select one word to the right": "تحديد كلمة إلى اليمين",
    "Select to the beginning of the line": "تحديد إلى أول السطر",
    "Select to the end of the line": "تحديد إلى آخر السطر",
    "Select to the next paragraph": "تحديد إلى الفقرة التالية",
    "Select to the paragraph before": "تحديد إلى الفقرة السابقة",
    "Select to the beginning of the document": "تحديد إلى أول المستند",
    "Select to the end of the document": "تحديد إلى آخر المستند",
    "Select one line up": "تحديد سطر إلى أعلى",
    "Select one line down": "تحديد سطر إلى أسفل",
    "Select one page up": "تحديد صفحة إلى أعلى",
    "Select one page down": "تحديد صفحة إلى أسفل",
    "Select word, sentence, paragraph": "تحديد الكلمة فالجملة فالفقرة",
    "Select": "تحديد",
    "Select while moving": "تحديد أثناء التنقل",
    "End selection, link or search": "إنهاء التحديد أو الربط أو البحث",
    "Copy the selection": "نسخ التحديد",
    "Scroll a line on": "تمرير سطر إلى الأمام",
    "Scroll a line back": "تمرير سطر إلى الخلف",
    "Bring the caret to the middle": "جعل المؤشر في الوسط",
    "There is no word here": "لا كلمة هنا",
    "The whole paragraph is selected": "الفقرة كلها محددة",
    "Nothing is selected: {select.grow} takes the word at the caret": (
        "لا شيء محدد: {select.grow} يحدد الكلمة عند المؤشر"
    ),
    "This is a suggestion yet: {key} makes an annotation of it": "هذا اقتراح بعد: {key} يجعله تعليقًا",
    "Nothing is selected and no annotation is here: {select.grow} takes the word": (
        "لا شيء محدد ولا تعليق هنا: {select.grow} يحدد الكلمة"
    ),
    "Only white space is selected": "لم يُحدد إلا فراغ",
    "Too much is selected for that: take a megabyte at most": "التحديد أكبر من اللازم: حدد ميغابايت على الأكثر",
    "There are damaged bytes in this text, which no file of annotations can hold": (
        "في هذا النص بايتات تالفة لا يمكن أن يحفظها ملف تعليقات"
    ),
    # Annotating
    "Highlight without a tag": "تمييز بلا وسم",
    "Choose a tag": "اختيار وسم",
    "Tag…": "وسم…",
    "Write a note": "كتابة ملاحظة",
    "Link two annotations": "ربط تعليقين",
    "Link": "ربط",
    "Remove the links of an annotation": "إزالة روابط تعليق",
    "Delete the annotation": "حذف التعليق",
    "Undo": "تراجع",
    "Redo": "إعادة",
    "Tag {quote}": "وسم {quote}",
    "Re-tag {quote}": "تغيير وسم {quote}",
    "Note on {quote}": "ملاحظة على {quote}",
    "write here": "اكتب هنا",
    "{note_editor.keep} keeps it · {field.begin_a_new_line_where_there_may_be_several} begins a new line"
    " · {note_editor.cancel} gives up": (
        "{note_editor.keep} للحفظ · {field.begin_a_new_line_where_there_may_be_several} لسطر جديد"
        " · {note_editor.cancel} للإلغاء"
    ),
    "Keep the note": "حفظ الملاحظة",
    "type to find a tag": "اكتب لإيجاد وسم",
    "put it into the tagset": "إضافته إلى مجموعة الوسوم",
    "Take it": "اختيار",
    "Cancel": "إلغاء",
    "The tag could not be added: {error}": "تعذرت إضافة الوسم: {error}",
    "This is tagged {tag} already": "موسوم بالوسم {tag} من قبل",
    "It is tagged {tag} already": "موسوم بالوسم {tag} من قبل",
    "This is highlighted already": "مميَّز من قبل",
    "It has no tag already": "لا وسم له أصلًا",
    "Deleted; {undo} brings it back": "حُذف؛ {undo} للاسترجاع",
    "Undone: {words}": "تم التراجع: {words}",
    "Done again: {words}": "أُعيد: {words}",
    "Nothing to undo": "لا شيء للتراجع عنه",
    "Nothing to redo": "لا شيء لإعادته",
    "added {annotation}": "إضافة {annotation}",
    "removed {annotation}": "حذف {annotation}",
    "changed {annotation}": "تغيير {annotation}",
    "linked by {link}": "ربط بالرابط {link}",
    "removed the link {link}": "حذف الرابط {link}",
    "changed the link {link}": "تغيير الرابط {link}",
    "Linked by {link}": "رُبطا بالرابط {link}",
    "Go to the other annotation and press {keys}; at once for the nearest": (
        "انتقل إلى التعليق الآخر واضغط {keys}؛ أو اضغط الآن لأقرب تعليق"
    ),
    "Go to the other end of {link}, then press {key}": "انتقل إلى الطرف الآخر للرابط {link} ثم اضغط {key}",
    "No link has been begun": "لم يبدأ أي ربط",
    "The tagset has no link for this tag": "ليس في مجموعة الوسوم رابط لهذا الوسم",
    "{link} cannot begin at {tag}": "لا يبدأ الرابط {link} من {tag}",
    "{link} cannot join {tag}": "لا يصل الرابط {link} {tag} بشيء",
    "{link} cannot join {tag} and {other}": "لا يصل الرابط {link} بين {tag} و{other}",
    "These two are linked by {link} already": "هذان مرتبطان بالرابط {link} من قبل",
    "This annotation has no links": "لا روابط لهذا التعليق",
    "There is no annotation here": "لا تعليق هنا",
    "This annotation is not shown": "هذا التعليق غير ظاهر",
    "This annotation is {annotator}'s; only your own can be changed": (
        "هذا التعليق من عمل {annotator}؛ لا يمكنك أن تغيّر إلا تعليقاتك"
    ),
    "Your set is open for reading only: {reason}": "مجموعة تعليقاتك مفتوحة للقراءة فقط: {reason}",
    "The annotations are still being read; this is done as soon as they are": (
        "ما زالت التعليقات تُقرأ؛ سيُنفذ هذا حال الفراغ منها"
    ),
    # From annotation to annotation
    "Next annotation": "التعليق التالي",
    "Annotation before": "التعليق السابق",
    "No annotations to go to": "لا تعليقات يُنتقل إليها",
    "No annotation after this one": "لا تعليق بعد هذا",
    "No annotation before this one": "لا تعليق قبل هذا",
    "Filter annotations by text": "تصفية التعليقات بالنص",
    "Filter annotations by tag": "تصفية التعليقات بالوسم",
    "Filter": "تصفية",
    "Show or hide other annotators' sets": "إظهار تعليقات الآخرين أو إخفاؤها",
    "No other annotator has a set for this document": "لا تعليقات لغيرك على هذا المستند",
    "Other annotators' sets are shown": "تعليقات الآخرين ظاهرة",
    "Only your own set is shown": "لا تظهر إلا تعليقاتك",
    "Previous": "السابق",
    "Next": "التالي",
    "Five back": "خمسة إلى الخلف",
    "Five on": "خمسة إلى الأمام",
    "Go to text": "إلى النص",
    # Search
    "Search": "بحث",
    "Next hit": "النتيجة التالية",
    "Hit before": "النتيجة السابقة",
    "Search folded, exactly or by regular expression": "البحث مرنًا أو حرفيًا أو بتعبير نمطي",
    "Search all documents": "البحث في كل المستندات",
    "folded": "مرن",
    "exact": "حرفي",
    "regex": "تعبير نمطي",
    "{found}  {prompt.search_kind}: {following}": "{found}  {prompt.search_kind}: {following}",
    "Folded/exact/regex": "مرن/حرفي/نمطي",
    "Search: {kind}": "البحث: {kind}",
    "Not found: {text}": "لم يوجد: {text}",
    "Nothing is being searched: / begins": "لا بحث جارٍ: ابدأ بالمفتاح /",
    "{number} of {count}": "{number} من {count}",
    "Search {documents}: {kind}  ({list.search_kind}: {following})": (
        "البحث في {documents}: {kind}  ({list.search_kind}: {following})"
    ),
    "what to look for in all documents": "ما يُبحث عنه في كل المستندات",
    "{list.search} searches": "{list.search} للبحث",
    "{list.search} opens": "{list.search} للفتح",
    "Search, then open": "بحث ثم فتح",
    "Nothing found": "لم يوجد شيء",
    "{hits} in {documents}": "{hits} في {documents}",
    "{seen} of {count} searched": "بُحث في {seen} من {count}",
    "Mistake in the expression: {reason}": "خطأ في التعبير: {reason}",
    "Mistake in the expression at character {at}: {reason}": "خطأ في التعبير عند المحرف {at}: {reason}",
    "The expression is too deep or too large": "التعبير أعمق أو أكبر من اللازم",
    "The expression takes too long: make it simpler": "التعبير يستغرق وقتًا طويلًا: بسّطه",
    # Places
    "Go to a percentage or paragraph": "الانتقال إلى نسبة مئوية أو فقرة",
    "Go to": "الانتقال إلى",
    "50% or a paragraph's number": "50% أو رقم فقرة",
    "{typed} is neither a percentage nor a number": "{typed} ليس نسبة مئوية ولا رقمًا",
    "The paragraphs are still being counted": "ما زالت الفقرات تُعدّ",
    "The text is still being counted": "ما زال النص يُعدّ",
    # View
    "Change how directions are found": "تغيير طريقة معرفة الاتجاه",
    "Tell of the character at the caret": "معلومات الحرف عند المؤشر",
    "Show or hide hidden characters": "إظهار الأحرف الخفية أو إخفاؤها",
    "Show or hide vowel signs": "إظهار التشكيل أو إخفاؤه",
    "Hidden characters are shown": "الأحرف الخفية ظاهرة",
    "Hidden characters are not shown": "الأحرف الخفية غير ظاهرة",
    "Vowel signs are shown": "التشكيل ظاهر",
    "Vowel signs are not shown": "التشكيل غير ظاهر",
    "hidden shown": "الخفي ظاهر",
    "no vowel signs": "بلا تشكيل",
    ", ": "، ",
    # Suspicious controls
    "Next bidi override or unbalanced control": "محرف الاتجاه المريب التالي",
    "No bidi override and no unbalanced control here": "لا محارف اتجاه مريبة هنا",
    "at least {found}": "على الأقل {found}",
    "{name}: {fault}": "{name}: {fault}",
    "{name}: {fault}; {key} shows it": "{name}: {fault}؛ يظهره {key}",
    "turns letters round": "يقلب ترتيب الحروف",
    "is not closed": "لم يُغلق",
    "closes nothing": "لا يغلق شيئًا",
    "is nested too deep": "أعمق مما يجوز",
    # The inspector
    "The neighbour to the left": "الحرف المجاور يسارًا",
    "The neighbour to the right": "الحرف المجاور يمينًا",
    "{inspector.left} {inspector.right}: neighbours · {inspector.copy} copies what is told · "
    "{inspector.close} closes": (
        "{inspector.left} و{inspector.right} للحرف المجاور · {inspector.copy} للنسخ · {inspector.close} للإغلاق"
    ),
    "The end of the document": "نهاية المستند",
    "Copied what is told": "نُسخت المعلومات",
    "Nothing is sent": "لا يُرسل شيء",
    "sent: {numbers} ({cells})": "المُرسل: {numbers} ({cells})",
    "code point": "المحرف",
    "name": "الاسم",
    "bidi": "اتجاه",
    "level": "مستوى",
    "joining": "الاتصال",
    "isolated": "منفصل",
    "final": "نهائي",
    "initial": "ابتدائي",
    "medial": "وسطي",
    "code point {number}": "المحرف {number}",
    "code point not counted yet": "لم يُعدّ المحرف بعد",
    "paragraph {number}": "الفقرة {number}",
    "column {number}": "العمود {number}",
    "byte {number}": "البايت {number}",
    "Direction of paragraphs: {way}": "اتجاه الفقرات: {way}",
    "auto": "تلقائي",
    "majority": "بالأغلبية",
    "right to left": "من اليمين إلى اليسار",
    "left to right": "من اليسار إلى اليمين",
    "Show or hide the library": "إظهار المكتبة أو إخفاؤها",
    "Show or hide the annotations": "إظهار التعليقات أو إخفاؤها",
    "Next pane": "اللوحة التالية",
    "Pane before": "اللوحة السابقة",
    # The library
    "Up": "إلى أعلى",
    "Down": "إلى أسفل",
    "Page up": "صفحة إلى أعلى",
    "Page down": "صفحة إلى أسفل",
    "Ten up": "عشرة إلى أعلى",
    "Ten down": "عشرة إلى أسفل",
    "First": "الأول",
    "Last": "الأخير",
    "Close folder": "إغلاق المجلد",
    "Open folder": "فتح المجلد",
    "To the open document": "إلى المستند المفتوح",
    "Read folders again": "قراءة المجلدات من جديد",
    "Open": "فتح",
    # Typing
    "Beginning of the text": "أول النص",
    "End of the text": "آخر النص",
    "Select to the beginning of the text": "تحديد إلى أول النص",
    "Select to the end of the text": "تحديد إلى آخر النص",
    "Take away the letter before, its marks first": "حذف الحرف السابق، حركاته أولًا",
    "Take away the letter at the caret": "حذف الحرف عند المؤشر",
    "Take away the word before": "حذف الكلمة السابقة",
    "Take away the word behind": "حذف الكلمة التالية",
    "Take away all before on the line": "حذف ما سبق من السطر",
    "Take away all behind on the line": "حذف ما بقي من السطر",
    "Cut": "قص",
    "Copy": "نسخ",
    "Paste what was cut or copied here": "لصق ما قُص أو نُسخ هنا",
    "Select all": "تحديد الكل",
    "Begin a new line, where there may be several": "سطر جديد، حيث تجوز عدة أسطر",
    "Text field": "حقل الكتابة",
    (
        "**Arrows** go to the letter beside, as the eye sees it, whichever way it runs; at the edge of a line they go "
        "on or back, as the line runs. With **ctrl** they go by words. With **shift** everything that moves the caret "
        "selects."
    ): (
        "**الأسهم** تنقل المؤشر إلى الحرف المجاور كما تراه العين أيًّا كان اتجاهه؛ وعند طرف السطر إلى السطر التالي أو "
        "السابق بحسب اتجاهه. ومع **ctrl** كلمة كلمة. ومع **shift** يحدد كل ما ينقل المؤشر."
    ),
    (
        "The caret stands on a letter: what is typed comes before it, and at the end of a line it stands behind the "
        "text, to the left of Arabic and Hebrew."
    ): ("المؤشر يقف على حرف: ما يُكتب يأتي قبله، وفي آخر السطر يقف بعد النص، إلى يسار العربية والعبرية."),
    (
        "**backspace** takes away what was typed last: a vowel sign before its letter, the alef of a lam-alef before "
        "the lam. **delete** takes the letter at the caret with all that stands on it."
    ): (
        "**backspace** يحذف آخر ما كُتب: الحركة قبل حرفها، وألف «لا» قبل لامها. و**delete** يحذف الحرف عند المؤشر مع "
        "كل ما عليه."
    ),
    (
        "**ctrl+j** begins a new line where there may be several; **shift+enter** too, in terminals that tell it from "
        "enter."
    ): "**ctrl+j** يبدأ سطرًا جديدًا حيث تجوز عدة أسطر، وكذلك **shift+enter** في الطرفيات التي تميّزه من enter.",
    (
        "A click puts the caret on a letter, dragging selects, a double click takes the word, a triple click the "
        "line, the middle button pastes what was cut or copied here. For the terminal's own clipboard use the "
        "terminal's keys."
    ): (
        "النقرة تضع المؤشر على حرف، والسحب يحدد، والنقرة المزدوجة تأخذ الكلمة، والثلاثية السطر، والزر الأوسط يلصق ما "
        "قُص أو نُسخ هنا. وللصق من حافظة الطرفية استعمل مفاتيحها."
    ),
    "Done": "تم",
    # Saving and leaving
    "Save again": "الحفظ من جديد",
    # What is remembered
    "Open a recent file": "فتح ملف حديث",
    "Recent files": "الملفات الحديثة",
    "No other document has been open": "لم يُفتح مستند آخر من قبل",
    "a document's name or folder": "اسم مستند أو مجلده",
    "missing": "مفقود",
    "Take it off the list": "إزالة من القائمة",
    "{list.take} opens · {recent.drop} takes it off the list · {list.cancel} gives up": ""
    "{list.take} للفتح · {recent.drop} للإزالة من القائمة · {list.cancel} للإلغاء",
    "{path}: {reason}; nothing is remembered": "{path}: {reason}؛ لن يُتذكّر شيء",
    "{path}: is damaged; what can be read of it is used, and it is set aside": ""
    "{path}: ملف تالف؛ يُستعمل ما أمكنت قراءته منه ويُحفظ جانبًا",
    "is of a newer version": "من إصدار أحدث",
    "Saving again": "جارٍ الحفظ من جديد",
    "Everything is saved: every change is written at once": "كل شيء محفوظ: يُكتب كل تغيير فورًا",
    "Quit": "خروج",
    "Saved as {copy}": "حُفظت باسم {copy}",
    "palette": "الأوامر",
    "a command, or a document's name or title": "أمر أو اسم مستند أو عنوانه",
    "Theme: {name}": "السمة: {name}",
    "Help": "مساعدة",
    "The annotations are not saved; the document stays open": "لم تُحفظ التعليقات؛ يبقى المستند مفتوحًا",
    "Changes to {name} that were not saved are kept, and offered when it can be written again": (
        "التغييرات التي لم تُحفظ في {name} باقية، وتُعرض حين تمكن الكتابة فيه من جديد"
    ),
    "Not everything is saved in {name}:": "لم يُحفظ كل شيء في {name}:",
    "the disk has not answered yet": "لم يجب القرص بعد",
    "quit, and lose what is not saved": "الخروج وخسارة ما لم يُحفظ",
    "stay": "البقاء",
    "{terminal} answered too late; its way is: --terminal-bidi {way}": (
        "أجابت الطرفية {terminal} متأخرة؛ خيارها: --terminal-bidi {way}"
    ),
    "This terminal moves letters by itself, and does not show every row rightly": (
        "هذه الطرفية تنقل الحروف بنفسها، ولا تعرض كل سطر عرضًا صحيحًا"
    ),
    "{key} quits": "للخروج اضغط {key}",
    "the file is damaged, or of a newer version": "الملف تالف أو من إصدار أحدث",
    "{path}: opened for reading only: {reason}": "{path}: فُتح للقراءة فقط: {reason}",
    "{error}; the default tagset is used": "{error}؛ تُستخدم مجموعة الوسوم المبدئية",
    "There is no theme called {name}; there are {names}": "لا سمة بالاسم {name}؛ السمات هي {names}",
    # What others write, what is not saved, what is recovered
    "was replaced, and {reason}; it is left as it is": "استُبدل وهو {reason}؛ تُرك كما هو",
    "was damaged, or written by a newer version; it is left as it is": "تلف أو كتبه إصدار أحدث؛ تُرك كما هو",
    "was replaced by the set of {annotator}; it is left as it is": "حلّت محله مجموعة {annotator}؛ تُرك كما هو",
    "was replaced by a set about another document; it is left as it is": ("حلّت محله مجموعة عن مستند آخر؛ تُرك كما هو"),
    "is written again and again by another program": "يكتبه برنامج آخر مرة بعد مرة",
    "This was changed elsewhere meanwhile; it stays as it is now": "تغيّر هذا في مكان آخر أثناء ذلك؛ يبقى كما هو الآن",
    "{name} {problem}": "{name} {problem}",
    "{name} has changed on the disk": "تغيّر {name} على القرص",
    "{name} has changed on the disk: {changes}": "تغيّر {name} على القرص: {changes}",
    "{name} was deleted; your annotations are kept here, and saved with the next change": (
        "حُذف {name}؛ تعليقاتك باقية هنا وتُحفظ مع التغيير التالي"
    ),
    "{name} had been deleted; it is saved anew": "كان {name} قد حُذف؛ حُفظ من جديد",
    "{name} is gone": "لم يعد {name} موجودًا",
    "{name} was changed by another program.": "غيّر برنامج آخر {name}.",
    "another version is on the disk": "على القرص صيغة أخرى",
    "deleted from the disk, kept here": "حُذف من القرص، باقٍ هنا",
    "take what is on the disk": "أخذ ما على القرص",
    "put back what is gone, and keep what is new": "إعادة ما ذهب وإبقاء الجديد",
    "put back what is gone, and save": "إعادة ما ذهب والحفظ",
    "put back what is gone, save, and quit": "إعادة ما ذهب والحفظ ثم الخروج",
    "save all the same": "الحفظ رغم ذلك",
    "save all the same, and quit": "الحفظ رغم ذلك ثم الخروج",
    "{name} is not saved:": "لم يُحفظ {name}:",
    "Changes are saved, but cannot be kept in the journal: {reason}": (
        "التغييرات تُحفظ، لكن تعذر إبقاؤها في السجل: {reason}"
    ),
    "Changes are saved, but the version before has no backup: {reason}": (
        "التغييرات محفوظة، لكن لا نسخة احتياطية لما قبلها: {reason}"
    ),
    "{name} has other names (hard links): they stay with what was there before": (
        "للملف {name} أسماء أخرى (روابط صلبة): يبقى فيها ما كان من قبل"
    ),
    "try again, and quit": "المحاولة من جديد ثم الخروج",
    "save a copy, and quit": "حفظ نسخة ثم الخروج",
    "quit; at the next start the changes are offered": "الخروج؛ تُعرض التغييرات عند البدء التالي",
    "{reason}; with --annotations DIR yours are kept elsewhere": (
        "{reason}؛ وبالخيار --annotations DIR تُحفظ تعليقاتك في مكان آخر"
    ),
    "the file is read-only": "الملف للقراءة فقط",
    "Not everything was saved in {name} when the program ended:": "لم يُحفظ كل شيء في {name} حين انتهى البرنامج:",
    "Not saved in {name}": "ما لم يُحفظ في {name}",
    "recover it": "استعادته",
    "look at it first": "النظر إليه أولًا",
    "discard it: the journal is set aside, not deleted": "تركه: يُنحّى السجل ولا يُحذف",
    "later": "لاحقًا",
    "Set aside as {path}": "نُحّي باسم {path}",
    "What was written behind it is damaged ({count} bytes); that part is set aside": (
        "ما كُتب بعدها تالف ({count} بايت)؛ يُنحّى ذلك الجزء"
    ),
    "{path}: is a journal of unsaved changes that cannot be read": "{path}: سجل تغييرات غير محفوظة لا يمكن قراءته",
    "The note is kept: it can be gone on with at the same place": "الملاحظة محفوظة: يمكن إكمالها في الموضع نفسه",
    "This was being typed when the program ended": "هذا ما كان يُكتب حين انتهى البرنامج",
    "Back": "رجوع",
    "{long_text.back} goes back": "{long_text.back} للرجوع",
    # Locks
    "cannot be locked ({reason})": "لا يمكن قفله ({reason})",
    "no lock can be taken here ({reason})": "لا يمكن القفل هنا ({reason})",
    "is being changed by {holder}": "يغيّره الآن {holder}",
    "{user} on {host} (process {pid})": "{user} على {host} (العملية {pid})",
    "another program": "برنامج آخر",
    "the folder is read-only": "المجلد للقراءة فقط",
    # Backups
    "is damaged": "تالف",
    "there is no backup {number}": "لا نسخة احتياطية رقم {number}",
    # What is here and no longer on the disk
    "save it again, and quit": "حفظه من جديد ثم الخروج",
    "quit; tui-reader backups has it": "الخروج؛ وهو لدى tui-reader backups",
    "{path}: is not on the disk as it was here; that is a backup: tui-reader backups": (
        "{path}: ليس على القرص كما كان هنا؛ وما كان هنا نسخة احتياطية: tui-reader backups"
    ),
    # What is wrong with a file, behind its name
    "is empty": "فارغ",
    "is missing": "مفقود",
    "is a folder": "مجلد وليس ملفًا",
    "is not a regular file": "ليس ملفًا عاديًا",
    "is not a possible file name": "لا يصلح اسمًا لملف",
    "is read-only": "للقراءة فقط",
    "is a loop of symbolic links": "حلقة من الروابط الرمزية",
    "is a link to a file that does not exist": "رابط إلى ملف غير موجود",
    "no such file": "لا ملف بهذا الاسم",
    "no such file or folder": "لا ملف ولا مجلد بهذا الاسم",
    "not readable (permission denied)": "لا يُقرأ (الإذن مرفوض)",
    "cannot be read ({reason})": "تتعذر قراءته ({reason})",
    "cannot be read: {reason}": "تتعذر قراءته: {reason}",
    "could not be read again ({error}); nothing was written": "تعذرت قراءته من جديد ({error})؛ لم يُكتب شيء",
    "{place} could not be read again; nothing was written": "تعذرت قراءة {place} من جديد؛ لم يُكتب شيء",
    "is nested deeper than {most} folders": "متداخل في أكثر من {most} مجلدًا",
    "holds no documents (.txt, .md)": "لا مستندات فيه (.txt أو .md)",
    "holds no document that can be opened; the first: {problem}": "لا مستند فيه يمكن فتحه؛ أولها: {problem}",
    "is not UTF-8 (line {line})": "ليس بترميز UTF-8 (السطر {line})",
    "is not valid {name} (at byte {where}); name another with --encoding": (
        "ليس بترميز {name} صحيح (عند البايت {where})؛ سمِّ غيره بالخيار --encoding"
    ),
    "is damaged: not valid utf-8 at byte {number}; name another with --encoding": (
        "تالف: ليس بترميز utf-8 صحيح عند البايت {number}؛ سمِّ غيره بالخيار --encoding"
    ),
    "looks like a binary file; if it is text, name its encoding with --encoding": (
        "يبدو ملفًا ثنائيًا؛ إن كان نصًا فسمِّ ترميزه بالخيار --encoding"
    ),
    "is in an encoding that cannot be told; name it with --encoding": "ترميزه غير معروف؛ سمِّه بالخيار --encoding",
    "unknown encoding {encoding}; {suggestion}": "ترميز غير معروف {encoding}؛ {suggestion}",
    "try utf-8, utf-16, windows-1256, iso-8859-6 or windows-1255": (
        "جرّب utf-8 أو utf-16 أو windows-1256 أو iso-8859-6 أو windows-1255"
    ),
    "did you mean {names}?": "هل تقصد {names}؟",
    " or ": " أو ",
    "every name for a set of {source} is taken by another source": "كل اسم لمجموعة تعليقات {source} مأخوذ لمصدر آخر",
    "the annotator's name is empty": "اسم المعلّق فارغ",
    # What is wrong inside a set of annotations, behind the place
    "begins with a byte-order mark": "يبدأ بعلامة ترتيب البايتات",
    "is not JSON: {reason}": "ليس JSON: {reason}",
    "is not JSON: {reason} (line {line})": "ليس JSON: {reason} (السطر {line})",
    "is not JSON from here on: {reason}": "ليس JSON من هنا فصاعدًا: {reason}",
    "is not an annotation page: it has no list of items": "ليس صفحة تعليقات: لا قائمة عناصر فيه",
    'is not an annotation page: its type is not "AnnotationPage"': 'ليس صفحة تعليقات: نوعه ليس "AnnotationPage"',
    "is format {version}; this program writes {latest} and only reads newer ones": (
        "صيغته {version}؛ هذا البرنامج يكتب {latest} ويقرأ الأحدث فقط"
    ),
    "is {version}; this program knows formats up to {latest}": "هو {version}؛ يعرف هذا البرنامج الصيغ حتى {latest}",
    "is given twice": "مذكور مرتين",
    "is given twice; the first one counts": "مذكور مرتين؛ يُعتد بالأول",
    "is the id of an earlier record": "معرّف سجل سابق",
    "is a {kind} annotation, about another annotation": "تعليق من نوع {kind} على تعليق آخر",
    "must be an integer >= 0, not {value}": "يجب أن يكون عددًا صحيحًا >= 0، لا {value}",
    "must be an integer >= 1, not {value}": "يجب أن يكون عددًا صحيحًا >= 1، لا {value}",
    "must be an integer >= 1": "يجب أن يكون عددًا صحيحًا >= 1",
    "must be an integer >= {minimum}": "يجب أن يكون عددًا صحيحًا >= {minimum}",
    "must not be less than start ({start}), not {end}": "يجب ألا يقل عن start ({start})، لا {end}",
    "must be one of {names}": "يجب أن يكون أحد هذه: {names}",
    "must be one of {names}, not {value}": "يجب أن يكون أحد هذه: {names}، لا {value}",
    "must be a string, not {value}": "يجب أن يكون نصًا، لا {value}",
    "must be a string that is not empty": "يجب أن يكون نصًا غير فارغ",
    "must be a string that is not empty, not {value}": "يجب أن يكون نصًا غير فارغ، لا {value}",
    "must be an object": "يجب أن يكون كائنًا",
    "must be an object, not {value}": "يجب أن يكون كائنًا، لا {value}",
    "must be an object or an id, not {value}": "يجب أن يكون كائنًا أو معرّفًا، لا {value}",
    "must be an object or an IRI, not {value}": "يجب أن يكون كائنًا أو IRI، لا {value}",
    "must be an object with a selector: a stretch of the source's text": (
        "يجب أن يكون كائنًا فيه selector: مقطع من نص المصدر"
    ),
    "must be an array of annotations": "يجب أن يكون مصفوفة تعليقات",
    "must be a name or an object with a nickname, a name or an id": (
        "يجب أن يكون اسمًا أو كائنًا فيه nickname أو name أو id"
    ),
    "must be 64 hexadecimal digits": "يجب أن يكون 64 رقمًا ست عشريًا",
    'must be "Annotation", not {value}': 'يجب أن يكون "Annotation"، لا {value}',
    'must be "AnnotationPage", not {value}': 'يجب أن يكون "AnnotationPage"، لا {value}',
    'must be "codepoint", not {value}': 'يجب أن يكون "codepoint"، لا {value}',
    "must name {name}": "يجب أن يذكر {name}",
    "must be one purpose or an array of them": "يجب أن يكون غرضًا واحدًا أو مصفوفة أغراض",
    "must be one motivation or an array of them": "يجب أن يكون دافعًا واحدًا أو مصفوفة دوافع",
    "must be a moment like 2026-01-31T12:00:00Z, not {value}": (
        "يجب أن يكون وقتًا بصيغة 2026-01-31T12:00:00Z، لا {value}"
    ),
    "must not stand beside a body": "لا يجتمع مع body",
    "must be the id of the annotation the relation goes out from": ("يجب أن يكون معرّف التعليق الذي تنطلق منه العلاقة"),
    "must name the annotation the relation leads to, with purpose linking": (
        "يجب أن يذكر التعليق الذي تؤدي إليه العلاقة، والغرض linking"
    ),
    "must name the relation, in a TextualBody with purpose tagging": (
        "يجب أن يسمي العلاقة في TextualBody غرضه tagging"
    ),
    "must have a {quote} or a {position}": "يجب أن يكون له {quote} أو {position}",
    "Extra data after the page": "بيانات زائدة بعد الصفحة",
    "Extra data": "بيانات زائدة",
    "Expecting a key in double quotes": "يُنتظر مفتاح بين علامتي تنصيص",
    "Expecting '{character}'": "يُنتظر '{character}'",
    "values are nested more than {most} deep": "القيم متداخلة أكثر من {most} مستوى",
    "Too many values inside one another": "قيم كثيرة متداخلة",
    "the key {key} is given twice": "المفتاح {key} مذكور مرتين",
    "the key holds half of a surrogate pair": "في المفتاح نصف زوج بديل",
    "the text holds half of a surrogate pair": "في النص نصف زوج بديل",
    "{name} is not a JSON number": "{name} ليس عددًا في JSON",
    "the number has {count} digits; at most {most} are read": "عدد أرقامه {count}؛ يُقرأ {most} على الأكثر",
    "the number {number} is too large": "العدد {number} أكبر من اللازم",
    "an object": "كائن",
    "an array": "مصفوفة",
    "missing or null": "مفقود أو null",
    "leads to {name}, which is not in this file": "يؤدي إلى {name} وهو ليس في هذا الملف",
    "{name} does not join {source} to {target}": "{name} لا يصل {source} بـ{target}",
    "{name} is not a relation of {identifier}": "{name} ليس علاقة في {identifier}",
    "{tag} is not a tag of {identifier}": "{tag} ليس وسمًا في {identifier}",
    "is not an attribute this may have in the tagset": "ليس سمة يجيزها له تعريف الوسوم",
    "must be {kind}, not {value}": "يجب أن يكون {kind}، لا {value}",
    "must be {kind} of {values}, not {value}": "يجب أن يكون {kind} من {values}، لا {value}",
    "{path} leads out of {root}": "{path} يخرج من {root}",
    "is not that of the source: it has changed since": "ليس ما للمصدر: لقد تغيّر بعد ذلك",
    "is {number}, but the source has {length} code points": "هو {number}، وفي المصدر {length} من المحارف",
    "names {named}, but the set is about {path}": "يذكر {named}، والمجموعة عن {path}",
    "the source says {there} there, the quote {exact}": "في المصدر هناك {there}، وفي الاقتباس {exact}",
    # Decisions, replies, and the set that comes of them
    "must be an array of names, not {value}": "يجب أن يكون مصفوفة أسماء، لا {value}",
    "must be {word} or an array of names of sets": "يجب أن يكون {word} أو مصفوفة أسماء مجموعات",
    "must be true or false, not {value}": "يجب أن يكون true أو false، لا {value}",
    "must be an array of [set, id]": "يجب أن يكون مصفوفة من [مجموعة، معرّف]",
    "must be an array of objects, not {value}": "يجب أن يكون مصفوفة كائنات، لا {value}",
    "Nothing is decided here yet": "لم يُبتّ في شيء هنا بعد",
    "One version is about the whole document and another is not: choose one": (
        "إحدى الصيغ عن المستند كله والأخرى ليست كذلك: اختر واحدة"
    ),
    "The versions have no text in common": "لا نص مشتركًا بين الصيغ",
    "Nothing is marked here in this set": "لا شيء معلَّمًا هنا في هذه المجموعة",
    "Its text is not there any more: {reason}": "لم يعد نصه موجودًا: {reason}",
    "not all decisions in {name} can be read: {reason}": "لا يمكن قراءة كل القرارات في {name}: {reason}",
    "came of the decisions of {reviewer}; it is left as it is": "جاء من قرارات {reviewer}؛ يُترك كما هو",
    "holds what somebody has said; it is left as it is": "فيها ما قاله أحدهم؛ تُترك كما هي",
    "is no adjudicated set; it is left as it is": "ليس مجموعة محكَّمة؛ يُترك كما هو",
    "is no adjudicated set ({reason}); it is left as it is": "ليس مجموعة محكَّمة ({reason})؛ يُترك كما هو",
    "is the adjudicated set of another document; it is left as it is": "هو المجموعة المحكَّمة لمستند آخر؛ يُترك كما هو",
    "took back what was decided: {annotation}": "سُحب القرار: {annotation}",
    "commented «{words}»": "كُتب التعقيب «{words}»",
    "removed the comment «{words}»": "حُذف التعقيب «{words}»",
    "changed the comment «{words}»": "عُدّل التعقيب «{words}»",
    # What is no text
    "save it as plain text to read it here": "احفظه نصًا عاديًا لتقرأه هنا",
    "is a PDF": "ملف PDF",
    "is an EPUB book": "كتاب EPUB",
    "is an OpenDocument file": "ملف OpenDocument",
    "is a Word document": "مستند Word",
    "is an Office document": "مستند Office",
    "is a zip archive": "أرشيف zip",
    "is a packed file; unpack it first": "ملف مضغوط؛ فُكّ ضغطه أولًا",
    "is an image": "صورة",
    # What `validate` finds beside that, and what it puts right
    "Expecting a record on a line of its own": "يُنتظر سجل في سطر مستقل",
    "a key of the page is no text on line {line}; mend that by hand": (
        "في السطر {line} مفتاح للصفحة ليس نصًا؛ أصلحه يدويًا"
    ),
    "are in order": "صارت مرتبة",
    "could not be repaired without a loss; it is left as it is": "لا يمكن إصلاحه بلا فقد؛ تُرك كما هو",
    "covers {number} code points, but the quote has {length}": "يشمل {number} محرفًا، والاقتباس {length}",
    "has its commas and brackets again": "عادت إليه الفواصل والأقواس",
    "has its keys in order": "صارت مفاتيحه مرتبة",
    "has its members in order": "صارت عناصره مرتبة",
    "has more than {most} problems; the rest was not looked at": ("فيه أكثر من {most} مشكلة؛ لم يُنظر في الباقي"),
    "has no name left beside it for what cannot be read": "لم يبق بجانبه اسم لما لا يُقرأ",
    "has the prefix and the suffix that stand in the source": "أُخذ ما قبله وما بعده من المصدر",
    "holds a control character that nobody sees: {code}": "فيه محرف تحكم لا يراه أحد: {code}",
    "is a conflict of two changes that nobody has settled yet": "تعارض بين تغييرين لم يفصل فيه أحد بعد",
    "is a name without a letter": "اسم بلا حروف",
    "is a new id": "معرّف جديد",
    "is before it was created": "قبل وقت الإنشاء",
    "is damaged in an encoding other than UTF-8": "تالف في ترميز غير UTF-8",
    "is given once": "صار مذكورًا مرة واحدة",
    "is in the future: {value}": "في المستقبل: {value}",
    "is laid out with one record a line": "صار كل سجل في سطر",
    "is not UTF-8": "ليس UTF-8",
    "is one of more than {most} members of the page": "عنصر من أكثر من {most} عنصر في الصفحة",
    "is one of more than {most} records that cannot be read; the rest is left alone": (
        "سجل من أكثر من {most} سجل لا يُقرأ؛ تُرك الباقي"
    ),
    "is plain UTF-8": "صار UTF-8 خالصًا",
    "is the id of a record too": "معرّف سجل أيضًا",
    "is the same record once more, and is given once": "تكرار للسجل نفسه، وصار مذكورًا مرة واحدة",
    "is {encoding}, not UTF-8": "ترميزه {encoding} لا UTF-8",
    "is {name}, but the file is called after {other}": "{name}، واسم الملف يذكر {other}",
    "is {name}, but the source is read as {other}": "{name}، والمصدر مقروء على أنه {other}",
    "is {name}, but the tagset here is {identifier}": "{name}، ومجموعة الوسوم هنا {identifier}",
    "is {size} MB large; at most {most} MB are read": ("حجمه {size} ميغابايت، ويُقرأ {most} ميغابايت على الأكثر"),
    "is {value}, as in the source": "صار {value} كما في المصدر",
    "leads to where it goes out from": "يقود إلى حيث يبدأ",
    "the page itself is broken on line {line}; mend that by hand": (
        "الصفحة نفسها مكسورة في السطر {line}؛ أصلحها يدويًا"
    ),
    "the text before or behind it is not as its prefix and suffix say": "النص قبله أو بعده ليس كما هو مسجل",
    "warning: ": "تنبيه: ",
    "was left by a save that did not come to its end; nothing reads it": "بقي من حفظ لم يكتمل؛ ولا يقرؤه شيء",
    "was placed anew when its source had changed, and nobody has confirmed it yet": (
        "أُعيد وضعه حين تغيّر مصدره، ولم يؤكده أحد بعد"
    ),
    "what cannot be read is put beside the set": "وُضع ما لا يُقرأ بجانب المجموعة",
    "{key} is given twice, and not alike; mend that by hand": "{key} مذكور مرتين باختلاف؛ أصلحه يدويًا",
    "{reason} (line {line})": "{reason} (السطر {line})",
    # What is wrong inside a tagset
    "the tagset cannot be read: {place}: {reason}": "تتعذر قراءة مجموعة الوسوم: {place}: {reason}",
    "is not TOML: {error}": "ليس TOML: {error}",
    "is not TOML that can be read: nested too deeply": "ليس TOML مقروءًا: التداخل عميق جدًا",
    "must be given at least once": "يجب أن يُذكر مرة على الأقل",
    "must be a printable text that is not empty, without spaces at its ends": (
        "يجب أن يكون نصًا مطبوعًا غير فارغ، بلا فراغ في طرفيه"
    ),
    "must be one printable character": "يجب أن يكون محرفًا مطبوعًا واحدًا",
    "must be true or false": "يجب أن يكون true أو false",
    'must be texts by language: { en = "…", ar = "…" }': 'يجب أن يكون نصوصًا باللغات: { en = "…", ar = "…" }',
    'must be texts by language for each answer: { answer = { en = "…", ar = "…" } }': (
        'يجب أن يكون نصوصًا باللغات لكل جواب: { answer = { en = "…", ar = "…" } }'
    ),
    "is no answer here: there are {names}": "ليس من الأجوبة هنا، وهي: {names}",
    "must be a list of texts that are not empty": "يجب أن يكون قائمة نصوص غير فارغة",
    "must be an array of tables: [[{key}]]": "يجب أن يكون مصفوفة جداول: [[{key}]]",
    "must list what to choose from: the kind is {kind}": "يجب أن يسرد ما يُختار منه: النوع {kind}",
    "has no meaning for the kind {kind}": "لا معنى له مع النوع {kind}",
    "names something twice": "يذكر شيئًا مرتين",
    "names {name}, which is not a tag of this tagset": "يذكر {name} وهو ليس من وسوم هذه المجموعة",
    "needs the same tags in from and to": "يتطلب الوسوم نفسها في from وto",
    "is not a key that means anything here": "ليس مفتاحًا له معنى هنا",
    "{value} is taken by an earlier one": "{value} مأخوذ لسابق",
    # Help
    "**tab** comes here, to scroll; **f1** closes the help.": (
        "**tab** للانتقال إلى هنا والتمرير، و**f1** لإغلاق المساعدة."
    ),
    "Reading pane": "لوحة القراءة",
    "**{fragment.add}** makes the selection a part of the annotation that was chosen or worked on last, "
    "**{fragment.take_out}** takes it out again. **{adjust}** moves its ends by the arrow keys. **{partner.next}** "
    "goes along its links, **{partner.back}** back; **{annotation.outer}** chooses the next larger annotation at the "
    "same place. **{everywhere}** annotates the same words everywhere.": (
        "**{fragment.add}** لجعل التحديد جزءًا من التعليق الذي اختير أو عُمل عليه آخر مرة، و**{fragment.take_out}** "
        "لإخراجه منه. و**{adjust}** لتحريك طرفيه بالأسهم. و**{partner.next}** للمضي مع روابطه، و**{partner.back}** "
        "للرجوع؛ و**{annotation.outer}** لاختيار التعليق الأكبر التالي في الموضع نفسه. و**{everywhere}** لتعليم "
        "الكلمات نفسها في كل مكان."
    ),
    "Under each name stands the document's title. Beside it stands the number of its annotations, as `own/all` when "
    "others have made some; beside a folder, how many of its documents have annotations of yours.": (
        "تحت كل اسم عنوان المستند. وبجانبه عدد تعليقاته، تعليقاتك ثم الكل إن كان لغيرك تعليقات؛ "
        "وبجانب المجلد عدد المستندات التي لك فيها تعليقات."
    ),
    "**Arrows** move the caret as the eye sees it, **{move.word_left}** and **{move.word_right}** by word, "
    "**{move.previous_paragraph}** and **{move.next_paragraph}** by paragraph, **{move.previous_sentence}** and "
    "**{move.next_sentence}** by sentence. With **shift** they select; **{select.hold}** holds shift for you. A "
    "number that is typed before a key says how often.": (
        "**الأسهم** تحرك المؤشر كما تراه العين، و**{move.word_left}** و**{move.word_right}** بالكلمات، "
        "و**{move.previous_paragraph}** و**{move.next_paragraph}** بالفقرات، و**{move.previous_sentence}** "
        "و**{move.next_sentence}** بالجمل. ومع **shift** تحدد؛ و**{select.hold}** ينوب عن الاستمرار في ضغطه. والرقم "
        "الذي يُكتب قبل مفتاح يقول كم مرة."
    ),
    "**{jump}** writes a letter over each sentence and annotation in sight: that letter goes there, with shift it "
    "selects.": ("**{jump}** يكتب حرفًا فوق كل جملة وكل تعليق ظاهر: الحرف ينقل إليه، ومع shift يحدده."),
    "**{select.grow}** selects the word, then the sentence, then the paragraph. Then press a tag's key, "
    "**{highlight}** for a highlight, **{tag.pick}** for the list of tags, **{note}** for a note. **{repeat}** "
    "makes the last change again where you are, **{undo}** takes it back.": (
        "**{select.grow}** تحدد الكلمة ثم الجملة ثم الفقرة. ثم اضغط مفتاح وسم، أو **{highlight}** للتمييز، أو "
        "**{tag.pick}** لقائمة الوسوم، أو **{note}** لملاحظة. و**{repeat}** لتكرار آخر تغيير حيث أنت، و**{undo}** "
        "للتراجع عنه."
    ),
    "**{search}** searches, **{note}** and **{search.previous}** go to the next and the previous hit, "
    "**{search.kind}** changes how a text is compared, **{search.folder}** searches all documents. "
    "**{annotation.next}** and **{annotation.previous}** go from annotation to annotation. **{link}** and the key "
    "of a link connects two.": (
        "**{search}** للبحث، و**{note}** و**{search.previous}** للنتيجة التالية والسابقة، و**{search.kind}** لتغيير "
        "طريقة المقارنة، و**{search.folder}** للبحث في كل المستندات. و**{annotation.next}** "
        "و**{annotation.previous}** للانتقال من تعليق إلى تعليق. و**{link}** ثم مفتاح رابط يربط تعليقين."
    ),
    "**{check}** goes through the annotations that are not where they were made, **{filter.unsettled}** lists "
    "them alone. **{confirm}** confirms the one at the caret, **{attach}** puts it on the selected text. "
    "**{conflict}** goes to the next that was changed twice. **{others}** shows or hides what other annotators "
    "have done.": (
        "**{check}** للمرور على التعليقات التي ليست حيث وُضعت، و**{filter.unsettled}** لسردها وحدها. و**{confirm}** "
        "لتأكيد التعليق الذي عند المؤشر، و**{attach}** لوضعه على النص المحدد. و**{conflict}** للتعليق التالي الذي "
        "عُدّل مرتين. و**{others}** لإظهار ما فعله معلّقون آخرون أو إخفائه."
    ),
    "**{hidden}** shows what is hidden in the text, a sign for each such character; **{harakat}** hides vowel "
    "signs. **{inspect}** tells of the character at the caret. **{suspect}** goes to the next bidi control that "
    "makes the text look like another. **{recent}** opens a file of an earlier day.": (
        "**{hidden}** لإظهار ما خفي في النص، لكل حرف خفي علامة؛ و**{harakat}** لإخفاء التشكيل. و**{inspect}** "
        "لمعلومات الحرف عند المؤشر. و**{suspect}** للانتقال إلى محرف الاتجاه التالي الذي يُظهر النص على غير ما هو. "
        "و**{recent}** لفتح ملف من يوم سابق."
    ),
    "**Up** and **down** go from annotation to annotation, the text follows; **{sidebar.jump}** goes back to the "
    "text there. A tag's key gives the chosen annotation that tag, **{note}** edits its note, **{delete}** "
    "deletes it, **{link}** begins a link. **Left** and **right** choose one of its links: **{sidebar.jump}** "
    "goes to the other end, **{delete}** removes that link alone. **{filter.text}** filters by text, "
    "**{filter.tag}** by tag, **{filter.unsettled}** by what is to be checked after the text has changed: "
    "**{check}** goes through that.": (
        "**السهمان الأعلى والأسفل** للتنقل من تعليق إلى تعليق والنص يتبعهما؛ و**{sidebar.jump}** للعودة إلى موضعه في "
        "النص. مفتاح الوسم يسم التعليق المختار، و**{note}** لتحرير ملاحظته، و**{delete}** لحذفه، و**{link}** لبدء "
        "رابط. و**الأيمن والأيسر** لاختيار أحد روابطه: **{sidebar.jump}** للانتقال إلى طرفه الآخر، و**{delete}** لحذف "
        "ذلك الرابط وحده. و**{filter.text}** للتصفية بالنص، و**{filter.tag}** بالوسم، و**{filter.unsettled}** بما "
        "يُراجَع بعد تغيّر النص، و**{check}** للمرور عليه."
    ),
    "**Up** and **down** go through the documents, **{library.open}** opens one. **Left** and **right** close and "
    "open a folder. Letters and digits go to the next document with them in its name or title, **escape** ends "
    "that. **{library.current}** goes to the document that is open, **{library.read_anew}** reads the folders "
    "again, **{library.review}** reviews what several people have said of a document.": (
        "**السهمان الأعلى والأسفل** للتنقل بين المستندات، و**{library.open}** لفتح مستند. و**الأيمن والأيسر** لإغلاق "
        "مجلد وفتحه. والحروف والأرقام للانتقال إلى مستند هي في اسمه أو عنوانه، و**escape** لإنهاء ذلك. "
        "و**{library.current}** للمستند المفتوح، و**{library.read_anew}** لقراءة المجلدات من جديد، "
        "و**{library.review}** لمراجعة ما قاله عدة أشخاص عن مستند."
    ),
    "**{check.confirm}** confirms that it belongs there, **{check.confirm_moved}** confirms all that only "
    "moved, **{check.reject}** says that it does not: then it is lost. For a lost one select its text in the "
    "reading pane (**{focus.next}** goes there), then **{attach}** puts it there. **{check.next}** and "
    "**{check.previous}** go to the next and the one before, **{check.delete}** deletes it, **{undo}** takes "
    "the last step back, **{check.close}** ends it.": (
        "**{check.confirm}** لتأكيد أنه في موضعه، و**{check.confirm_moved}** لتأكيد كل ما انتقل فقط، "
        "و**{check.reject}** إن لم يكن هذا موضعه فيصير مفقودًا. أما المفقود فحدد نصه في لوحة القراءة "
        "(**{focus.next}** للذهاب إليها)، ثم **{attach}** لوضعه هناك. و**{check.next}** و**{check.previous}** "
        "للتالي والسابق، و**{check.delete}** لحذفه، و**{undo}** للتراجع عن آخر خطوة، و**{check.close}** للإنهاء."
    ),
    "Checking annotations": "مراجعة التعليقات",
    "The text has changed since these annotations were made. Above is what each was made on, below it what stands "
    "there now; what differs is struck out in the one and underlined in the other.": (
        "تغيّر النص بعد هذه التعليقات. في الأعلى ما وُضع التعليق عليه، وتحته ما في موضعه الآن؛ "
        "وما اختلف مشطوب في الأول ومسطّر في الثاني."
    ),
    # The review screen
    "Review": "مراجعة",
    "Review what several annotators say, side by side": "مراجعة ما يقوله عدة معلِّقين جنبًا إلى جنب",
    "Nobody has a set of annotations for this document": "لا مجموعة تعليقات لأحد على هذا المستند",
    "The sets are still being compared": "ما زالت المجموعات تُقارَن",
    "Comparing…": "تجري المقارنة…",
    "comparing… {percent}%": "تجري المقارنة… {percent}%",
    "Groups": "المجموعات المتقابلة",
    "Groups {listed}": "المتقابلات {listed}",
    "Groups {listed} of {count}": "المتقابلات {listed} من {count}",
    "Group {number} of {count}": "المتقابلة {number} من {count}",
    "Groups: {order}": "المتقابلات: {order}",
    "by place": "بحسب الموضع",
    "least agreement first": "الأقل اتفاقًا أولًا",
    "undecided first": "ما لم يُبتّ فيه أولًا",
    "undecided": "لم يُبتّ فيها",
    "decided": "بُتّ فيها",
    "changed since it was decided": "تغيّرت بعد البتّ فيها",
    "{decided} of {count} decided": "بُتّ في {decided} من {count}",
    "blind": "بلا أسماء",
    "Names are hidden": "الأسماء مخفية",
    "Names are shown": "الأسماء ظاهرة",
    "nothing here": "لا شيء هنا",
    "Nothing is annotated.": "لا تعليق على شيء.",
    "No group is here": "لا متقابلة هنا",
    "No group is listed": "لا متقابلة في القائمة",
    "This is the last group of the list": "هذه آخر متقابلة في القائمة",
    "This is the first group": "هذه أول متقابلة",
    "Everything that is listed is decided": "بُتّ في كل ما في القائمة",
    "Filter groups; what is chosen goes together": "تصفية المتقابلات؛ ما يُختار يجتمع",
    "what to filter by, or words of the text": "ما يُصفّى بحسبه، أو كلمات من النص",
    "with the words {typed}": "بالكلمات {typed}",
    "annotator: {name}": "المعلِّق: {name}",
    "Version": "النسخة",
    "Sort": "ترتيب",
    "Blind": "بلا أسماء",
    "Next group to decide": "المتقابلة التالية التي لم يُبتّ فيها",
    "Group to decide before": "المتقابلة السابقة التي لم يُبتّ فيها",
    "Next group of the list": "المتقابلة التالية في القائمة",
    "Group of the list before": "المتقابلة السابقة في القائمة",
    "Choose the next version in the lanes": "اختيار النسخة التالية من النسخ المتقابلة",
    "Sort groups: by place, by agreement, undecided first": (
        "ترتيب المتقابلات: بحسب الموضع، أو الاتفاق، أو ما لم يُبتّ فيه أولًا"
    ),
    "Filter groups by state, tag, annotator or words": "تصفية المتقابلات بالحالة أو الوسم أو المعلِّق أو الكلمات",
    "Hide or show the names of annotators": "إخفاء أسماء المعلِّقين أو إظهارها",
    "Show or hide the list of groups": "إظهار قائمة المتقابلات أو إخفاؤها",
    "End selection or search, back to the text": "إنهاء التحديد أو البحث، والعودة إلى النص",
    "{review.leave} goes back to the reading": "{review.leave} للعودة إلى القراءة",
    "Back to the reading": "العودة إلى القراءة",
    "Ten back": "عشر إلى الوراء",
    "Ten on": "عشر إلى الأمام",
    "Text under review": "النص قيد المراجعة",
    (
        "What annotators have marked together is a group. A double line is under those on which they differ, a single "
        "one where they agree; what only some have marked is in italics with a line above; what is decided is not "
        "painted any more. Beside the text stand the signs of the groups that begin on a row, and the numbers of those "
        "who have something there."
    ): (
        "ما علّم عليه المعلِّقون معًا متقابلة. تحت ما يختلفون فيه خط مزدوج، وتحت ما يتفقون عليه خط واحد؛ وما علّم عليه "
        "بعضهم فقط مائل وفوقه خط؛ وما بُتّ فيه لا يُلوَّن. وبجانب النص علامات المتقابلات التي تبدأ في السطر، "
        "وأرقام من لهم شيء فيه."
    ),
    (
        "**{review.next}** and **{review.previous}** go to the next group that is to be decided, **{review.down}** and "
        "**{review.up}** to the next of the list. **Arrows** move the caret; where it comes to a group one is at that."
    ): (
        "**{review.next}** و**{review.previous}** إلى المتقابلة التالية أو السابقة التي لم يُبتّ فيها، "
        "و**{review.down}** و**{review.up}** إلى التالية أو السابقة في القائمة. **الأسهم** تحرّك المؤشر؛ وحيث يبلغ "
        "متقابلة تكون هي المختارة."
    ),
    (
        "**Up** and **down** go from group to group, the text and the lanes follow; **{groups.jump}** goes back to the "
        "text. **{review.sort}** sorts by place, by least agreement or what is undecided first, **{review.filter}** "
        "filters."
    ): (
        "**أعلى** و**أسفل** من متقابلة إلى أخرى، ويتبعهما النص والنسخ؛ و**{groups.jump}** يعود إلى النص. "
        "**{review.sort}** يرتب بحسب الموضع أو الأقل اتفاقًا أو ما لم يُبتّ فيه أولًا، و**{review.filter}** يصفّي."
    ),
    "Lanes": "النسخ المتقابلة",
    (
        "What each annotator says of the group one is at, in the same stretch of text: what one has marked is "
        "underlined, the part on which they differ is in italics with a line above. The number is the key that accepts "
        "that version; **{review.lane}** chooses the next one. **{review.blind}** hides the names."
    ): (
        "ما يقوله كل معلِّق عن المتقابلة المختارة، في القطعة نفسها من النص: تحت ما علّم عليه خط، وما يختلفون فيه مائل "
        "وفوقه خط. الرقم هو المفتاح الذي يقبل تلك النسخة؛ و**{review.lane}** يختار التالية. **{review.blind}** يخفي "
        "الأسماء."
    ),
    # How far annotators agree
    "missing for some": "ناقصة عند بعضهم",
    "another tag": "وسم مختلف",
    "other boundaries": "حدود مختلفة",
    "other attributes": "صفات مختلفة",
    "other links": "روابط مختلفة",
    "agreed": "متفق عليها",
    "one annotator": "معلِّق واحد",
    # Comparing sets
    "the comparison was given up": "أُوقفت المقارنة",
    "is not about {source}": "ليست عن {source}",
    "marked": "معلَّم",
    "Annotation": "التعليق",
    "Boundaries": "الحدود",
    "Link {name} to {quote}": "الرابط {name} إلى {quote}",
    "no link": "بلا رابط",
    "linked": "مربوط",
    "is about {source}, and {path} about {other}": "ملف عن {source}، أما {path} فعن {other}",
    "{reason}: places and texts are those at which the annotations were made": (
        "{reason}: المواضع والنصوص هي التي عُلِّمت وقت التعليق"
    ),
    "neither set says which source it is about: places are those at which annotations were made": (
        "لا تذكر أي من المجموعتين مصدرها: المواضع هي التي كُتبت وقت التعليق"
    ),
    "the sets were made on different versions of the source: places may not be the same": (
        "المجموعتان عن نسختين مختلفتين من المصدر: قد لا تتطابق المواضع"
    ),
    # Reports of reviews
    "About the whole document:": "عن المستند كله:",
    "Accepted": "المقبول",
    "Agreement per document": "الاتفاق في كل مستند",
    "Agreement per pair": "الاتفاق بين كل معلّقين",
    "Agreement per tag": "الاتفاق على كل وسم",
    "alike: {part}": "التشابه: {part}",
    "All figures": "كل الأرقام",
    "Annotator": "المعلّق",
    "Answers": "الإجابات",
    "as all have it": "كما هو عند الجميع",
    "By": "كتبه",
    "Code points": "المحارف",
    "Confidence": "الثقة",
    "Confusion matrix of tags": "مصفوفة التباس الوسوم",
    "Decision": "القرار",
    "edited by the reviewer": "حرّره المراجع",
    "Encoding": "الترميز",
    "Figure": "الرقم",
    "File": "الملف",
    "Group {number}": "المجموعة {number}",
    "Interval (95 %)": "المجال (95 %)",
    "is something else than a report, and is left as it is": "ليس تقريرا، وبقي كما هو",
    "is what the report is made from": "مما يُكتب التقرير منه",
    "Line": "الخط",
    "Lines under the text, from the upper to the lower: solid and dashed by turns, dotted where one has several.": (
        "الخطوط تحت النص من الأعلى إلى الأسفل: متصلة ومتقطعة بالتناوب، ومنقّطة حيث لمعلّق واحد أكثر من تعليق."
    ),
    "Lost": "المفقود",
    "Of": "من",
    "one of several versions": "إحدى صيغ عدة",
    "open": "لم يُبتّ",
    "Place": "الموضع",
    "Reason": "السبب",
    "Review of {names}": "مراجعة {names}",
    "Reviewer": "المراجع",
    "Sets": "مجموعات التعليقات",
    "Source": "المصدر",
    "The text is long: paragraphs in which nothing begins or ends are left out.": (
        "النص طويل: الفقرات التي لا يبدأ فيها شيء ولا ينتهي متروكة."
    ),
    "These have no place in the text as it is now, and are not compared.": (
        "هذه لا موضع لها في النص على حاله الآن، ولا تُقارَن."
    ),
    "to be decided again": "يُبتّ من جديد",
    "Value": "القيمة",
    "Written": "كُتب في",
}

COUNTED = {
    "{count} rejected": _forms(
        "لا مرفوض", "واحدة مرفوضة", "اثنتان مرفوضتان", "{count} مرفوضة", "{count} مرفوضة", "{count} مرفوضة"
    ),
    "{count} links": _forms("لا روابط", "رابط واحد", "رابطان", "{count} روابط", "{count} رابطًا", "{count} رابط"),
    # Agreement of annotators
    "{list.take} lists {count} groups": _forms(
        zero="{list.take}: لا متقابلات تُسرد",
        one="{list.take} يسرد متقابلة واحدة",
        two="{list.take} يسرد متقابلتين",
        few="{list.take} يسرد {count} متقابلات",
        many="{list.take} يسرد {count} متقابلة",
        other="{list.take} يسرد {count} متقابلة",
    ),
    "{count} not decided": _forms(
        "لا شيء لم يُبتّ فيه",
        "واحدة لم يُبتّ فيها",
        "اثنتان لم يُبتّ فيهما",
        "{count} لم يُبتّ فيها",
        "{count} لم يُبتّ فيها",
        "{count} لم يُبتّ فيها",
    ),
    "{count} to be decided again": _forms(
        "لا شيء يُبتّ فيه من جديد",
        "واحدة يُبتّ فيها من جديد",
        "اثنتان يُبتّ فيهما من جديد",
        "{count} يُبتّ فيها من جديد",
        "{count} يُبتّ فيها من جديد",
        "{count} يُبتّ فيها من جديد",
    ),
    # Deciding in a review, and talking about annotations
    "{count} remarks": _forms("لا أقوال", "قول واحد", "قولان", "{count} أقوال", "{count} قولًا", "{count} قول"),
    "{count} groups": _forms(
        "لا متقابلات", "متقابلة واحدة", "متقابلتان", "{count} متقابلات", "{count} متقابلة", "{count} متقابلة"
    ),
    "{count} groups are not decided. What is decided stays as it is.": _forms(
        "بُتّ في كل المتقابلات. ما تقرر يبقى كما هو.",
        "متقابلة واحدة لم يُبتّ فيها. ما تقرر يبقى كما هو.",
        "متقابلتان لم يُبتّ فيهما. ما تقرر يبقى كما هو.",
        "{count} متقابلات لم يُبتّ فيها. ما تقرر يبقى كما هو.",
        "{count} متقابلة لم يُبتّ فيها. ما تقرر يبقى كما هو.",
        "{count} متقابلة لم يُبتّ فيها. ما تقرر يبقى كما هو.",
    ),
    "Decided {count} groups; {undo} takes it back": _forms(
        "لم يُبتّ في شيء؛ {undo} يتراجع",
        "بُتّ في متقابلة واحدة؛ {undo} يتراجع",
        "بُتّ في متقابلتين؛ {undo} يتراجع",
        "بُتّ في {count} متقابلات؛ {undo} يتراجع",
        "بُتّ في {count} متقابلة؛ {undo} يتراجع",
        "بُتّ في {count} متقابلة؛ {undo} يتراجع",
    ),
    # Agreement of annotators
    # Suggestions
    "{count} suggestions in sight": _forms(
        zero="لا اقتراحات في المعروض",
        one="اقتراح واحد في المعروض",
        two="اقتراحان في المعروض",
        few="{count} اقتراحات في المعروض",
        many="{count} اقتراحًا في المعروض",
        other="{count} اقتراح في المعروض",
    ),
    "Accepted {count} suggestions; {undo} takes it back": _forms(
        zero="لم يُقبل أي اقتراح",
        one="قُبل اقتراح واحد؛ {undo} للتراجع",
        two="قُبل اقتراحان؛ {undo} للتراجع",
        few="قُبلت {count} اقتراحات؛ {undo} للتراجع",
        many="قُبل {count} اقتراحًا؛ {undo} للتراجع",
        other="قُبل {count} اقتراح؛ {undo} للتراجع",
    ),
    "Rejected {count} suggestions; {undo} brings them back": _forms(
        zero="لم يُرفض أي اقتراح",
        one="رُفض اقتراح واحد؛ {undo} يعيده",
        two="رُفض اقتراحان؛ {undo} يعيدهما",
        few="رُفضت {count} اقتراحات؛ {undo} يعيدها",
        many="رُفض {count} اقتراحًا؛ {undo} يعيدها",
        other="رُفض {count} اقتراح؛ {undo} يعيدها",
    ),
    # Views
    "{count} passages": _forms("لا مواضع", "موضع واحد", "موضعان", "{count} مواضع", "{count} موضعًا", "{count} موضع"),
    "{count} annotations": _forms(
        "لا تعليقات", "تعليق واحد", "تعليقان", "{count} تعليقات", "{count} تعليقًا", "{count} تعليق"
    ),
    "{found}, {count} listed": _forms(
        "{found}، لا شيء منها معروض",
        "{found}، واحد منها معروض",
        "{found}، اثنان منها معروضان",
        "{found}، {count} منها معروضة",
        "{found}، {count} منها معروضة",
        "{found}، {count} منها معروضة",
    ),
    "{annotated} of {count} sentences": _forms(
        "{annotated} من 0 جمل",
        "{annotated} من جملة واحدة",
        "{annotated} من جملتين",
        "{annotated} من {count} جمل",
        "{annotated} من {count} جملة",
        "{annotated} من {count} جملة",
    ),
    "{annotated} of {count} paragraphs": _forms(
        "{annotated} من 0 فقرات",
        "{annotated} من فقرة واحدة",
        "{annotated} من فقرتين",
        "{annotated} من {count} فقرات",
        "{annotated} من {count} فقرة",
        "{annotated} من {count} فقرة",
    ),
    # What is wrong with sets
    "{problem} ({count} in all): only for reading until tui-reader validate --fix has mended it": _forms(
        "{problem} (لا شيء غيره): للقراءة فقط حتى يصلحه tui-reader validate --fix",
        "{problem} ({count} في المجموع): للقراءة فقط حتى يصلحه tui-reader validate --fix",
        "{problem} ({count} في المجموع): للقراءة فقط حتى يصلحه tui-reader validate --fix",
        "{problem} ({count} في المجموع): للقراءة فقط حتى يصلحه tui-reader validate --fix",
        "{problem} ({count} في المجموع): للقراءة فقط حتى يصلحه tui-reader validate --fix",
        "{problem} ({count} في المجموع): للقراءة فقط حتى يصلحه tui-reader validate --fix",
    ),
    "{count} of its records have ids that records in {name} have too, the first {id}": _forms(
        "لا معرّف من سجلاته في {name} أيضًا، أولها {id}",
        "معرّف أحد سجلاته في {name} أيضًا، أولها {id}",
        "معرّفا سجلين من سجلاته في {name} أيضًا، أولها {id}",
        "معرّفات {count} من سجلاته في {name} أيضًا، أولها {id}",
        "معرّفات {count} من سجلاته في {name} أيضًا، أولها {id}",
        "معرّفات {count} من سجلاته في {name} أيضًا، أولها {id}",
    ),
    # What others write, what is not saved, what is recovered
    "{count} new": _forms(
        "لا جديد",
        "جديد واحد",
        "جديدان",
        "{count} جديدة",
        "{count} جديدًا",
        "{count} جديد",
    ),
    "{count} changed": _forms(
        "لم يتغيّر شيء", "واحد تغيّر", "اثنان تغيّرا", "{count} تغيّرت", "{count} تغيّر", "{count} تغيّر"
    ),
    "{count} gone": _forms(
        "لا ذاهب",
        "ذاهب واحد",
        "ذاهبان",
        "{count} ذاهبة",
        "{count} ذاهبًا",
        "{count} ذاهب",
    ),
    "{name} has come: {count} annotations": _forms(
        "جاء {name} بلا تعليقات",
        "جاء {name}: تعليق واحد",
        "جاء {name}: تعليقان",
        "جاء {name}: {count} تعليقات",
        "جاء {name}: {count} تعليقًا",
        "جاء {name}: {count} تعليق",
    ),
    "{count} of your {there} annotations are not in it any more.": _forms(
        "تعليقاتك كلها ({there}) ما زالت فيه.",
        "تعليق واحد من تعليقاتك ({there}) لم يعد فيه.",
        "تعليقان من تعليقاتك ({there}) لم يعودا فيه.",
        "{count} من تعليقاتك ({there}) لم تعد فيه.",
        "{count} تعليقًا من تعليقاتك ({there}) لم يعد فيه.",
        "{count} تعليق من تعليقاتك ({there}) لم يعد فيه.",
    ),
    "{count} of {there} annotations would go that were not deleted here": _forms(
        "لن يذهب شيء من {there}",
        "سيذهب تعليق من {there} لم يُحذف هنا",
        "سيذهب تعليقان من {there} لم يُحذفا هنا",
        "ستذهب {count} تعليقات من {there} لم تُحذف هنا",
        "سيذهب {count} تعليقًا من {there} لم يُحذف هنا",
        "سيذهب {count} تعليق من {there} لم يُحذف هنا",
    ),
    "{count} changes, begun on {when}": _forms(
        "لا تغييرات منذ {when}",
        "تغيير واحد منذ {when}",
        "تغييران منذ {when}",
        "{count} تغييرات منذ {when}",
        "{count} تغييرًا منذ {when}",
        "{count} تغيير منذ {when}",
    ),
    "{count} notes were not finished: they can be gone on with where they were begun": _forms(
        "لا ملاحظات ناقصة",
        "ملاحظة لم تكتمل: يمكن إكمالها حيث بدأت",
        "ملاحظتان لم تكتملا: يمكن إكمالهما حيث بدأتا",
        "{count} ملاحظات لم تكتمل: يمكن إكمالها حيث بدأت",
        "{count} ملاحظة لم تكتمل: يمكن إكمالها حيث بدأت",
        "{count} ملاحظة لم تكتمل: يمكن إكمالها حيث بدأت",
    ),
    "Recovered {count} changes; {undo} takes them back": _forms(
        "لم يُستعد شيء",
        "استُعيد تغيير واحد؛ {undo} للتراجع عنه",
        "استُعيد تغييران؛ {undo} للتراجع عنهما",
        "استُعيدت {count} تغييرات؛ {undo} للتراجع عنها",
        "استُعيد {count} تغييرًا؛ {undo} للتراجع عنها",
        "استُعيد {count} تغيير؛ {undo} للتراجع عنها",
    ),
    "Changes to {count} other sets were not saved: tui-reader recover": _forms(
        "لا تغييرات غير محفوظة في مجموعات أخرى: tui-reader recover",
        "تغييرات مجموعة أخرى لم تُحفظ: tui-reader recover",
        "تغييرات مجموعتين أخريين لم تُحفظ: tui-reader recover",
        "تغييرات {count} مجموعات أخرى لم تُحفظ: tui-reader recover",
        "تغييرات {count} مجموعة أخرى لم تُحفظ: tui-reader recover",
        "تغييرات {count} مجموعة أخرى لم تُحفظ: tui-reader recover",
    ),
    # All else
    # A source that changes
    "{count} annotations in place": _forms(
        "لا تعليق في موضعه",
        "تعليق واحد في موضعه",
        "تعليقان في موضعيهما",
        "{count} تعليقات في مواضعها",
        "{count} تعليقًا في مواضعها",
        "{count} تعليق في مواضعها",
    ),
    "{name}: {count} earlier versions can be put back: tui-reader backups": _forms(
        "{name}: لا نسخ سابقة يمكن استرجاعها: tui-reader backups",
        "{name}: نسخة سابقة واحدة يمكن استرجاعها: tui-reader backups",
        "{name}: نسختان سابقتان يمكن استرجاعهما: tui-reader backups",
        "{name}: {count} نسخ سابقة يمكن استرجاعها: tui-reader backups",
        "{name}: {count} نسخة سابقة يمكن استرجاعها: tui-reader backups",
        "{name}: {count} نسخة سابقة يمكن استرجاعها: tui-reader backups",
    ),
    "{count} moved": _forms(
        "لم ينتقل شيء", "واحد انتقل", "اثنان انتقلا", "{count} انتقلت", "{count} انتقل", "{count} انتقل"
    ),
    "{count} lost": _forms("لا مفقود", "مفقود واحد", "مفقودان", "{count} مفقودة", "{count} مفقودًا", "{count} مفقود"),
    "{count} to confirm": _forms(
        "لا شيء للتأكيد", "واحد للتأكيد", "اثنان للتأكيد", "{count} للتأكيد", "{count} للتأكيد", "{count} للتأكيد"
    ),
    "Confirming {count} annotations…": _forms(
        "جارٍ التأكيد…",
        "جارٍ تأكيد تعليق واحد…",
        "جارٍ تأكيد تعليقين…",
        "جارٍ تأكيد {count} تعليقات…",
        "جارٍ تأكيد {count} تعليقًا…",
        "جارٍ تأكيد {count} تعليق…",
    ),
    "Confirmed {count} annotations; {undo} takes it back": _forms(
        "لم يؤكَّد شيء؛ {undo} للتراجع",
        "أُكِّد تعليق واحد؛ {undo} للتراجع",
        "أُكِّد تعليقان؛ {undo} للتراجع",
        "أُكِّدت {count} تعليقات؛ {undo} للتراجع",
        "أُكِّد {count} تعليقًا؛ {undo} للتراجع",
        "أُكِّد {count} تعليق؛ {undo} للتراجع",
    ),
    # Everything else
    "{count} overrides": _forms(
        "لا قلب", "قلب واحد", "قلبان", "{count} محارف قلب", "{count} محرف قلب", "{count} محرف قلب"
    ),
    "{count} unclosed controls": _forms(
        "لا غير مغلق", "واحد غير مغلق", "اثنان غير مغلقين", "{count} غير مغلقة", "{count} غير مغلق", "{count} غير مغلق"
    ),
    "{count} unopened controls": _forms(
        "لا غير مفتوح",
        "واحد غير مفتوح",
        "اثنان غير مفتوحين",
        "{count} غير مفتوحة",
        "{count} غير مفتوح",
        "{count} غير مفتوح",
    ),
    "{count} controls too deep": _forms(
        "لا أعمق مما يجوز",
        "واحد أعمق مما يجوز",
        "اثنان أعمق مما يجوز",
        "{count} أعمق مما يجوز",
        "{count} أعمق مما يجوز",
        "{count} أعمق مما يجوز",
    ),
    "{count} cells": _forms("لا خانة", "خانة واحدة", "خانتان", "{count} خانات", "{count} خانة", "{count} خانة"),
    "and {count} more code points": _forms(
        "ولا محرف آخر",
        "ومحرف آخر",
        "ومحرفان آخران",
        "و{count} محارف أخرى",
        "و{count} محرفًا آخر",
        "و{count} محرف آخر",
    ),
    "{count} documents": _forms(
        "{count} مستند", "مستند واحد", "مستندين", "{count} مستندات", "{count} مستندًا", "{count} مستند"
    ),
    "{count} hits": _forms("لا نتائج", "نتيجة واحدة", "نتيجتان", "{count} نتائج", "{count} نتيجة", "{count} نتيجة"),
    "{found}, the first {count} are listed": _forms(
        "{found}",
        "{found}، أولها معروض",
        "{found}، أول اثنتين معروضتان",
        "{found}، أول {count} معروضة",
        "{found}، أول {count} معروضة",
        "{found}، أول {count} معروضة",
    ),
    "{name}: made on another version of this document; {count} of its annotations have lost their place": _forms(
        "{name}: أُعدّت على نسخة أخرى من هذا المستند",
        "{name}: أُعدّت على نسخة أخرى من هذا المستند؛ فقد تعليق واحد موضعه",
        "{name}: أُعدّت على نسخة أخرى من هذا المستند؛ فقد تعليقان موضعيهما",
        "{name}: أُعدّت على نسخة أخرى من هذا المستند؛ فقدت {count} تعليقات مواضعها",
        "{name}: أُعدّت على نسخة أخرى من هذا المستند؛ فقد {count} تعليقًا مواضعها",
        "{name}: أُعدّت على نسخة أخرى من هذا المستند؛ فقد {count} تعليق مواضعها",
    ),
    "{problem} ({count} in all: tui-reader validate)": _forms(
        "{problem}",
        "{problem} (مشكلة واحدة: tui-reader validate)",
        "{problem} (مشكلتان: tui-reader validate)",
        "{problem} ({count} مشكلات: tui-reader validate)",
        "{problem} ({count} مشكلة: tui-reader validate)",
        "{problem} ({count} مشكلة: tui-reader validate)",
    ),
    "{words} and {count} more": _forms(
        "{words}",
        "{words} وتغيير آخر",
        "{words} وتغييران آخران",
        "{words} و{count} تغييرات أخرى",
        "{words} و{count} تغييرًا آخر",
        "{words} و{count} تغيير آخر",
    ),
    "Removed {count} links; {undo} brings them back": _forms(
        "لم يُزل أي رابط",
        "أُزيل رابط واحد؛ {undo} للاسترجاع",
        "أُزيل رابطان؛ {undo} للاسترجاع",
        "أُزيلت {count} روابط؛ {undo} للاسترجاع",
        "أُزيل {count} رابطًا؛ {undo} للاسترجاع",
        "أُزيل {count} رابط؛ {undo} للاسترجاع",
    ),
    "and {count} more: {command}": _forms(
        "لا غير: {command}",
        "وأخرى: {command}",
        "واثنتان أخريان: {command}",
        "و{count} أخرى: {command}",
        "و{count} أخرى: {command}",
        "و{count} أخرى: {command}",
    ),
    "{name}: {count} conflicts with what was done elsewhere; all of it is kept, {key} settles them": _forms(
        "{name}: لا تعارض مع ما عُمل في موضع آخر ({key})",
        "{name}: تعارض واحد مع ما عُمل في موضع آخر؛ كل شيء باقٍ، و{key} يحسمه",
        "{name}: تعارضان مع ما عُمل في موضع آخر؛ كل شيء باقٍ، و{key} يحسمهما",
        "{name}: {count} تعارضات مع ما عُمل في موضع آخر؛ كل شيء باقٍ، و{key} يحسمها",
        "{name}: {count} تعارضًا مع ما عُمل في موضع آخر؛ كل شيء باقٍ، و{key} يحسمها",
        "{name}: {count} تعارض مع ما عُمل في موضع آخر؛ كل شيء باقٍ، و{key} يحسمها",
    ),
    "{count} conflicts": _forms(
        "لا تعارض",
        "تعارض واحد",
        "تعارضان",
        "{count} تعارضات",
        "{count} تعارضًا",
        "{count} تعارض",
    ),
    "Copied {count} characters": _forms(
        "لم يُنسخ شيء",
        "نُسخ محرف واحد",
        "نُسخ محرفان",
        "نُسخت {count} محارف",
        "نُسخ {count} محرفًا",
        "نُسخ {count} محرف",
    ),
    "{first} (and {count} more)": _forms(
        "{first}",
        "{first} (وأخرى)",
        "{first} (واثنتان أخريان)",
        "{first} (و{count} أخرى)",
        "{first} (و{count} أخرى)",
        "{first} (و{count} أخرى)",
    ),
    "{count} parts now; {undo} takes it back": _forms(
        "لا جزء الآن؛ {undo} يتراجع عنه",
        "جزء واحد الآن؛ {undo} يتراجع عنه",
        "جزءان الآن؛ {undo} يتراجع عنه",
        "{count} أجزاء الآن؛ {undo} يتراجع عنه",
        "{count} جزءًا الآن؛ {undo} يتراجع عنه",
        "{count} جزء الآن؛ {undo} يتراجع عنه",
    ),
    "{count} more lines cannot be used": _forms(
        "لا أسطر أخرى لا تُستخدم",
        "سطر آخر لا يمكن استخدامه",
        "سطران آخران لا يمكن استخدامهما",
        "{count} أسطر أخرى لا يمكن استخدامها",
        "{count} سطرًا آخر لا يمكن استخدامه",
        "{count} سطر آخر لا يمكن استخدامه",
    ),
    "{count} more links": _forms(
        "لا روابط أخرى",
        "رابط آخر",
        "رابطان آخران",
        "{count} روابط أخرى",
        "{count} رابطًا آخر",
        "{count} رابط آخر",
    ),
    "{count} places": _forms(
        "لا مواضع",
        "موضع واحد",
        "موضعان",
        "{count} مواضع",
        "{count} موضعًا",
        "{count} موضع",
    ),
    "{count} have the tag already": _forms(
        "لا موضع موسوم من قبل",
        "موضع واحد موسوم من قبل",
        "موضعان موسومان من قبل",
        "{count} مواضع موسومة من قبل",
        "{count} موضعًا موسومًا من قبل",
        "{count} موضع موسوم من قبل",
    ),
    "Annotated {count} places": _forms(
        "لم يُعلَّم شيء",
        "عُلِّم موضع واحد",
        "عُلِّم موضعان",
        "عُلِّمت {count} مواضع",
        "عُلِّم {count} موضعًا",
        "عُلِّم {count} موضع",
    ),
    "Took back {count} places": _forms(
        "لم يُتراجع عن شيء",
        "تُراجِع عن موضع واحد",
        "تُراجِع عن موضعين",
        "تُراجِع عن {count} مواضع",
        "تُراجِع عن {count} موضعًا",
        "تُراجِع عن {count} موضع",
    ),
    "{count} suggested": _forms(
        "لا مقترحات", "مقترح واحد", "مقترحان", "{count} مقترحات", "{count} مقترحًا", "{count} مقترح"
    ),
    "Annotated {count} places everywhere": _forms(
        "لم يُعلَّم شيء",
        "عُلِّم موضع واحد",
        "عُلِّم موضعان",
        "عُلِّمت {count} مواضع",
        "عُلِّم {count} موضعًا",
        "عُلِّم {count} موضع",
    ),
    # The review screen
    "all {count} groups": _forms(
        "لا متقابلات",
        "المتقابلة الوحيدة",
        "المتقابلتان كلتاهما",
        "المتقابلات الـ{count} كلها",
        "كل المتقابلات وعددها {count}",
        "كل المتقابلات وعددها {count}",
    ),
    # Comparing sets
    "{path}: {count} annotations have lost their place in the text, and are not compared": _forms(
        "{path}: كل التعليقات في مواضعها من النص",
        "{path}: فقد تعليق واحد موضعه من النص، ولا يُقارَن",
        "{path}: فقد تعليقان موضعيهما من النص، ولا يُقارَنان",
        "{path}: فقدت {count} تعليقات مواضعها من النص، ولا تُقارَن",
        "{path}: فقد {count} تعليقًا مواضعها من النص، ولا تُقارَن",
        "{path}: فقد {count} تعليق مواضعها من النص، ولا تُقارَن",
    ),
    # Reports of reviews
    "Review of {count} documents": _forms(
        "مراجعة بلا مستندات",
        "مراجعة مستند واحد",
        "مراجعة مستندين",
        "مراجعة {count} مستندات",
        "مراجعة {count} مستندا",
        "مراجعة {count} مستند",
    ),
}
