"""The states of a certificate as sentences: the first words of the page, and what they mean for whoever reads it."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.enums import CertificateState


@dataclass(frozen=True, slots=True)
class StateWords:
    """``tone`` is one of ok, warn, bad: the colour beside the words, never instead of them."""

    headline: str
    meaning: str
    tone: str


def words_of(state: CertificateState, valid_until: date, renewal_until: date) -> StateWords:
    """Return what to say in the reader's language."""
    dates = {"end": date_format(valid_until), "renewal": date_format(renewal_until)}
    return {
        CertificateState.VALID: StateWords(_("Valid"), _("This certificate is in force until %(end)s.") % dates, "ok"),
        CertificateState.EXPIRING: StateWords(
            _("Valid, ends soon"), _("This certificate is in force until %(end)s.") % dates, "ok"
        ),
        CertificateState.IN_RENEWAL: StateWords(
            _("Expired – in renewal"),
            _("It ended on %(end)s. The holder has until %(renewal)s to renew it.") % dates,
            "warn",
        ),
        CertificateState.EXPIRED: StateWords(_("Expired"), _("It ended on %(end)s.") % dates, "bad"),
        CertificateState.SUSPENDED: StateWords(
            _("Suspended"), _("The issuer is looking into a question. Do not rely on it now."), "warn"
        ),
        CertificateState.REVOKED: StateWords(
            _("Withdrawn"), _("The issuer has withdrawn it. Do not rely on it."), "bad"
        ),
    }[state]
