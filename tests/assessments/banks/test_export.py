"""Questions out of the bank as files, and back without a double."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from assessments.exchange import banks
from assessments.models import Item, Quiz
from assessments.queries.banks import plan_bank
from assessments.services import bank_export
from assessments.services.bank_export import NothingToExport, export_bank
from assessments.services.banks import import_bank, upload_bank
from audit.models import AuditEntry
from jobs import services as jobs
from tests.assessments.banks.checking import DATA
from tests.signing_in import sign_in


@pytest.fixture
def bank(author, db):
    """Imported questions of every kind that our samples hold."""
    for name in ("gift/every_kind.gift", "moodle_xml/every_kind.xml", "table/every_kind.csv"):
        take((DATA / name).read_bytes(), name.partition("/")[2], author)
    return list(Item.objects.select_related("locale", "competency").order_by("pk"))


def take(data, name, author):
    upload = upload_bank(data=data, name=name, format_name="", actor=author)
    locale = Locale.get_default()
    plan = plan_bank(upload, locale)
    job = import_bank(upload=upload, locale=locale, difficulty="recall", actor=author)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.result["made"] == plan.new
    return job.result


@pytest.mark.parametrize("name", banks.WRITTEN)
def test_what_was_exported_is_known_when_it_comes_back(bank, author, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        data = export_bank(items=bank, format_name=name, title="Work", actor=author)
    assert take(data, f"a.{banks.WRITTEN[name][1]}", author) == {"made": 0, "known": len(bank), "left_out": 0}
    assert AuditEntry.objects.get(action="bank.export").count == len(bank)


@pytest.mark.parametrize("name", banks.WRITTEN)
def test_a_file_makes_the_same_questions_in_another_house(bank, author, name):
    data = export_bank(items=bank, format_name=name, title="", actor=author)
    before = [item.interaction.raw_data[0]["value"] for item in bank]
    Item.objects.all().delete()
    assert take(data, f"a.{banks.WRITTEN[name][1]}", author)["made"] == len(bank)
    again = list(Item.objects.select_related("locale", "competency").order_by("pk"))
    assert [without_ids(item.interaction.raw_data[0]["value"]) for item in again] == [
        without_ids(one) for one in before
    ]


def without_ids(value):
    """The words and settings of a question; block ids are made anew."""
    if isinstance(value, dict):
        return {key: without_ids(inner) for key, inner in value.items() if key != "id"}
    return [without_ids(inner) for inner in value] if isinstance(value, list) else value


def test_twice_is_twice_the_same_file(bank, author):
    first = export_bank(items=bank, format_name="gift", title="", actor=author)
    assert export_bank(items=bank, format_name="gift", title="", actor=author) == first


def test_nothing_and_too_much_are_refused(bank, author, monkeypatch):
    with pytest.raises(NothingToExport):
        export_bank(items=[], format_name="gift", title="", actor=author)
    monkeypatch.setattr(bank_export, "MOST_AT_ONCE", 3)
    with pytest.raises(NothingToExport):
        export_bank(items=bank, format_name="gift", title="", actor=author)


def test_an_author_exports_a_quiz_a_language_and_what_was_ticked(client, author, site_tree):
    sign_in(client, author)
    page = reverse("bank_export")
    assert client.get(page).status_code == 200
    quiz, locale = Quiz.objects.filter(locale=Locale.get_default()).first(), Locale.get_default().pk
    answer = client.post(page, {"format": "gift", "quiz": quiz.pk, "locale": locale})
    assert answer["Content-Disposition"] == 'attachment; filename="questions.gift"'
    asked = banks.reader("gift").read(answer.content, "a.gift")
    assert len(asked.questions) == len(quiz.questions)
    whole = client.post(page, {"format": "table", "quiz": "", "locale": locale})
    assert len(banks.reader("table").read(whole.content, "").questions) == Item.objects.filter(locale=locale).count()
    first = Item.objects.filter(locale=locale).first()
    ticked = reverse("wagtail_bulk_action", args=["assessments", "item", "export_questions"]) + f"?id={first.pk}"
    assert client.get(ticked).status_code == 200
    assert len(banks.reader("gift").read(client.post(ticked, {"format": "gift"}).content, "").questions) == 1


def test_nobody_else_takes_keys_out(client, site_tree, teacher, student):
    first = Item.objects.first()
    ticked = reverse("wagtail_bulk_action", args=["assessments", "item", "export_questions"]) + f"?id={first.pk}"
    for person in (teacher, student):
        sign_in(client, person)
        for address in (reverse("bank_export"), ticked):
            answer = client.post(address, {"format": "gift", "quiz": "", "locale": first.locale_id})
            assert answer.status_code in (302, 403, 404)
            assert "::" not in answer.content.decode()
