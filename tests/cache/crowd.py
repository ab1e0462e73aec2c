"""One of a crowd that shares a cache folder: `python crowd.py FOLDER BUDGET SEED KEYS GETS LOG MAKE_S`.

Makes bytes that follow from the key, checks every view, and writes a line to LOG for every make begun.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import deque

from dataforge.cache import DiskTier


def content(key: str) -> bytes:
    return random.Random(key).randbytes(20_000 + 1000 * (len(key) + int(key) % 30))


def main() -> None:
    folder, budget, seed, num_keys, gets, log, make_s = sys.argv[1:8]
    tier = DiskTier(folder, int(budget), stall_s=2.0)
    rng = random.Random(int(seed))
    held: deque[memoryview] = deque(maxlen=3)
    with open(log, "ab", buffering=0) as lines:

        def make(key: str) -> bytes:
            lines.write(f"{key} {os.getpid()}\n".encode())
            time.sleep(float(make_s))
            return content(key)

        for _ in range(int(gets)):
            key = str(int(int(num_keys) * rng.random() ** 2))
            view = tier.fetch(key, lambda key=key: make(key))
            assert view == content(key), f"wrong bytes for {key}"
            held.append(view)
    print(json.dumps(vars(tier.stats())))


if __name__ == "__main__":
    main()
