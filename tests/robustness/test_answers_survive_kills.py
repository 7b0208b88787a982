"""Whatever the site has acknowledged is on the disk, however often its processes are killed in between."""

import os

import pytest

from tests.robustness.killing import kill_and_compare

pytestmark = [pytest.mark.crash, pytest.mark.django_db]

KILLS = int(os.environ.get("ORIENTIR_KILLS", "200"))


def test_no_acknowledged_answer_is_lost_although_the_site_is_killed_again_and_again(site, capsys):
    report = kill_and_compare(site.variables, site.database, site.prepared, kills=KILLS)
    with capsys.disabled():
        print(f"\n  {report}")
    assert report.lost == set()
    assert report.ledger.oddities == []
    assert report.integrity == "ok"
    # The kills fell into the middle of work, not into silence.
    assert report.ledger.acknowledged > KILLS
    assert report.ledger.cut_off > KILLS / 10


def test_the_same_harness_sees_answers_that_are_acknowledged_before_they_are_written(site):
    report = kill_and_compare(site.planted("early_acknowledgement"), site.database, site.prepared, kills=15)
    assert report.ledger.acknowledged > 15
    assert report.lost, "the harness is blind"
