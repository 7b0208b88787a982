"""The front pages and the courses of the demonstration."""

from pathlib import Path

from django.conf import settings
from wagtail.models import Locale

from cms.models import HomePage
from cms.services import ensure_home, load_statements
from curriculum.models import CoursePage
from demo.enums import FRONT_PAGES
from packs.models import Pack, PackName
from packs.services import import_pack

CONTENT = settings.BASE_DIR / "content"
# The school programme, which every demonstration has, and the course that its boarding class has beside it.
PACK = CONTENT / "personal-dignity"
TRADE = CONTENT / "sewing-basics"
COURSE = "course/"


def make_front_pages() -> list[HomePage]:
    """Return the front page of each language; words that somebody has written stay."""
    pages = []
    for language, (title, intro) in FRONT_PAGES.items():
        page = ensure_home(language)
        if not page.intro:
            page.title, page.intro = title, intro
            page.save_revision().publish()
        pages.append(page)
    load_statements()
    return pages


def import_course(folder: Path, actor_id: int) -> CoursePage:
    """Return the course of a pack as its page in the source language; imports it unless its files are as before."""
    kept = Pack.objects.filter(pack_id=folder.name).first()
    written = max(path.stat().st_mtime for path in folder.rglob("*"))
    if kept is None or kept.imported_at.timestamp() < written:
        import_pack(source=folder, actor_id=actor_id)
    name = PackName.objects.get(pack__pack_id=folder.name, name__startswith=COURSE)
    course: CoursePage = CoursePage.objects.get(translation_key=name.uuid, locale=Locale.get_default())
    return course


def other_courses() -> list[Path]:
    """Return the folders of the courses beside the school programme."""
    return sorted(folder for folder in CONTENT.iterdir() if folder.is_dir() and folder != PACK)
