"""dataforge: text whose every property is known, streamed to PyTorch in a mixture that follows the loss.

    import dataforge as forge

    forge.generate("mathematics", level=40, index=7)       # one document and all that is known of it
    forge.write_corpus(forge.Recipe.load("recipe.yaml"), "corpus/")
    loader = forge.StreamingLoader("corpus/", forge.Stream(batch_size=32, seq_len=512, policy="excess"))

Importing this loads neither torch nor the generators: names are looked up when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataforge.curriculum.replay import replay
    from dataforge.engines.heal import heal
    from dataforge.engines.local import write_corpus
    from dataforge.errors import ForgeError
    from dataforge.generators.generate import generate
    from dataforge.recipe import Lock, Recipe
    from dataforge.shards.corpus import open_corpus
    from dataforge.shards.verify import verify
    from dataforge.streaming.dataset import StreamingDataset
    from dataforge.streaming.loader import StreamingLoader
    from dataforge.streaming.stream import Stream

__version__ = "0.1.0"

__all__ = [
    "ForgeError",
    "Lock",
    "Recipe",
    "Stream",
    "StreamingDataset",
    "StreamingLoader",
    "generate",
    "heal",
    "open_corpus",
    "replay",
    "verify",
    "write_corpus",
]

_HOMES = {
    "ForgeError": "dataforge.errors",
    "Lock": "dataforge.recipe",
    "Recipe": "dataforge.recipe",
    "Stream": "dataforge.streaming.stream",
    "StreamingDataset": "dataforge.streaming.dataset",
    "StreamingLoader": "dataforge.streaming.loader",
    "generate": "dataforge.generators.generate",
    "heal": "dataforge.engines.heal",
    "open_corpus": "dataforge.shards.corpus",
    "replay": "dataforge.curriculum.replay",
    "verify": "dataforge.shards.verify",
    "write_corpus": "dataforge.engines.local",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'dataforge' has no attribute {name!r}")
    try:
        module = importlib.import_module(home)
    except ModuleNotFoundError as exc:
        if exc.name == "torch":
            from dataforge.errors import MissingExtraError

            raise MissingExtraError("torch", "train") from exc
        raise
    return getattr(module, name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
