"""A process of its own for the browser tests: fills a site and serves it.

Usage: ``serve_site.py PORT``; it prints the address of a student's card and then serves until it is told to stop.
DATABASE_URL names a migrated SQLite file.
"""

import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from django.db import connections  # noqa: E402  settings come first
from django.utils import timezone  # noqa: E402
from gunicorn.app.wsgiapp import run  # noqa: E402
from wagtail.models import Locale, Page, Site  # noqa: E402

from accounts.services import issue_cards  # noqa: E402
from cms.models import HomePage, StandardPage  # noqa: E402
from safeguarding.models import HelpContact  # noqa: E402
from tests.factories import LearnerFactory, StaffFactory  # noqa: E402


def fill() -> str:
    """Write two pages in Ukrainian, a help contact and a student; return the address of the student's card."""
    ukrainian, _is_new = Locale.objects.get_or_create(language_code="uk")
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Home", slug="tests", locale=Locale.get_default()))
    home_uk = root.add_child(
        instance=HomePage(title="Вступ", slug="tests-uk", locale=ukrainian, translation_key=home.translation_key)
    )
    for number in (1, 2):
        home_uk.add_child(instance=StandardPage(title=f"Тема {number}", slug=f"tema-{number}", locale=ukrainian))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "127.0.0.1", "root_page": home})
    HelpContact.objects.create(
        country="UA", kind="children", names={"uk": "Лінія"}, number="116 111", verified_on=timezone.localdate()
    )
    [issued] = issue_cards(learners=[LearnerFactory()], actor=StaffFactory(), pin_required=False)
    return f"/c/{issued.token}"


if __name__ == "__main__":
    sys.stdout.write(f"{fill()}\n")
    sys.stdout.flush()
    connections.close_all()
    sys.argv = ["gunicorn", "config.wsgi", "--config", "config/gunicorn.py", "--bind", f"127.0.0.1:{sys.argv[1]}"]
    run()
