"""The record of processing in the documents says what the registry says."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from common.privacy import NOT_PERSONAL, DataClass, Erase, Privacy, Retention
from operations.exchange.describe import ERASURES, KINDS, PERIODS, replaced, to_markdown
from operations.queries import registry
from tests.architecture.tree import ROOT

pytestmark = pytest.mark.pure

PAGE = ROOT / "docs" / "data-protection.md"


def test_the_page_is_up_to_date():
    page = PAGE.read_text(encoding="utf-8")
    assert replaced(page, to_markdown(registry())) == page, (
        "run manage.py describe_privacy --write docs/data-protection.md"
    )


def test_every_word_of_the_registry_has_words_for_people():
    assert set(PERIODS) == set(Retention)
    assert set(ERASURES) == set(Erase)
    assert set(KINDS) | {DataClass.NONE} == set(DataClass)


def test_fields_of_one_purpose_share_a_line_and_the_others_are_left_out():
    said = Privacy(DataClass.LEARNING, "a purpose", Retention.COHORT, Erase.DELETE_ROW)
    table = to_markdown({"lessons.Thing": {"id": said, "mark": said, "size": NOT_PERSONAL}})
    assert table.splitlines()[2:] == [
        "| lessons.Thing | id, mark | learning | a purpose | 60 days after the class ends | deleted |"
    ]


def test_the_command_prints_writes_and_refuses_a_page_without_marks(tmp_path):
    out = StringIO()
    call_command("describe_privacy", stdout=out)
    assert "accounts.User" in out.getvalue()
    page = tmp_path / "page.md"
    page.write_text("No marks\n")
    with pytest.raises(CommandError, match="table: begin"):
        call_command("describe_privacy", write=page)
    assert page.read_text() == "No marks\n"
