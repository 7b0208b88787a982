"""When two spellings of a typed answer count as the same: spaces, apostrophes, case and look-alike letters."""

import unicodedata

LONGEST = 80  # characters of one answer as it is stored
LONGEST_POSTED = 400  # before spaces and invisible characters are taken out
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
SPACES = frozenset({"Zs", "Zl", "Zp"})
APOSTROPHES = "\u2019\u02bc\u2018\u201b\u02b9\u02bb\u02bd\u2032\u00b4\u0060\uff07"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
QUOTES = "\u00ab\u00bb\u201c\u201d\u201e\u201f"
SIGNS = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(DASHES, "-") | dict.fromkeys(QUOTES, '"'))
LETTERS = str.maketrans({"ґ": "г", "Ґ": "Г", "ё": "е", "Ё": "Е"})
MOST_ROUNDS = 5
CLOSING = " .,;:!?"  # phones put a full stop behind two spaces


def clean(typed: str) -> str:
    """What is kept of a typed answer: composed letters, single plain spaces, nothing invisible."""
    shown = "".join(_shown(sign) for sign in unicodedata.normalize("NFC", typed))
    return unicodedata.normalize("NFC", " ".join(shown.split()))


def _shown(sign: str) -> str:
    if sign in "\t\n\r\f\v\x85":
        return " "
    category = unicodedata.category(sign)
    return " " if category in SPACES else "" if category in INVISIBLE else sign


def normalised(text: str, *, case_matters: bool, fold_letters: bool) -> str:
    """What is compared; doing it again changes nothing."""
    for _round in range(MOST_ROUNDS):  # folding may compose letters anew: two rounds settle every known text
        before, text = text, _step(text, case_matters=case_matters, fold_letters=fold_letters)
        if text == before:
            break
    return text


def _step(text: str, *, case_matters: bool, fold_letters: bool) -> str:
    text = clean(text).translate(SIGNS)
    if fold_letters:
        text = text.translate(LETTERS)
    if not case_matters:
        text = text.casefold()
    # An answer that is nothing but signs ("?") stays as it is.
    return text.rstrip(CLOSING) or text
