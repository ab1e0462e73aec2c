"""Worker processes for shards: JSON tasks in, JSON results out, one line each.

A worker is `python -c` and not a `multiprocessing` child: a script of yours needs no `if __name__ ==
"__main__"`, nothing is pickled, a Ctrl-C reaches the parent alone, and a worker whose parent was killed
reads the end of its input and ends.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import itertools
import json
import os
import queue
import selectors
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterable
from typing import Any

from dataforge import errors
from dataforge.errors import ForgeError

Work = Callable[[Any], Any]
"""A task to its result, both plain JSON data."""

_MAIN = "from dataforge.shards.pool import serve; serve()"


def num_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0))


def run(factory: str, context: Any, tasks: Iterable[Any], workers: int) -> Generator[Any, None, None]:
    """Results of the tasks as they come, in any order. A single worker is this process.

    Args:
        factory: `module:function`; called once a worker with `context`, it returns the `Work`.
        context, tasks: plain JSON data; a task is asked for when a worker is free to begin it.

    Raises:
        ForgeError: whatever the work raised first; or a worker died. The other workers are ended.
    """
    waiting = iter(tasks)
    first = list(itertools.islice(waiting, workers))
    if len(first) <= 1:
        work = _load(factory)(context) if first else None
        yield from map(work, itertools.chain(first, waiting)) if work else ()
        return
    crew: list[_Worker] = []
    try:
        for _ in first:
            crew.append(_Worker(factory, context))  # noqa: PERF401 -- those begun are ended if one cannot be
        with selectors.DefaultSelector() as selector:
            for worker, task in zip(crew, first, strict=True):
                selector.register(worker.results, selectors.EVENT_READ, worker)
                worker.send(task)
            busy = len(crew)
            while busy:
                for key, _ in selector.select():
                    worker = key.data
                    result = worker.receive()
                    for task in itertools.islice(waiting, 1):
                        worker.send(task)
                        break
                    else:
                        busy -= 1
                    yield result
    finally:
        for worker in crew:
            worker.end()


class _Worker:
    def __init__(self, factory: str, context: Any) -> None:
        path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)
        environment = {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _MAIN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            process_group=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._tasks, self.results = self._process.stdin, self._process.stdout
        self.send({"factory": factory, "context": context})

    def send(self, task: Any) -> None:
        with contextlib.suppress(BrokenPipeError):  # it died: `receive` says so
            self._tasks.write(json.dumps(task).encode() + b"\n")
            self._tasks.flush()

    def receive(self) -> Any:
        line = self.results.readline()
        if not line.endswith(b"\n"):
            code = self._process.wait()
            died = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
            raise ForgeError(
                f"a worker process {died}, perhaps for want of memory; run the same command again with fewer "
                "workers: what was finished is kept"
            )
        return result_of(json.loads(line))

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._tasks, self.results):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _load(factory: str) -> Callable[[Any], Work]:
    module, _, name = factory.partition(":")
    found: Callable[[Any], Work] = getattr(importlib.import_module(module), name)
    return found


def serve() -> None:
    """What a worker process runs."""
    # Whatever a library prints must not mix with results.
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    lines: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    first = json.loads(lines.get())
    work: Work | None = None
    gc.disable()  # until all is loaded, which is never garbage: collecting it costs a third of a second
    while True:
        task = json.loads(lines.get())
        try:
            work = work or _load(first["factory"])(first["context"])
        except Exception as exc:
            answer = {"error": _as_data(exc)}
        else:
            answer = answer_of(work, task)
        results.write(json.dumps(answer).encode() + b"\n")
        results.flush()
        if not gc.isenabled():
            gc.freeze()
            gc.enable()


def _listen(lines: queue.Queue[bytes]) -> None:
    for line in sys.stdin.buffer:
        lines.put(line)
    os._exit(0)  # the parent is done, or dead: half-written files are named as such


def answer_of(work: Work, task: Any) -> dict[str, Any]:
    """What a task came to, or what was raised, as plain JSON data that can travel between machines."""
    try:
        return {"result": work(task)}
    except Exception as exc:
        return {"error": _as_data(exc)}


def result_of(answer: dict[str, Any]) -> Any:
    """The result in an answer. Raises what the work raised."""
    if "error" in answer:
        raise _as_error(answer["error"])
    return answer["result"]


def _as_data(exc: Exception) -> dict[str, Any]:
    if not isinstance(exc, ForgeError):
        return {"type": "", "message": "".join(traceback.format_exception(exc))}
    facts = {name: fact for name, fact in vars(exc).items() if isinstance(fact, str | int | float | None)}
    return {"type": type(exc).__name__, "message": str(exc), "facts": facts}


def _as_error(data: dict[str, Any]) -> Exception:
    if not data["type"]:
        return RuntimeError(f"a worker process failed:\n{data['message']}")
    kind = getattr(errors, data["type"], ForgeError)
    error: ForgeError = kind.__new__(kind)
    error.args = (data["message"],)
    vars(error).update(data["facts"])
    return error
