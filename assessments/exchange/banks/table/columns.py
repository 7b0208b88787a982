"""The columns of the table, and the words a teacher may write in them."""

from string import ascii_uppercase

LETTERS = ascii_uppercase[:8]
MAIN = ("kind", "name", "question", *LETTERS, "right", "feedback")
COMMENTS = tuple(f"feedback {letter}" for letter in LETTERS)
MISCONCEPTIONS = tuple(f"misconception {letter}" for letter in LETTERS)
CATEGORY, SEAL = "category", "data"
ALL = (*MAIN, *COMMENTS, *MISCONCEPTIONS, "misconception", "category", "tags", "id", SEAL)
KNOWN = {name.lower(): name for name in ALL}

KINDS = {
    "": "", "choice": "choice", "single": "choice", "multiple": "choice", "multichoice": "choice",
    "true_false": "true_false", "truefalse": "true_false", "true/false": "true_false", "order": "order",
    "text_entry": "text_entry", "text": "text_entry", "shortanswer": "text_entry", "numeric": "numeric",
    "number": "numeric", "numerical": "numeric", "match": "match", "matching": "match", "essay": "extended_text",
    "extended_text": "extended_text",
}  # fmt: skip
# A teacher writes what their language says; "1" and "+" are common too.
TRUE = frozenset(
    ("true", "yes", "1", "+", "t", "y", "так", "правда", "правильно", "да", "верно", "вірно", "adevărat", "da")
)
FALSE = frozenset(
    ("false", "no", "0", "-", "f", "n", "ні", "неправда", "неправильно", "нет", "неверно", "невірно", "fals", "nu")
)
ARROW = "->"
