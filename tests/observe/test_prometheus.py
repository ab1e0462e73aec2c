"""A scrape parses by the rules of the text format, and the server listens on loopback alone."""

from __future__ import annotations

import re
import socket
import urllib.error
import urllib.request

import pytest

from dataforge.errors import UsageError
from dataforge.observe.prometheus import CONTENT_TYPE, MetricsServer, exposition

LINE = {
    "step": 7,
    "loss_nats": 2.5,
    "floor_nats": None,
    "tokens_total": 1024,
    "excess_nats": float("inf"),
    "unknown": 3,
    "domain_loss_nats": {"code": 1.25, 'a"b\\c\nd': 2.0, "creative": None},
    "cache_hits": {"memory": 12, "disk": 3},
}
SAMPLE = re.compile(
    r"(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
    r'\{(?P<labels>(?:[a-z_]+="(?:[^"\\\n]|\\\\|\\"|\\n)*",?)*)\} (?P<value>\S+)'
)


def parse(text: str) -> dict[tuple[str, str], float]:
    """Samples of an exposition; fails on a line that the format does not allow, or a family without its
    type."""
    samples, typed = {}, set()
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert kind in ("counter", "gauge")
            assert name not in typed, "a family has one TYPE line"
            typed.add(name)
        elif not line.startswith("# HELP "):
            match = SAMPLE.fullmatch(line)
            assert match is not None, line
            assert match["name"] in typed, line
            samples[match["name"], match["labels"]] = float(match["value"])
    return samples


def test_a_line_becomes_samples() -> None:
    """Known numbers and objects become samples with labels; nulls and unknown names are left out."""
    expected = {
        ("dataforge_loss_nats", 'rank="0"'): 2.5,
        ("dataforge_excess_nats", 'rank="0"'): float("inf"),
        ("dataforge_tokens_total", 'rank="0"'): 1024.0,
        ("dataforge_cache_hits", 'tier="memory",rank="0"'): 12.0,
        ("dataforge_cache_hits", 'tier="disk",rank="0"'): 3.0,
        ("dataforge_domain_loss_nats", 'domain="code",rank="0"'): 1.25,
        ("dataforge_domain_loss_nats", 'domain="a\\"b\\\\c\\nd",rank="0"'): 2.0,
    }
    assert expected == parse(exposition(LINE))
    assert "# TYPE dataforge_tokens_total counter\n" in exposition(LINE)


def test_a_scrape() -> None:
    """The last published line is served with Prometheus's content type; other paths are 404."""
    with MetricsServer(0) as server:
        server.publish({"loss_nats": 3.0})
        server.publish(LINE)
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/metrics", timeout=5) as answer:
            assert answer.headers["Content-Type"] == CONTENT_TYPE
            assert parse(answer.read().decode())["dataforge_loss_nats", 'rank="0"'] == 2.5
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"http://127.0.0.1:{server.port}/", timeout=5)
        caught.value.close()
        assert caught.value.code == 404


def test_it_listens_on_loopback_and_lets_go() -> None:
    """The socket is bound to 127.0.0.1, and its port is free again after the `with`."""
    with MetricsServer(0) as server:
        assert server._server.server_address[0] == "127.0.0.1"
        port = server.port
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_port_in_use_is_one_sentence() -> None:
    """A taken port is named, with what to do."""
    with (
        MetricsServer(0) as server,
        pytest.raises(UsageError, match=rf"127.0.0.1:{server.port}: .*set metrics_port"),
    ):
        MetricsServer(server.port)
