"""The library: who sees what, what may be published, and files that only we send."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Locale

from cms.models import CustomDocument
from curriculum.checks import resource_problems
from curriculum.enums import ResourceAudience, ResourceKind
from curriculum.models import Resource
from curriculum.permissions import readable_resources

pytestmark = pytest.mark.django_db
GOOD = {
    "title": "A leaflet", "kind": ResourceKind.LEAFLET, "audience": ResourceAudience.TEACHERS, "licence": "CC-BY-4.0",
    "print_size": "a4", "link": "https://library.example/a", "rights": "The library of example.",
}  # fmt: skip


@pytest.fixture
def things(settings, tmp_path) -> list[Resource]:
    """One thing of each content level; each has a file of its level."""
    settings.MEDIA_ROOT = tmp_path
    made = []
    for level in range(4):
        file = ContentFile(b"%PDF-1.7 words", name=f"sheet{level}.pdf")
        document = CustomDocument.objects.create(title="Sheet", content_level=level, file=file)
        values = GOOD | {"link": "", "content_level": level, "document": document, "is_published": True}
        made.append(Resource.objects.create(**values | {"title": f"Thing {level}"}, locale=Locale.get_default()))
    return made


@pytest.fixture
def people(student, teacher) -> dict[str, tuple[object, int]]:
    """Who asks, and the highest level they may see."""
    return {"nobody": (AnonymousUser(), 1), "student": (student, 2), "teacher": (teacher, 3)}


def status(browser, address) -> int:
    """Ask for a page or file, and read it to its end, which closes it."""
    answer = browser.get(address)
    _body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code


def test_levels_decide_who_sees_it(things, client, sign_in, people):
    for name, (person, most) in people.items():
        titles = set(readable_resources(person).values_list("title", flat=True))
        assert titles == {f"Thing {level}" for level in range(most + 1)}, name
        browser = client if name == "nobody" else sign_in(client, person)
        for level, thing in enumerate(things):
            for address in ("resource", "resource_file"):
                found = status(browser, reverse(address, args=[thing.public_id]))
                assert found == (200 if level <= most else 404), (name, address)
        document = reverse("wagtaildocs_serve", args=[things[3].document.pk, things[3].document.filename])
        assert (status(browser, document) == 200) is (most == 3), name
        browser.logout()


def test_the_public_list_ends_at_level_one_and_the_staffs_does_not(things, client, sign_in, teacher):
    public = client.get("/en/library/", {"kind": "leaflet"}).content.decode()
    assert ("Thing 1" in public, "Thing 2" in public) == (True, False)
    sign_in(client, teacher)
    assert "Thing 3" in client.get(reverse("staff_library")).content.decode()
    assert "Thing 3" not in client.get(reverse("staff_library"), {"kind": "poster"}).content.decode()
    file = client.get(reverse("resource_file", args=[things[2].public_id]))
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    assert file.headers["Content-Disposition"] == f'attachment; filename="library-{things[2].public_id}.pdf"'
    assert file.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, ""),
        ({"link": ""}, "Choose one thing that people get"),
        ({"link": "http://library.example/a"}, "begins with https://"),
        ({"rights": ""}, "Something on another site needs a statement"),
        ({"rights": "", "licence": ""}, "Say under which licence"),
        ({"print_size": ""}, "on which paper"),
        ({"kind": ResourceKind.VIDEO}, "needs a transcript"),
        ({"kind": ResourceKind.AUDIO, "transcript": "Words", "link": ""}, "has a file of its kind"),
        ({"content_level": 3, "audience": ResourceAudience.STUDENTS}, "for teachers and professionals only"),
    ],
)
def test_what_is_not_ready_is_not_published(values, said):
    thing = Resource(**GOOD | values)
    problems = list(resource_problems(thing))
    assert [problem for problem in problems if said in problem] if said else problems == []
    thing.is_published = True
    if said:
        with pytest.raises(ValidationError):
            thing.clean()
    else:
        thing.clean()


def test_nothing_unpublished_is_found(things):
    Resource.objects.update(is_published=False)
    assert not readable_resources(AnonymousUser()).exists()
