"""Words that would tell a passer-by what a page is about: they stand in no address and in no file name."""

import re

# By language, as beginnings of words in small letters, in the script of the language and as addresses spell it.
TOPIC_WORDS: dict[str, tuple[str, ...]] = {
    "en": ("traffick", "slave", "exploit", "prostitut", "brothel", "abuse", "violen", "victim"),
    "uk": ("торгівл", "рабств", "експлуат", "насильств", "жертв", "торгивл", "torhivl", "rabstv", "ekspluat",
           "nasylstv", "zhertv"),
    "ro": ("trafic", "sclav", "exploat", "prostitu", "violen", "abuz", "victim"),
    "ru": ("торговл", "рабств", "эксплуат", "насили", "жертв", "torgovl", "eksplua", "nasili", "zhertv"),
}  # fmt: skip
ALL = tuple(sorted({word for words in TOPIC_WORDS.values() for word in words}))
PART = re.compile(r"[^\W\d_]+")


def topic_word(name: str) -> str:
    """Return the first part of an address or file name that names the topic, in any language; "" where none does."""
    return next((part for part in PART.findall(name.lower()) if part.startswith(ALL)), "")
