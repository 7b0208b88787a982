"""Redis and Celery workers are lost again and again: every job is done, and none counts twice.

ORIENTIR_LOSSES says how often, ten times unless told. The Redis is one of our own: others use the stage's.
"""

import os
from collections import Counter
from itertools import cycle, islice
from time import monotonic, sleep

import pytest

from tests.jobs.broker import BrokerPlace
from tests.jobs.workplace import wait_until

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

LOSSES = int(os.environ.get("ORIENTIR_LOSSES", "10"))
JOBS_A_LOSS = 6
# A worker that starts on a busy machine takes its time.
PATIENCE_SECONDS = 120


@pytest.fixture
def broker_place(workplace, tmp_path, request):
    """A workplace with Redis and Celery."""
    places = []

    def make(*, sweeps: bool) -> BrokerPlace:
        places.append(BrokerPlace(workplace, tmp_path, sweeps=sweeps))
        return places[-1]

    yield make
    for place in places:
        place.close()


def test_no_job_is_lost_or_doubled_although_brokers_and_workers_are(broker_place, capsys):
    there = broker_place(sweeps=True)
    place = there.place
    for _each in range(2):
        there.start_worker()
    lost = Counter()
    for what in islice(cycle(("worker", "broker")), LOSSES):
        ended_before = sum(place.lines("end").values())
        there.ask(JOBS_A_LOSS)
        # In the middle of the work: some of it is done since the last loss, and some is begun and not done.
        wait_until(lambda before=ended_before: sum(place.lines("end").values()) > before, seconds=PATIENCE_SECONDS)
        end = monotonic() + 1
        while not set(place.lines("start")) - set(place.lines("end")) and monotonic() < end:
            sleep(0.01)
        there.kill_worker() if what == "worker" else there.kill_broker()
        lost[what] += 1
    wait_until(lambda: place.statuses() == {"done": there.asked}, seconds=PATIENCE_SECONDS)

    counted = Counter(number for (number,) in place.rows("SELECT number FROM tally"))
    missing = set(range(there.asked)) - set(counted)
    doubled = [number for number, times in counted.items() if times > 1]
    with capsys.disabled():
        print(
            f"\n{LOSSES} losses ({lost['worker']} workers, {lost['broker']} brokers), {there.asked} jobs: "
            f"{len(missing)} lost, {len(doubled)} doubled, "
            f"{sum(times > 1 for times in place.lines('start').values())} begun again"
        )
    assert (missing, doubled) == (set(), [])
    # The workers that live are seen to.
    assert place.rows("SELECT count(*) FROM jobs_worker WHERE seen_at > now() - interval '30 seconds'") > [(0,)]


def test_these_tests_would_see_jobs_that_a_broker_forgets(broker_place):
    there = broker_place(sweeps=False)
    there.ask(JOBS_A_LOSS)
    there.kill_broker()
    there.start_worker()
    # The worker is there and does what it is told of, but of the first six nobody tells it.
    there.ask(1)
    wait_until(lambda: there.place.statuses().get("done") == 1, seconds=PATIENCE_SECONDS)
    sleep(1)
    assert there.place.statuses() == {"done": 1, "queued": JOBS_A_LOSS}
