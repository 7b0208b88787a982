"""Words in their base form, so that one of a text is found whatever its ending: «гідністю» finds «гідність».

The word lists come with simplemma. Each is made once into a file that is read where it lies: a few megabytes of memory
in place of ninety.
"""

import re
from functools import cache
from pathlib import Path

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import TrieDictionaryFactory

LANGUAGES = ("en", "uk", "ro", "ru")
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
# Letters that people leave out or write otherwise.
FOLDED = str.maketrans({"ґ": "г", "ё": "е", "ş": "ș", "ţ": "ț", "’": "'", "ʼ": "'"})
SHORTEST = 2


def base_forms(text: str, language: str, folder: Path) -> list[tuple[str, str]]:
    """Return each word of a text as (base form, as written), both small and folded; ``folder`` keeps the word lists."""
    lemmatizer = _lemmatizer(folder)
    is_known = language in LANGUAGES
    found = []
    for word in WORD.findall(text):
        if len(word) < SHORTEST:
            continue
        plain = word.lower().replace("ʼ", "'").replace("’", "'")
        base = lemmatizer.lemmatize(plain, lang=language) if is_known else plain
        found.append((base.lower().translate(FOLDED), plain.translate(FOLDED)))
    return found


@cache
def _lemmatizer(folder: Path) -> Lemmatizer:
    folder.mkdir(parents=True, exist_ok=True)
    factory = TrieDictionaryFactory(cache_max_size=len(LANGUAGES), use_disk_cache=True, disk_cache_dir=str(folder))
    # Without guessing: an unknown word stands for itself.
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(greedy=False, dictionary_factory=factory))
