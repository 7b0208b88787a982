"""The printed certificate as a download, for its holder and for certifiers."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse

from certification.models import Certificate

# One name for all of them: a folder of downloads tells nothing.
FILE_NAME = "certificate.pdf"


def page_file(certificate: Certificate, language: str) -> HttpResponse:
    """Return the page in a language; 404 while the worker has not made it."""
    stored = certificate.documents.get(language)
    if stored is None:
        raise Http404
    try:
        with default_storage.open(stored) as opened:
            content = opened.read()
    except OSError:
        raise Http404 from None
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
