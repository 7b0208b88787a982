"""Why a credential is not believed, one word for programs and one sentence for people."""

from enum import StrEnum

from django.utils.translation import gettext as _


class Refusal(StrEnum):
    """The first thing found wrong; nothing that comes later is looked at."""

    NOT_JSON = "not_json"
    TOO_LARGE = "too_large"
    TWICE = "twice"
    FOREIGN_CONTEXT = "foreign_context"
    UNDEFINED_TERM = "undefined_term"
    SHAPE = "shape"
    OTHER_ISSUER = "other_issuer"
    UNKNOWN_KEY = "unknown_key"
    KEY_NOT_GOOD = "key_not_good"
    ALTERED = "altered"
    NOT_OURS = "not_ours"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    STATUS_UNKNOWN = "status_unknown"
    REVOKED = "revoked"

    def words(self, detail: str = "") -> str:
        """Return the sentence in the language of the moment; ``detail`` names a place, a word or a date."""
        return _sentences()[self] % {"detail": detail[:120]}


def _sentences() -> dict[Refusal, str]:
    return {
        Refusal.NOT_JSON: _("This is not the file of a certificate: it cannot be read as JSON."),
        Refusal.TOO_LARGE: _("This file is larger than any certificate."),
        Refusal.TWICE: _("The file says “%(detail)s” twice, so it could mean two things."),
        Refusal.FOREIGN_CONTEXT: _("The file explains its words by something other than the standards: %(detail)s."),
        Refusal.UNDEFINED_TERM: _("The file says something that no signature covers: “%(detail)s”."),
        Refusal.SHAPE: _("The file is not built like our certificates: look at “%(detail)s”."),
        Refusal.OTHER_ISSUER: _("This certificate names another issuer: %(detail)s."),
        Refusal.UNKNOWN_KEY: _("It is signed with a key that the issuer has never published."),
        Refusal.KEY_NOT_GOOD: _("It is dated to a time (%(detail)s) when this key was not allowed to sign."),
        Refusal.ALTERED: _("The signature does not fit: somebody changed the certificate or made it up."),
        Refusal.NOT_OURS: _("The issuer has no certificate of this number with this content."),
        Refusal.NOT_YET: _("It becomes valid only on %(detail)s."),
        Refusal.EXPIRED: _("It was valid until %(detail)s."),
        Refusal.STATUS_UNKNOWN: _("Whether it was withdrawn cannot be told: the issuer's list is missing or too old."),
        Refusal.REVOKED: _("The issuer has withdrawn or suspended it."),
    }
