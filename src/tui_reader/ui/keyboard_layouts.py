"""Commands under the same fingers while the keyboard types Arabic or Hebrew.

Who reads Arabic often has the Arabic layout on, and a key map of Latin letters would be dead. Only what is no
letter of any command stands here: the character that a key gives, to the Latin one on the same key.
"""

ARABIC_101 = dict(zip("ضصثقفغعهخحشسيبلاتنمئءؤرىةظ", "qwertyuiopasdfghjklzxcvnm/", strict=True))
HEBREW_SI_1452 = dict(zip("קראטוןםפשדגכעיחלזסבהנמצ", "ertyuiopasdfghjlzxcvbnm", strict=True))

LATIN_KEY = {**ARABIC_101, **HEBREW_SI_1452, "ج": "[", "د": "]", "ز": ".", "ץ": "."}
