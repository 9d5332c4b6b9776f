"""What a server tells of itself to Prometheus: plain numbers as requests come, its text only when it is scraped.

Each worker writes its numbers into a folder that all share, so that any of them can tell the sums.
"""

import asyncio
import json
import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import time
from typing import Any, Final

BOUNDS: Final = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
MOST_OPERATIONS: Final = 100
OTHER: Final = "other"
_SOON: Final = 0.5


@dataclass(slots=True)
class Numbers:
    """What one worker counts. Operations beyond the first hundred names are counted together."""

    requests: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    """By operation, code (OK where there is no error) and status."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0
    operations: set[str] = field(default_factory=set)
    not_modified: int = 0
    refused_busy: int = 0

    def count(self, operation: str | None, code: str | None, status: int, seconds: float) -> None:
        """A request is answered."""
        name = operation or ""
        if name not in self.operations:
            if len(self.operations) < MOST_OPERATIONS:
                self.operations.add(name)
            else:
                name = OTHER
        self.requests[name, code or "OK", status] += 1
        self.buckets[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds


class Shared:
    """A folder in which workers keep their numbers for each other; None: there is but one."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / f"{os.getpid()}.json" if folder else None
        self._coming = False

    @property
    def with_others(self) -> bool:
        """Whether there are other workers."""
        return self._file is not None

    def soon(self, told: Callable[[], Mapping[str, Any]]) -> None:
        """Writes this worker's numbers within a second, once for all that is counted until then."""
        if self._file is None or self._coming:
            return
        self._coming = True
        asyncio.get_running_loop().call_later(_SOON, self._write, self._file, told)

    def _write(self, file: Path, told: Callable[[], Mapping[str, Any]]) -> None:
        self._coming = False
        draft = file.with_suffix(".draft")
        draft.write_text(json.dumps(told()), encoding="utf-8")
        draft.replace(file)

    def others(self) -> Iterator[Mapping[str, Any]]:
        """The numbers of all other workers."""
        for path in sorted(self._file.parent.glob("*.json")) if self._file else ():
            if path != self._file:
                try:
                    yield json.loads(path.read_text(encoding="utf-8"))
                except (OSError, ValueError):  # another worker went meanwhile
                    continue


def plain(numbers: Numbers, caches: Mapping[str, tuple[int, int, int]]) -> dict[str, Any]:
    """A worker's numbers as JSON holds them. `caches`: hits, misses and bytes of each."""
    return {
        "requests": [[*key, count] for key, count in numbers.requests.items()],
        "buckets": numbers.buckets,
        "seconds": numbers.seconds,
        "not_modified": numbers.not_modified,
        "refused_busy": numbers.refused_busy,
        "caches": {name: list(one) for name, one in caches.items()},
    }


def exposition(workers: list[Mapping[str, Any]], snapshot: str | None, built: float | None) -> bytes:
    """The sums in Prometheus' text format."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

    class Told:
        def collect(self) -> Iterator[Metric]:
            requests = CounterMetricFamily(
                "helpgraph_requests", "GraphQL requests answered.", labels=("operation", "code", "status")
            )
            sums: Counter[tuple[str, str, str]] = Counter()
            for worker in workers:
                for operation, code, status, count in worker["requests"]:
                    sums[operation, code, str(status)] += count
            for labels, count in sorted(sums.items()):
                requests.add_metric(labels, count)
            yield requests
            yield HistogramMetricFamily(
                "helpgraph_request_seconds",
                "Time to answer a request.",
                _cumulative(workers),
                sum(one["seconds"] for one in workers),
            )
            for name, help_text in (
                ("not_modified", "Requests whose answer the client had."),
                ("refused_busy", "Requests sent away because too many were being answered."),
            ):
                yield CounterMetricFamily(f"helpgraph_{name}", help_text, sum(one[name] for one in workers))
            yield from _caches(workers)
            yield GaugeMetricFamily("helpgraph_workers", "Processes that serve.", len(workers))
            if snapshot is not None:
                info = GaugeMetricFamily("helpgraph_snapshot_info", "The version that is served.", labels=("id",))
                info.add_metric((snapshot,), 1)
                yield info
            if built is not None:
                yield GaugeMetricFamily("helpgraph_snapshot_age_seconds", "Time since it was built.", time() - built)

    registry = CollectorRegistry()
    registry.register(Told())
    return generate_latest(registry)


def _cumulative(workers: list[Mapping[str, Any]]) -> list[tuple[str, float]]:
    below = 0
    told: list[tuple[str, float]] = []
    for bound, counts in zip(
        (*map(str, BOUNDS), "+Inf"), zip(*(one["buckets"] for one in workers), strict=True), strict=True
    ):
        below += sum(counts)
        told.append((bound, float(below)))
    return told


def _caches(workers: list[Mapping[str, Any]]) -> Iterator[Any]:
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

    kinds: tuple[tuple[type[Any], str, str], ...] = (
        (CounterMetricFamily, "helpgraph_cache_hits", "What was found kept."),
        (CounterMetricFamily, "helpgraph_cache_misses", "What was not."),
        (GaugeMetricFamily, "helpgraph_cache_bytes", "What is kept, by weight."),
    )
    for nth, (family, name, help_text) in enumerate(kinds):
        told = family(name, help_text, labels=("cache",))
        for cache in sorted({cache for worker in workers for cache in worker["caches"]}):
            told.add_metric((cache,), sum(worker["caches"][cache][nth] for worker in workers))
        yield told
