"""Signals are heard, deferred, kept from forked workers, and handed back."""

from __future__ import annotations

import os
import signal
import threading

import pytest

pytest.importorskip("torch")

from dataforge.train.signals import StopSignal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGUSR1, signal.SIGINT])
def test_a_signal_is_heard_once_and_handlers_come_back(number: signal.Signals) -> None:
    """Inside the `with` a signal turns the value true; afterwards the handler from before stands again."""
    before = signal.getsignal(number)
    with StopSignal() as stop:
        assert not stop
        os.kill(os.getpid(), number)
        assert stop
    assert signal.getsignal(number) is before


def test_a_second_ctrl_c_interrupts() -> None:
    """Who presses Ctrl-C twice does not want to wait for the step."""
    with StopSignal() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_a_deferred_signal_comes_later_and_never_to_children() -> None:
    """In the block nothing is heard, and a process forked there ignores SIGTERM; after it the signal is
    heard."""
    with StopSignal() as stop:
        with stop.deferred():
            child = os.fork()
            if child == 0:
                os.kill(os.getpid(), signal.SIGTERM)
                os._exit(7 if not stop else 1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
            signal.pthread_kill(threading.get_ident(), signal.SIGTERM)  # another thread might take os.kill's
            assert not stop
        assert stop
