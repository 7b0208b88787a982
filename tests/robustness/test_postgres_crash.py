"""Whatever the site has acknowledged is in the database, although PostgreSQL crashes under it."""

import os
import random
import signal
from time import monotonic, sleep

import pytest

from benchmarks import server
from tests.robustness.cluster import Cluster
from tests.robustness.killing import ANSWERS, Report, missing, read_answers
from tests.robustness.writers import Writers

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

CRASHES = int(os.environ.get("ORIENTIR_CRASHES", "5"))


def crash_and_compare(cluster: Cluster, folder, *, crashes: int, planted: str = "") -> Report:
    """Crash the database in turns by SIGKILL and by an immediate stop while four devices answer."""
    chance, began, report = random.Random(0), monotonic(), Report(crashes)
    variables = server.environment(
        folder, cluster.url, DJANGO_SETTINGS_MODULE="tests.robustness.settings", PLANTED=planted
    )
    prepared = server.prepare(variables, learners=8, questions=5)
    port = server.free_port()
    site = server.Server(server.gunicorn(port, workers=2), variables, port, folder / "server.log")
    writers = Writers(port, prepared, threads=4, seed=0)
    report.ledger = writers.ledger
    try:
        site.wait()
        writers.start()
        for turn in range(crashes):
            writers.wait_for_acknowledgement()
            sleep(chance.uniform(0.1, 0.6))
            cluster.crash(signal.SIGQUIT if turn % 2 else signal.SIGKILL)
            promised = report.ledger.copy()
            cluster.start()
            report.lost |= missing(promised, read_answers(cluster.rows(ANSWERS)))
        writers.wait_for_acknowledgement()
        writers.stop()
        report.lost |= missing(report.ledger.copy(), read_answers(cluster.rows(ANSWERS)))
    finally:
        writers.stop()
        site.stop()
    report.seconds = monotonic() - began
    return report


def test_no_acknowledged_answer_is_lost_although_postgresql_crashes(cluster, tmp_path, capsys):
    report = crash_and_compare(cluster, tmp_path, crashes=CRASHES)
    with capsys.disabled():
        print(f"\n  PostgreSQL: {report}")
    assert report.lost == set()
    assert report.ledger.acknowledged > CRASHES * 5
    # While the database is away the site says so and when to come back; it never says anything else.
    assert {oddity.split()[0] for oddity in report.ledger.oddities} <= {"503"}


def test_the_same_harness_sees_a_database_that_acknowledges_before_it_writes(cluster, tmp_path):
    report = crash_and_compare(cluster, tmp_path, crashes=4, planted="careless_disk")
    assert report.lost, "the harness is blind"
