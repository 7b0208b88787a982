"""Tables of people: the user, the login card, counters of wrong guesses, recovery of a second factor."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.enums import GuessKind, Lost, Symbol, UserKind
from common.ids import new_public_id

models.CharField.register_lookup(Length)

DISPLAY_NAME_LENGTH = 20


class UserManager(DjangoUserManager["User"]):
    """Makes users of each kind; a superuser is always staff."""

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **extra_fields: Any
    ) -> "User":
        """Create a superuser, for Django's own command; the platform's door is ``create_first_admin``."""
        extra_fields.setdefault("kind", UserKind.STAFF)
        return super().create_superuser(username, email, password, **extra_fields)

    def learners(self) -> models.QuerySet["User"]:
        """Return students."""
        return self.filter(kind=UserKind.LEARNER)

    def staff(self) -> models.QuerySet["User"]:
        """Return adults with an account."""
        return self.filter(kind=UserKind.STAFF)


class User(AbstractUser):
    """Somebody who can sign in. A learner has a short display name, or none, and nothing that could find them.

    ``session_epoch`` is part of the session's hash: raising it signs the person out everywhere at the next request.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=UserKind, default=UserKind.STAFF)
    display_name = models.CharField(_("display name"), max_length=60, blank=True)
    symbol = models.CharField(_("symbol"), max_length=10, choices=Symbol, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    signed_in_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        # Staff are few among many students: their lists never read past them.
        indexes = [
            models.Index(fields=["display_name", "username"], name="staff_by_name", condition=Q(kind=UserKind.STAFF))
        ]
        constraints = [
            models.CheckConstraint(
                name="learner_holds_no_contact",
                condition=~Q(kind=UserKind.LEARNER) | Q(first_name="", last_name="", email=""),
            ),
            models.CheckConstraint(
                name="learner_name_is_short",
                condition=~Q(kind=UserKind.LEARNER) | Q(display_name__length__lte=DISPLAY_NAME_LENGTH),
            ),
            models.CheckConstraint(
                name="learner_has_no_powers",
                condition=~Q(kind=UserKind.LEARNER) | Q(is_staff=False, is_superuser=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    @property
    def is_learner(self) -> bool:
        """Whether this is a student."""
        return self.kind == UserKind.LEARNER

    def get_full_name(self) -> str:
        """Return what other people see: the display name, else the staff's own name, else the public id."""
        return self.display_name or super().get_full_name() or (self.public_id if self.is_learner else self.username)

    def get_short_name(self) -> str:
        """Return the same short form everywhere."""
        return self.get_full_name()

    def get_session_auth_hash(self) -> str:
        """Return the value a session must carry; it changes with the password and with ``session_epoch``."""
        return self._epoch_hash(secret=None)

    def get_session_auth_fallback_hash(self) -> Any:
        """Yield the hash under older secret keys, so that a rotated key signs nobody out."""
        from django.conf import settings  # noqa: PLC0415  Django's own hook does the same

        for fallback in settings.SECRET_KEY_FALLBACKS:
            yield self._epoch_hash(secret=fallback)

    def _epoch_hash(self, *, secret: str | bytes | None) -> str:
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("accounts.User.session", value, secret=secret, algorithm="sha256").hexdigest()


class LoginCardQuerySet(models.QuerySet["LoginCard"]):
    """Vocabulary for cards."""

    def usable(self) -> "LoginCardQuerySet":
        """Return cards that still open the door."""
        return self.filter(cancelled_at__isnull=True, expires_at__gt=timezone.now(), user__is_active=True)


class LoginCard(models.Model):
    """A printed card. Only hashes of its two secrets are stored; a reprint is a new card.

    ``number``: the six digits that are printed; the typed secret is a keyed hash, the QR secret a plain SHA-256
    (128 random bits need no key). ``pin`` is an Argon2id hash of PIN and pepper, empty until chosen.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="cards")
    number = models.CharField(max_length=6, unique=True)
    qr_hash = models.CharField(max_length=64)
    typed_hash = models.CharField(max_length=64)
    pin_required = models.BooleanField(default=False)
    pin = models.CharField(max_length=255, blank=True)
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by_id = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    first_used_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = LoginCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(cancelled_at__isnull=True), name="one_open_card_per_person"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_usable(self) -> bool:
        """Whether the card itself still opens the door (the person's account is asked separately)."""
        return self.cancelled_at is None and self.expires_at > timezone.now()


class GuessCounter(models.Model):
    """How many guesses one secret has admitted since the last right one; the row is the lock, not a cache."""

    kind = models.CharField(max_length=20, choices=GuessKind)
    key = models.CharField(max_length=64)
    admitted = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_counter_per_secret")]

    def __str__(self) -> str:
        return f"{self.kind} {self.admitted}"


class SpentCode(models.Model):
    """A code of an authenticator app that has let somebody in; the row, not a cache, keeps it from working again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="spent_codes")
    code_hash = models.CharField(max_length=64)
    spent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "code_hash"], name="one_use_of_a_code")]

    def __str__(self) -> str:
        return f"{self.spent_at:%H:%M:%S}"


class SecondFactorRecovery(models.Model):
    """Two colleagues give somebody a new start after a lost phone or password; neither may be that person."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recoveries")
    lost = models.CharField(max_length=15, choices=Lost, default=Lost.SECOND_FACTOR, db_default=Lost.SECOND_FACTOR)
    requested_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    confirmed_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", null=True)
    code_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="recovery_not_by_oneself", condition=~Q(requested_by=F("user"))),
            models.CheckConstraint(
                name="recovery_by_two_people",
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=F("requested_by")) & ~Q(confirmed_by=F("user"))),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
