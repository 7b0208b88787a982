"""Opinions and sensitive questions asked in class: of which kind they are, and that they ask for no experience."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from lessons.enums import LIVE_KINDS

SCALE = "likert"
OPINION, SENSITIVE = 1, 2
# The usual beginnings of questions about what somebody has lived through, in small letters, by language.
EXPERIENCE = {
    "en": (
        r"have you (ever|been|had|seen|felt)",
        r"has (anyone|anybody|somebody|someone|it) .{0,40}\b(you|your)\b",
        r"did (it|this|that) (ever )?happen to you",
        r"do you know (anyone|anybody|somebody|someone) who",
        r"in your (own )?(family|home|relationship)",
    ),
    "uk": (
        r"чи (було|бувало|траплялося|ставалося)\b.{0,30}\b(з тобою|у тебе|в тебе)",
        r"(з тобою|у тебе|в тебе) (колись )?(було|бувало|траплялося|сталося)",
        r"(тебе|тобі) (колись|коли-небудь)",
        r"чи знаєш ти (когось|тих)",
        r"(у|в) твоїй (родині|сімʼї)",
        r"(у|в) твоїх стосунках",
    ),
    "ro": (
        r"ți s-a întâmplat",
        r"ai (fost|avut|trăit|pățit) vreodată",
        r"te-a .{0,20}vreodată",
        r"cunoști pe cineva care",
        r"în (familia|relația) ta",
    ),
    "ru": (
        r"(было|бывало|случалось) ли\b.{0,30}\b(с тобой|у тебя)",
        r"(с тобой|у тебя) (когда-нибудь |когда-либо )?(было|бывало|случалось|случилось)",
        r"(тебя|тебе) (когда-нибудь|когда-либо)",
        r"знаешь ли ты (кого-то|тех|кого-нибудь)",
        r"в твоей семье",
        r"в твоих отношениях",
    ),
}
LIVED = re.compile("|".join(rf"(?<!\w)(?:{one})" for words in EXPERIENCE.values() for one in words))


def asks_experience(text: str) -> bool:
    """Whether a question asks, in words we know, what its readers have lived through."""
    return LIVED.search(" ".join(text.lower().replace("'", "ʼ").replace("’", "ʼ").split())) is not None


def kind_problem(kind: str, cardinality: str, level: int) -> str:
    """Return why a question of this answer level cannot be counted in class, else ""; knowledge always can."""
    if level and kind not in LIVE_KINDS:
        return _("What is counted in class is one choice, true or false, or a scale.")
    if level == OPINION and kind != SCALE:
        return _("An opinion is neither right nor wrong: ask it on a scale (likert).")
    if level and cardinality == "multiple":
        return _("Above answer level 0 only one choice is counted; several would say too much about each other.")
    return ""


def experience_problem(texts: Iterable[str]) -> str:
    """Return that a question asks for experience, else ""."""
    if any(asks_experience(text) for text in texts):
        return _("This asks what students have lived through. Ask in the third person, about values or rules.")
    return ""
