"""What can be measured of a running hub, for Prometheus. Names and counts only."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The counters of one hub, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()

        def counter(name: str, told: str, *labels: str) -> Counter:
            return Counter(f"bridge_{name}", told, labels, registry=self.registry)

        self.commands = counter("commands", "Commands answered, by role and outcome.", "role", "outcome")
        self.records = counter("records", "Records kept.")
        self.closed = counter("connections_closed", "Connections closed by the hub, by code.", "code")
        self.admitted = counter("connections_admitted", "Connections let in, by role.", "role")
        self.resumes = counter("resumes", "Consoles let in, by whether their position held.", "kind")
        self.wrong_codes = counter("wrong_codes", "Wrong codes said.")
        self.unreadable = counter("unreadable_frames", "Frames that could not be read.")
        self.commit = Histogram(
            "bridge_commit_seconds",
            "From handing a batch to the disk to its being durable.",
            buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0),
            registry=self.registry,
        )
        self.loop_lag = 0.0
        """Seconds by which the event loop was late at its last look."""
        self.watch("loop_lag_seconds", "How late the event loop was at its last look.", lambda: self.loop_lag)

    def watch(self, name: str, told: str, value: Callable[[], float]) -> None:
        """A figure that is asked for when somebody looks."""
        Gauge(f"bridge_{name}", told, registry=self.registry).set_function(value)

    def page(self) -> bytes:
        """All of it as text."""
        return generate_latest(self.registry)
