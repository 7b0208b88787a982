"""The front pages and the course of the demonstration."""

from django.conf import settings

from cms.models import HomePage
from cms.services import ensure_home
from curriculum.models import CoursePage
from demo.enums import FRONT_PAGES
from lessons.queries import source_courses
from packs.models import Pack
from packs.services import import_pack

PACK = settings.BASE_DIR / "content" / "personal-dignity"


def make_front_pages() -> list[HomePage]:
    """Return the front page of each language; words that somebody has written stay."""
    pages = []
    for language, (title, intro) in FRONT_PAGES.items():
        page = ensure_home(language)
        if not page.intro:
            page.title, page.intro = title, intro
            page.save_revision().publish()
        pages.append(page)
    return pages


def import_course(actor_id: int) -> CoursePage:
    """Return the course of the pack as its page in the source language; imports it unless its files are as before."""
    kept = Pack.objects.filter(pack_id=PACK.name).first()
    written = max(path.stat().st_mtime for path in PACK.rglob("*"))
    if kept is None or kept.imported_at.timestamp() < written:
        import_pack(source=PACK, actor_id=actor_id)
    return source_courses()[0]
