"""Recipes and run configs to start from, as commented YAML."""

from __future__ import annotations

from dataclasses import dataclass

RECIPE = """\
# A dataforge recipe: what to make. Every text is a pure function of its address, so weights, codecs and shard
# sizes can change without changing a single document.
name: {name}
seed: {seed}

# Ten levels from 1 (a few sentences, one or two inferences) to 100.
levels: [1, 12, 23, 34, 45, 56, 67, 78, 89, 100]

# How much to make of each split: text ("32 MB"), tokens ("1e18 tokens", 4 bytes each) or "5000 documents".
# val and test own 1/64 of all worlds each; no world of theirs is ever in train.
splits:
  train: {train}
  val: {val}

# The mixture. A domain may also have its own levels, genres with weights, and fixed or ranged knobs:
#   mathematics: {{weight: 10, levels: [1, 50], genres: {{running-total: 1}}, knobs: {{running-total: {{steps: [3, 5]}}}}}}
domains:
  technical: 20
  scientific: 15
  code: 15
  mathematics: 10
  philosophy: 8
  creative: 12
  conversational: 10
  multilingual: 10

shards:
  codec: {codec}        # zstd, lz4, gzip or none
  level: 3
  shard_size: 8 MB   # of text
"""


@dataclass(frozen=True)
class RecipePreset:
    """What `recipe_yaml` fills in."""

    name: str = "corpus"
    seed: int = 0
    train: str = "32 MB"
    val: str = "1 MB"
    codec: str = "zstd"


def recipe_yaml(preset: RecipePreset | None = None) -> str:
    """The default recipe, all eight domains and ten levels, as commented YAML."""
    return RECIPE.format(**vars(preset or RecipePreset()))
