"""Closed lists of accounts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UserKind(TextChoices):
    """Decides the way in: staff need a second factor, learners a card."""

    LEARNER = "learner", _("Student")
    STAFF = "staff", _("Staff")


class GuessKind(TextChoices):
    """Each secret that somebody could try to guess has its own counter."""

    CARD_NUMBER = "card_number", _("Printed card number")
    CARD_PIN = "card_pin", _("Card PIN")
    PASSWORD = "password", _("Staff password")
    SECOND_FACTOR = "second_factor", _("Second factor")
    INVITATION = "invitation", _("Invitation code")
    RECOVERY = "recovery", _("Recovery code")
    CLASS_CODE = "class_code", _("Class code")


class Symbol(TextChoices):
    """The drawings of static/symbols.svg, named for screen readers and for a teacher who reads them aloud.

    Told apart in black and white, known in every country, none of them a letter.
    """

    SUN = "sun", _("Sun")
    MOON = "moon", _("Moon")
    STAR = "star", _("Star")
    TREE = "tree", _("Tree")
    LEAF = "leaf", _("Leaf")
    FLOWER = "flower", _("Flower")
    APPLE = "apple", _("Apple")
    PEAR = "pear", _("Pear")
    FISH = "fish", _("Fish")
    BIRD = "bird", _("Bird")
    CAT = "cat", _("Cat")
    DOG = "dog", _("Dog")
    HARE = "hare", _("Hare")
    HEDGEHOG = "hedgehog", _("Hedgehog")
    BOAT = "boat", _("Boat")
    HOUSE = "house", _("House")
    KEY = "key", _("Key")
    CUP = "cup", _("Cup")
    UMBRELLA = "umbrella", _("Umbrella")
    KITE = "kite", _("Kite")
    DRUM = "drum", _("Drum")
    BOOK = "book", _("Book")
    BRIDGE = "bridge", _("Bridge")
    MOUNTAIN = "mountain", _("Mountain")
