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
#   mathematics: {{weight: 10, levels: [1, 50], genres: {{running-total: 1}}, knobs: {{running-total: {{steps:
# [3, 5]}}}}}}
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
  codec: {codec}        # zstd, lz4, gzip, bz2, xz or none
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


RUN = """\
# A training run. Paths are relative to where the command is given.
corpus: {out}/corpus
run: {out}/run
model: {{preset: tiny}}
stream:
  batch_size: 8           # rows of a global batch, over all ranks
  seq_len: 640            # tokens of a row: whole documents of one domain and level
  tokenizer: {out}/tokenizer.json
  policy: excess          # the mixture follows what is left to learn: loss minus the known floor
  window: 20              # batches between decisions
  horizon: 10             # batches between a decision and its effect
  cache_dir: {out}/cache
steps: {steps}
optimizer: {{learning_rate: 0.003, schedule: cosine, warmup_steps: 10}}
checkpoint_every: {checkpoint_every}
eval_documents: 4         # a cell, at the end
"""


def run_yaml(out: object, steps: int) -> str:
    """The demo's run config: a tiny GPT, the `excess` policy, a checkpoint every sixth of the way."""
    return RUN.format(out=out, steps=steps, checkpoint_every=max(1, steps // 6))
