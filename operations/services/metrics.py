"""Counters of this process and figures of the installation, in the text format of Prometheus.

No label names a person, a class or a place: only the kind of page and the status of the answer.
"""

import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from operations.queries.gauges import gauges

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
# Several web processes write into files of this folder, which gunicorn's configuration makes; one keeps its own memory.
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
ANSWER_SAVED = "answer_saved"

_own = CollectorRegistry()
_requests = Counter(
    "orientir_requests_total", "Answers given, by kind of page and status", ("pages", "status"), registry=_own
)
_seconds = Histogram(
    "orientir_request_seconds", "Time until an answer, by kind of page", ("pages",), buckets=BUCKETS, registry=_own
)
_answers = Counter("orientir_answers_saved_total", "Answers of students that were committed", registry=_own)


def count_request(*, pages: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    _requests.labels(pages, str(status)).inc()
    _seconds.labels(pages).observe(seconds)


def count_event(what: str) -> None:
    """Count what another room says has happened; other events are nobody's business here."""
    if what == ANSWER_SAVED:
        _answers.inc()


def exposition() -> bytes:
    """Return everything that is measured: the counters of all web processes of this machine, then the figures."""
    counters = _own
    if os.environ.get(SHARED_FOLDER):
        counters = CollectorRegistry()
        MultiProcessCollector(counters)  # type: ignore[no-untyped-call]  # the package left this one out
    figures = CollectorRegistry()
    figures.register(_Figures())
    return generate_latest(counters) + generate_latest(figures)


class _Figures(Collector):
    """Asks for the figures at the moment of the visit."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield each figure that is known."""
        for gauge in gauges():
            if gauge.by_state is not None:
                family = GaugeMetricFamily(gauge.name, gauge.meaning, labels=("state",))
                for state, value in gauge.by_state.items():
                    family.add_metric((state,), value)
                yield family
            elif gauge.value is not None:
                yield GaugeMetricFamily(gauge.name, gauge.meaning, value=gauge.value)
