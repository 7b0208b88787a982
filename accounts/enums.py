"""Closed lists of accounts."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    LIVE_CODE = "live_code", _("Code of a running lesson")
    PLATFORM = "platform", _("All typed entries together")
    LOOK_UP = "look_up", _("All checks of certificates together")


class CardRefusal(StrEnum):
    """Why a typed card number opened nothing. WRONG and PAUSED say the same of cards that exist and that do not."""

    EMPTY = "empty"
    SIGNS = "signs"
    LENGTH = "length"
    CHECK = "check"
    WRONG = "wrong"
    PAUSED = "paused"
    ENDED = "ended"


class Lost(TextChoices):
    """What two colleagues give somebody a new start after."""

    SECOND_FACTOR = "second_factor", _("Second factor")
    PASSWORD = "password", _("Password")


class PinAnswer(StrEnum):
    """What came of a typed PIN."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


class SessionKey(StrEnum):
    """What a session remembers about a sign-in; moments are whole seconds since 1970."""

    SIGNED_IN_AT = "signed_in_at"
    SEEN_AT = "seen_at"
    SECOND_FACTOR_AT = "second_factor_at"
    # Somebody signed in on purpose: the middleware of the exit may open the guarded pages again.
    DELIBERATE_SIGN_IN_AT = "deliberate_sign_in_at"
    # A card was shown and its PIN is still to come.
    WAITING_CARD = "waiting_card"


# In request.META, from a sign-in to the middleware that sets the language cookie. No client can send it: what a
# client sends starts with HTTP_.
LANGUAGE_OF_SIGN_IN = "accounts.language"
# Changes with every sign-in, names nobody and opens nothing: by it a browser tab notices that somebody else sits there
# now, and forgets what it held. Readable for scripts, which is all it is for.
VISIT_COOKIE = "visit"


class Symbol(TextChoices):
    """The drawings of static/symbols.svg, named for screen readers and for a teacher who reads them aloud.

    Told apart in black and white, known in every country, none of them a letter.
    """

    # Django's own catalogues know this word as a day of the week.
    SUN = "sun", pgettext_lazy("drawing", "Sun")
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
    KEY = "key", pgettext_lazy("drawing", "Key")
    CUP = "cup", _("Cup")
    UMBRELLA = "umbrella", _("Umbrella")
    KITE = "kite", _("Kite")
    DRUM = "drum", _("Drum")
    BOOK = "book", _("Book")
    BRIDGE = "bridge", _("Bridge")
    MOUNTAIN = "mountain", _("Mountain")
