"""Readers of question banks under attack: damaged bytes, files made to hurt, limits of time and memory."""

import dataclasses
import io
import os
import random
import resource
import time
import zipfile

import pytest
from openpyxl import Workbook

from assessments.exchange import banks
from assessments.exchange.banks.base import BankError
from assessments.services import bank_reading
from assessments.services.bank_reading import AT_ONCE, read_bank
from tests.assessments.banks.checking import DATA, check, read_or_refuse, samples
from tests.assessments.banks.mutating import HOSTILE, mutated

pytestmark = pytest.mark.pure

# A long run asks for more.
MUTATIONS = int(os.environ.get("ORIENTIR_MUTATIONS", "1000"))
FORMATS = sorted(folder.name for folder in DATA.iterdir())


def workbook():
    """A small table as a spreadsheet."""
    book = Workbook()
    for row in (["kind", "question", "A", "B", "right"], ["choice", "Так?", "так", "ні", "A"], ["numeric", "2+2", 4]):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_bytes_are_read_or_refused(name):
    chooser = random.Random(name)
    files = [path.read_bytes() for path in samples(name)]
    read = sum(not isinstance(read_or_refuse(name, mutated(chooser, chooser.choice(files))), BankError)
               for _turn in range(MUTATIONS))  # fmt: skip
    print(f"\n{name}: {MUTATIONS} mutated files, {read} read, {MUTATIONS - read} refused")
    assert 0 < read < MUTATIONS


def test_damaged_spreadsheets_are_read_or_refused():
    chooser, data = random.Random("xlsx"), workbook()
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stored, "w") as target:
        for entry in source.namelist():
            target.writestr(entry, source.read(entry))
    assert banks.reader("table").read(data, "a.xlsx").questions_in == 2
    for _turn in range(max(50, MUTATIONS // 10)):
        read_or_refuse("table", mutated(chooser, chooser.choice([data, stored.getvalue()])))


@pytest.mark.parametrize(("name", "make"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_made_to_hurt_takes_little_time_and_memory(name, make):
    data = make()
    bank_reading._reader.close()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    try:
        read = read_bank(data=data, name=name)
        assert read.questions == 0
    except BankError as refused:
        print(refused.reason)
    bank_reading._reader.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{time.monotonic() - started:.1f} s")
    # The system ends the process that takes more: what is asserted is that it did, whatever else the machine does.
    assert after.ru_utime - before.ru_utime <= AT_ONCE.seconds + 1


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 90_000_000)
    with pytest.raises(BankError) as refused:
        read_bank(data=out.getvalue(), name="a.xlsx")
    assert refused.value.reason == "too_large"


def test_the_checks_notice_a_question_that_cannot_be_asked():
    bank = banks.reader("gift").read(b"Q?{=a ~b}", "a.gift")
    (question,) = bank.questions
    spoilt = dataclasses.replace(question, question=dataclasses.replace(question.question, texts={}))
    with pytest.raises(AssertionError):
        check(dataclasses.replace(bank, questions=(spoilt,)))
