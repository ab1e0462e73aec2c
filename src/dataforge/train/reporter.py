"""What a run tells the world while it trains: metrics.jsonl, Prometheus, status.json. Rank 0 speaks; the
others are silent."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Any

from dataforge.observe.metrics import MetricsWriter
from dataforge.observe.prometheus import MetricsServer
from dataforge.observe.rundir import Heartbeat, RunDir

__all__ = ["Reporter"]


class Reporter:
    """A `with` for the life of an attempt. On ranks other than 0 every method does nothing."""

    def __init__(self, run: RunDir, *, speaks: bool, steps: int, metrics_port: int | None) -> None:
        self._run, self._speaks, self._steps, self._port = run, speaks, steps, metrics_port
        self._started = time.perf_counter()
        self._attempt: int | None = None

    def __enter__(self) -> Reporter:
        if not self._speaks:
            return self
        with ExitStack() as stack:
            server = None if self._port is None else stack.enter_context(MetricsServer(self._port))
            self._server = server
            self._metrics = stack.enter_context(MetricsWriter(self._run.metrics))
            port = None if server is None else server.port
            self._heartbeat = stack.enter_context(
                Heartbeat(self._run, step=0, steps=self._steps, metrics_port=port)
            )
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._speaks:
            self._stack.__exit__(kind, error, trace)

    def step(self, line: Mapping[str, Any]) -> None:
        """A step was taken: `line` holds `step`, `batch` and metrics by their frozen names."""
        if self._speaks:
            if self._attempt is None:  # the loader notes an attempt before its first batch
                self._attempt = max((life.attempt for life in self._run.attempts()), default=0)
            line = {**line, "attempt": self._attempt, "time_s": time.perf_counter() - self._started}
            self._metrics.append(line)
            self._heartbeat.set(state="running", step=line["step"])
            if self._server is not None:
                self._server.publish(line)

    def state(self, state: str, step: int) -> None:
        """The run is now `running`, `done` or `preempted`."""
        if self._speaks:
            self._heartbeat.set(state=state, step=step)
