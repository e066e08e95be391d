"""Commands under the same fingers while the keyboard types Arabic or Hebrew.

Who reads Arabic often has the Arabic layout on, and a key map of Latin letters would be dead. Only what is no
key of any command stands here: the character that a key gives, to the Latin one on the same key.
"""

ARABIC_101 = dict(zip("ضصثقفغعهخحشسيبلاتنمكئءؤرىةوزظ", "qwertyuiopasdfghjkl;zxcvnm,./", strict=True))
ARABIC_101_WITH_SHIFT = dict(
    # The first seven are the short vowels, each with its tanwin, and the sukun.
    zip("\u064e\u064b\u064f\u064c\u0650\u064d\u0652إ‘÷×؛أـ،آ’؟", "QWERASXYUIOPHJKNM?", strict=True)
)
HEBREW_SI_1452 = dict(zip("קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,.", strict=True))

LATIN_KEY = {**ARABIC_101, **ARABIC_101_WITH_SHIFT, **HEBREW_SI_1452, "ج": "[", "د": "]"}
LABEL_KEY = {**LATIN_KEY, "/": "q", "'": "w"}
"""The same where a Latin character has no meaning of its own: on a Hebrew keyboard two of the letters are those."""
