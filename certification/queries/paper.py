"""The printed certificate as data: every word and figure of the page, in one language."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from certification.enums import Level
from certification.models import Certificate
from certification.queries.wording import hours_of, wording_of
from institutions.exchange.drawings import qr_svg


def page_of(certificate: Certificate, language: str) -> dict[str, object]:
    """Return what the page says."""
    with override(language):
        wording = wording_of(certificate, language)
        url = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("certificate_check", args=[certificate.number])
        return {
            "language": language,
            "title": f"{_('Certificate')} {certificate.number}",
            "issuer": settings.ISSUER_NAME,
            "heading": _("Certificate"),
            "certifies": _("This certifies that"),
            "name": certificate.person.get_full_name() if certificate.person else "",
            "reached": _("has met every requirement of the award"),
            "award": wording.award,
            "summary": wording.summary[:400],
            "facts": _facts(certificate),
            "columns": [_("Code"), _("Competency"), _("Level")],
            "levels": [
                {"code": one.code, "name": one.name, "reached": f"{one.reached} · {Level(one.reached).label}"}
                for one in wording.levels
            ],
            "number_label": _("Number"),
            "number": certificate.number,
            "check": _("Check whether it is valid today:"),
            "address": url.partition("://")[2],
            "basis": f"{wording.framework}, {_('version')} {certificate.framework_version}",
            "qr": qr_svg(url),
            "qr_label": _("Square code for the camera"),
        }


def _facts(certificate: Certificate) -> list[dict[str, str]]:
    """Return the dates, and the hours where there are any."""
    facts = [
        {"label": _("Issued on"), "value": date_format(certificate.issued_on)},
        {"label": _("Valid until"), "value": date_format(certificate.valid_until)},
    ]
    hours = hours_of(certificate)
    return [*facts, {"label": _("Hours of training"), "value": str(hours)}] if hours else facts
