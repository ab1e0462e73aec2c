"""The last step's metrics on http://127.0.0.1:PORT/metrics, in Prometheus text format 0.0.4, from the
standard library alone.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from dataforge.errors import UsageError
from dataforge.observe.metrics import COUNTERS, METRICS

__all__ = ["CONTENT_TYPE", "MetricsServer", "exposition"]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
PREFIX = "dataforge_"


def exposition(line: Mapping[str, Any], rank: int = 0) -> str:
    """A line of metrics.jsonl as Prometheus text; names that are not frozen, and values that are null, are
    left out."""
    return "".join(_families(line, rank))


def _families(line: Mapping[str, Any], rank: int) -> Iterator[str]:
    for name, (meaning, label) in METRICS.items():
        value = line.get(name)
        samples = value if isinstance(value, Mapping) else {"": value}
        numbers = {k: v for k, v in samples.items() if isinstance(v, int | float) and not isinstance(v, bool)}
        if not numbers:
            continue
        metric = PREFIX + name.replace(".", "_")
        yield f"# HELP {metric} {meaning}\n# TYPE {metric} {'counter' if name in COUNTERS else 'gauge'}\n"
        for key, number in numbers.items():
            labels = f'{label}="{_escape(str(key))}",' if label else ""
            yield f'{metric}{{{labels}rank="{rank}"}} {_number(number)}\n'


def _escape(label: str) -> str:
    return label.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


def _number(value: float) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "+Inf" if value > 0 else "-Inf"
    return repr(value)


class MetricsServer:
    """Serves what `publish` was last given, from a thread, until the `with` ends. Port 0 takes a free one:
    see `.port`."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self._text = ""
        try:
            self._server = ThreadingHTTPServer((host, port), self._handler())
        except OSError as exc:
            raise UsageError(
                f"cannot serve metrics on {host}:{port}: {exc.strerror}; "
                "set metrics_port to a free port, or to 0 to have one found"
            ) from exc
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.1},
            name="dataforge-metrics",
            daemon=True,
        )

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 5.0

            def do_GET(self) -> None:
                found = self.path.partition("?")[0] == "/metrics"
                body = server._text.encode() if found else b"metrics are at /metrics\n"
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", CONTENT_TYPE)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Scrapes are not news."""

        return Handler

    def __enter__(self) -> MetricsServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def publish(self, line: Mapping[str, Any]) -> None:
        """Show this line from now on."""
        self._text = exposition(line)
