"""From a file to questions in the bank: uploaded, looked at, imported by a job, never twice."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from assessments import interactions
from assessments.exchange.banks.base import BankError
from assessments.models import BankOrigin, BankUpload, Item
from assessments.queries import freeze_item, freeze_item_texts
from assessments.queries.banks import plan_bank
from assessments.queries.drafts import item_faults
from assessments.services import bank_reading, banks
from assessments.services.banks import BankGone, delete_expired, discard_bank, import_bank, upload_bank
from audit.models import AuditEntry
from jobs import services as jobs
from jobs.models import Job
from tests.assessments.banks.checking import samples

# 5,000 in an ordinary run, 50,000 in a long one.
QUESTIONS = 5 * int(os.environ.get("ORIENTIR_MUTATIONS", "1000"))
GIFT = b"::Bird::Which is a bird?{~a cat =a stork#Yes ~a carp}\n\nThe sun is cold.{F}\n\nA riddle{=one ~two =three}\n"


@pytest.fixture
def locale(db) -> Locale:
    """The language of the questions."""
    return Locale.get_default()


def keep(author, data=GIFT, name="bank.gift", format_name=""):
    """Upload a file."""
    return upload_bank(data=data, name=name, format_name=format_name, actor=author)


def finish(upload, locale, author, difficulty="recall"):
    """Import an upload and do the job."""
    job = import_bank(upload=upload, locale=locale, difficulty=difficulty, actor=author)
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def test_a_bank_is_looked_at_and_then_imported(author, locale):
    upload = keep(author)
    plan = plan_bank(upload, locale)
    assert (plan.new, plan.known, plan.reported_count) == (2, 0, 1)
    assert [(one.place, one.reason) for one in plan.reported] == [("line 5", "several_keys")]
    assert Item.objects.count() == 0

    job = finish(upload, locale, author, "apply")

    assert (job.status, job.result) == ("done", {"made": 2, "known": 0, "left_out": 1})
    bird, sun = Item.objects.order_by("pk")
    assert (bird.name, bird.kind, bird.difficulty, bird.locale) == ("Bird", "choice", "apply", locale)
    assert [choice["text"] for choice in bird.interaction[0].value["choices"]] == ["a cat", "a stork", "a carp"]
    assert [choice["correct"] for choice in bird.interaction[0].value["choices"]] == [False, True, False]
    assert sun.name == "The sun is cold."
    assert sun.interaction[0].value["answer"] == "false"
    assert not BankUpload.objects.exists()
    actions = AuditEntry.objects.filter(action__startswith="bank.").order_by("pk").values_list("action", "count")
    assert list(actions) == [("bank.upload", 2), ("bank.import", 2)]


def test_importing_again_makes_no_doubles_even_of_questions_that_were_changed_here(author, locale):
    finish(keep(author), locale, author)
    Item.objects.filter(name="Bird").update(name="Another name")
    again = keep(author)
    assert (plan_bank(again, locale).new, plan_bank(again, locale).known) == (0, 2)
    assert finish(again, locale, author).result == {"made": 0, "known": 2, "left_out": 1}
    assert Item.objects.count() == 2
    other = finish(keep(author, b"Which is a bird?\nA) a cat\nB) a stork\nANSWER: B", "x.txt"), locale, author)
    assert other.result["made"] == 1


def test_another_language_has_its_own_questions(author, locale):
    finish(keep(author), locale, author)
    other, _made = Locale.objects.get_or_create(language_code="ro")
    assert finish(keep(author), other, author).result["made"] == 2
    assert set(Item.objects.values_list("locale", flat=True)) == {locale.pk, other.pk}


def test_asked_twice_it_is_one_import(author, locale):
    upload = keep(author)
    first = import_bank(upload=upload, locale=locale, difficulty="recall", actor=author)
    assert import_bank(upload=upload, locale=locale, difficulty="recall", actor=author).pk == first.pk
    assert jobs.run(first.pk)
    assert not jobs.run(first.pk)
    assert Item.objects.count() == 2
    with pytest.raises(BankGone):
        import_bank(upload=upload, locale=locale, difficulty="recall", actor=author)


def test_an_import_that_was_cut_off_goes_on_where_it_was(author, locale, monkeypatch):
    monkeypatch.setattr(banks, "AT_A_TIME", 1)
    upload = keep(author)
    job = import_bank(upload=upload, locale=locale, difficulty="recall", actor=author)
    made, make = [], banks.make_items

    def cut_off(*args):
        if made:
            raise OSError("the power went")
        made.append(make(*args))

    monkeypatch.setattr(banks, "make_items", cut_off)
    jobs.run(job.pk)
    assert Item.objects.count() == 1
    monkeypatch.setattr(banks, "make_items", make)
    Job.objects.update(run_after=timezone.now())
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.result == {"made": 2, "known": 0, "left_out": 1}
    assert Item.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "bank.gift", "empty"),
        (b"\0", "bank.gift", "nul"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><quiz/>", "bank.xml", "declarations"),
        (b"<quiz>", "bank.xml", "damaged"),
        (b"PK\x03\x04 nothing", "bank.xlsx", "damaged"),
        (b"nothing here is asked", "bank.xml", "wrong_format"),
        (b"a,b\n1,2\n", "bank.csv", "wrong_format"),
    ],
)
def test_what_cannot_be_read_leaves_nothing(author, data, name, reason):
    with pytest.raises(BankError) as refused:
        keep(author, data, name)
    assert refused.value.reason == reason
    assert not BankUpload.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="bank.").exists()


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_is_read():
    reader = bank_reading._Reader(bank_reading.Limits(seconds=1, megabytes=256))
    heavy = "\n\n".join(f"Question {n}?{{={n} ~{n + 1} ~{n + 2} ~{n + 3}}}" for n in range(40_000))
    with pytest.raises(BankError) as refused:
        reader.read(heavy.encode(), "bank.gift", "")
    assert refused.value.reason == "too_slow"
    assert reader.read(GIFT, "bank.gift", "").questions == 2
    reader.close()


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_one_is_read():
    reader = bank_reading._Reader(bank_reading.Limits(seconds=5, megabytes=64))
    with pytest.raises(BankError) as refused:
        reader.read(b"x" * 40_000_000, "bank.gift", "")
    assert refused.value.reason == "too_slow"
    assert reader.read(GIFT, "bank.gift", "").questions == 2
    reader.close()


def test_a_large_file_is_read_by_a_worker(author, locale, monkeypatch):
    monkeypatch.setattr(banks, "READ_AT_ONCE", 10)
    upload = keep(author)
    assert not upload.is_read
    with pytest.raises(BankGone):
        import_bank(upload=upload, locale=locale, difficulty="recall", actor=author)
    jobs.run(Job.objects.get(kind=banks.READ_JOB).pk)
    upload.refresh_from_db()
    assert (upload.is_read, upload.questions, upload.raw, upload.refusal) == (True, 2, b"", "")
    assert finish(upload, locale, author).result["made"] == 2
    broken = keep(author, b"<quiz>" + b" " * 20, "bank.xml")
    jobs.run(Job.objects.get(kind=banks.READ_JOB, status="queued").pk)
    broken.refresh_from_db()
    assert (broken.refusal, bytes(broken.content), bytes(broken.raw)) == ("damaged", b"", b"")


def test_uploads_are_forgotten(author, locale):
    first = keep(author)
    second = keep(author)
    assert list(BankUpload.objects.all()) == [second]
    discard_bank(upload=second)
    assert not BankUpload.objects.exists()
    third = keep(author)
    BankUpload.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    with pytest.raises(BankGone):
        import_bank(upload=third, locale=locale, difficulty="recall", actor=author)
    assert delete_expired() == 1
    assert first.pk != second.pk
    waiting = keep(author)
    import_bank(upload=waiting, locale=locale, difficulty="recall", actor=author)
    BankUpload.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert delete_expired() == 0
    assert delete_expired(now=timezone.now() + timedelta(hours=25)) == 1


@pytest.mark.parametrize("path", [path for name in ("gift", "moodle_xml", "table") for path in samples(name)], ids=str)
def test_what_was_imported_can_be_frozen_for_a_quiz(author, locale, path):
    finish(keep(author, path.read_bytes(), path.name), locale, author)
    assert Item.objects.exists()
    for item in Item.objects.all():
        kind = interactions.logic(item.kind)
        if item.kind == "extended_text":
            assert [fault.field for fault in item_faults(item)] == ["rubric"]
            continue
        frozen = kind.frozen_from_json(freeze_item(item, ""))
        texts = kind.texts_from_json(frozen, freeze_item_texts(item))
        assert kind.grade(frozen, kind.right_answer(frozen, texts)) == 1


def test_thousands_of_questions_come_in(transactional_site, author, locale, django_assert_max_num_queries):
    text = "\n\n".join(f"::Q {n}::Which number is {n}?{{={n} ~{n + 1} ~{n + 2}}}" for n in range(QUESTIONS))
    upload = keep(author, text.encode())
    if not upload.is_read:
        jobs.run(Job.objects.get(kind=banks.READ_JOB).pk)
        upload.refresh_from_db()
    with django_assert_max_num_queries(10 + QUESTIONS // 500):
        assert plan_bank(upload, locale).new == QUESTIONS
    assert finish(upload, locale, author).result == {"made": QUESTIONS, "known": 0, "left_out": 0}
    assert BankOrigin.objects.count() == Item.objects.count() == QUESTIONS
