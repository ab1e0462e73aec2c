"""Being told to stop: SIGTERM (schedulers, torchrun) and SIGUSR1 (SLURM's warning) end a run at a step, with
its state saved."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any

__all__ = ["StopSignal"]

SIGNALS = (signal.SIGTERM, signal.SIGUSR1)


class StopSignal:
    """True once a signal to stop has come, or Ctrl-C, whose second time interrupts at once. Outside the main
    thread, where Python can't listen for signals, it stays False."""

    def __init__(self) -> None:
        self._stop = False
        self._before: dict[signal.Signals, Any] = {}

    def __bool__(self) -> bool:
        return self._stop

    def __enter__(self) -> StopSignal:
        if threading.current_thread() is threading.main_thread():
            self._before = {s: signal.signal(s, self._heard) for s in (*SIGNALS, signal.SIGINT)}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """Processes forked in the block never see these signals; for this thread they wait until it ends.
        (Another thread may hear one meanwhile, which only sets the flag.)

        Loader workers are forked so: a scheduler, or torchrun, signals the whole session of a rank, and a
        rank whose workers have died of it could not finish its step.
        """
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (*SIGNALS, signal.SIGINT))
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        if self._stop and number == signal.SIGINT:
            raise KeyboardInterrupt
        self._stop = True
