"""Typed, told and felt questions on their whole way: pack, both languages, a student's pages, the teacher's."""

import pytest
from django.template.loader import render_to_string

from assessments.forms import question_form
from assessments.models import Attempt, Item, QuizVersion, Response
from assessments.queries import frozen_structure, frozen_texts
from assessments.services import assign_quiz
from packs.services import export_pack
from tests.packs.kinds_pack import kinds_pack

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def files():
    """The pack whose quiz has these kinds."""
    return kinds_pack()


@pytest.fixture
def version(imported):
    return QuizVersion.objects.get()


@pytest.fixture
def given(version, cohort):
    return assign_quiz(version=version, cohort=cohort, actor=None)


@pytest.fixture
def reader(client, student, sign_in):
    client = sign_in(client, student)
    client.cookies["django_language"] = "uk"
    return client


@pytest.fixture
def attempt(reader, given):
    reader.post(f"/my/q/start/{given.public_id}/")
    return Attempt.objects.get()


def names(version):
    """Return each question's entries by their names in the pack."""
    from packs.models import PackName

    kept = {str(uuid): name.rpartition("/")[2] for name, uuid in PackName.objects.values_list("name", "uuid")}
    return {item.kind: item for item in frozen_structure(version).items}, kept


def way(item, kept, start, end):
    """Return the fields that take a way of the story."""
    return {f"way-{one.scene}": one.id for one in item.ways if kept[one.id] in (start, end)}


def page_of(reader, attempt, number):
    return reader.get(f"/my/q/{attempt.public_id}/{number}/").content.decode()


def send(reader, attempt, place, **form):
    return reader.post(f"/my/q/{attempt.public_id}/{place}/", {"sequence": "1", **form})


def test_a_pack_with_these_kinds_comes_back_byte_for_byte(imported, files):
    out = export_pack(pack_id="small").files
    assert {name: data.decode() for name, data in out.items() if name.endswith(".yaml")} == {
        name: data.decode() for name, data in files.items() if name.endswith(".yaml")
    }
    assert out == files


def test_settings_are_the_sources_and_words_are_the_translations(imported):
    for source in Item.objects.filter(locale__language_code="en"):
        target = Item.objects.get(locale__language_code="uk", translation_key=source.translation_key)
        ours, theirs = source.interaction[0].value, target.interaction[0].value
        for name in ("low", "high", "step", "scoring", "case", "fold_letters"):
            assert ours.get(name) == theirs.get(name), name
        assert ours["prompt"] != theirs["prompt"]
        for name in ("choices", "targets"):
            entries, others = (list(row[name].bound_blocks) if row.get(name) else [] for row in (ours, theirs))
            assert [entry.id for entry in entries] == [entry.id for entry in others]
            for entry, other in zip(entries, others, strict=True):
                assert all(other.value[word] != text for word, text in entry.value.items() if word == "text")
                assert all(
                    entry.value[word] == other.value[word]
                    for word in ("gap", "correct", "low", "high", "ending", "scene", "leads_to")
                    if word in entry.value
                )


def test_a_student_answers_in_ukrainian_and_both_see_what_came_of_it(reader, attempt, given, teacher, sign_in):
    items, kept = names(given.version)
    typed = page_of(reader, attempt, 1)
    assert typed.index('name="gap-2"') < typed.index('name="gap-1"')
    assert 'id="choice-1"' in typed
    assert "папері" not in typed
    assert send(reader, attempt, 1, **{"gap-1": " ПАПЕРІ. ", "gap-2": "чужа"}).status_code == 303
    assert send(reader, attempt, 2, number="33,5 годин").status_code == 303
    taken = way(items["scenario"], kept, "f", "i")
    unfinished = send(reader, attempt, 3, **way(items["scenario"], kept, "f", "f"))
    assert unfinished.status_code == 422
    assert unfinished.content.decode().count("<details open") == 2
    assert "Вона без документів" not in unfinished.content.decode()
    assert send(reader, attempt, 3, **taken).status_code == 303
    for number in (4, 5):
        assert 'id="choice-1"' in page_of(reader, attempt, number)
        assert send(reader, attempt, number).status_code == 303
    assert send(reader, attempt, 5, value="3").status_code == 303
    stored = {row.item_id: row.answer for row in Response.objects.all()}
    assert len(stored) == 3
    assert stored[items["numeric"].id] == {"number": "33.5"}
    assert [kept.get(gap["entry"], "") for gap in stored[items["text_entry"].id]["gaps"].values()] == ["a", ""]
    check = reader.get(f"/my/q/{attempt.public_id}/check/").content.decode()
    assert "33,5" in check
    assert "чужа" in check
    reader.post(f"/my/q/{attempt.public_id}/check/")
    done = reader.get(f"/my/q/{attempt.public_id}/done/").content.decode()
    for words in ("Це вдвічі більше.", "Вона без документів.", "Зник.", "Запитай когось.", "0 / 3"):
        assert words in done
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score) == (0.5, 3)
    desk = sign_in(reader, teacher)
    table = desk.get(f"/t/q/{given.public_id}/").content.decode()
    assert "33,5" in table
    assert "1/2" in table
    item_page = desk.get(f"/t/q/{given.public_id}/2/").content.decode()
    assert "Рахують туди й назад." in item_page
    assert "Папери не для мене." in desk.get(f"/t/q/{given.public_id}/1/").content.decode()
    assert "Паспорт можна позичити." in desk.get(f"/t/q/{given.public_id}/3/").content.decode()
    assert desk.get(f"/t/q/{given.public_id}/4/").status_code == 404


def test_each_kind_has_a_form_without_controls_for_paper(version):
    texts = frozen_texts(version, "uk")
    for item in frozen_structure(version).items:
        question = question_form(item, texts.by_item[item.id], [])
        paper = render_to_string(question.print_template, {"question": question})
        assert paper.strip()
        assert "<input" not in paper
        assert "None" not in paper


def test_the_editor_opens_and_saves_each_kind(client, imported, author, sign_in):
    desk = sign_in(client, author)
    for item in Item.objects.filter(locale__language_code="en"):
        page = desk.get(f"/admin/snippets/assessments/item/edit/{item.pk}/")
        assert page.status_code == 200
        item.interaction.stream_block.clean(item.interaction)
