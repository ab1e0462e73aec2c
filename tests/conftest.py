"""Settings of all tests: hypothesis knows no deadlines (a timing never fails a test), and in CI no luck."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("dataforge", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("dataforge")
