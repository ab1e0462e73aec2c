"""Do models fall onto the known floors, and stop there? Eight small genres, one a domain, a small model each.

    python benchmarks/floor/run.py [--steps N] [--out FOLDER]      (make show-floor)

Each model (the reference GPT, words as tokens, one document a row, a cell tag before it outside the loss, an
end token inside) sees fresh documents only; every `--every` steps its loss on 4,096 held-out documents is set
against bits_lo of those very documents. Writes floor.json and floor.svg. Not measured: large lexicons,
arithmetic, byte tokens.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from picture import draw_curves
from small_genres import SMALL_GENRES, Small
from torch import Tensor

from dataforge.testing import documents
from dataforge.text.bits import UNITS_PER_BIT
from dataforge.train.model import GPT, ModelConfig

PAD, TAG, END = 0, 1, 2
BATCH = 256
HELD_OUT = 4_096
FIRST_HELD_OUT = 2**40
IGNORED = -100


@dataclass(frozen=True)
class Curve:
    """What one model did: tokens seen, and mean loss of held-out documents over their floor."""

    genre: str
    domain: str
    words: int
    floor_bits: float
    tokens: list[int]
    ratio: list[float]
    excess_bits: float
    excess_se: float


def encode(texts: list[str], vocabulary: dict[str, int]) -> Tensor:
    """int64 [documents, longest + 2]: tag, words, end, padding."""
    rows = [[TAG, *(vocabulary[word] for word in text.split()), END] for text in texts]
    width = max(map(len, rows))
    return torch.tensor([row + [PAD] * (width - len(row)) for row in rows])


def fresh(genre: Small, first: int, count: int) -> tuple[list[str], np.ndarray]:
    """Documents `first` .. `first + count`, every world allowed, and their bits_lo."""
    index = np.arange(first, first + count, dtype=np.int64)
    batch = documents(genre, np.ones(count, np.int64), index, check_owner=False)
    return batch.column("text").to_pylist(), batch.column("bits_lo").to_numpy() / UNITS_PER_BIT


def labels_of(ids: Tensor) -> Tensor:
    """The ids, with tag and padding out of the loss."""
    return ids.masked_fill((ids == PAD) | (ids == TAG), IGNORED)


@torch.no_grad()
def held_out_bits(model: GPT, ids: Tensor) -> np.ndarray:
    """Bits that the model needs for each document."""
    model.eval()
    losses = torch.cat([model(part, labels_of(part)).sum(1) for part in ids.split(BATCH)])
    model.train()
    return losses.double().numpy() / math.log(2)


def learn(genre: Small, steps: int, every: int) -> Curve:
    """Train a model on one genre; its curve."""
    torch.manual_seed(0)
    texts, bits = fresh(genre, FIRST_HELD_OUT, HELD_OUT)
    words = sorted({word for text in texts for word in text.split()})
    vocabulary = {word: i + 3 for i, word in enumerate(words)}
    ids = encode(texts, vocabulary)
    width = ids.shape[1]
    model = GPT(ModelConfig(vocab_size=len(words) + 3, seq_len=width, dim=64, num_layers=2, num_heads=2))
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, betas=(0.9, 0.99), weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps))
    tokens, seen, ratio, excess = [], 0, [], np.zeros(1)
    for step in range(steps):
        if step % every == 0 or step == steps - 1:
            excess = held_out_bits(model, ids) - bits
            tokens.append(seen)
            ratio.append(float((excess + bits).mean() / bits.mean()))
        batch = encode(fresh(genre, step * BATCH, BATCH)[0], vocabulary)
        labels = labels_of(batch)
        loss = model(batch, labels).sum() / (labels != IGNORED).sum()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        seen += int((labels != IGNORED).sum())
    se = float(excess.std() / math.sqrt(len(excess)))
    return Curve(
        genre.name, genre.domain, len(words), float(bits.mean()), tokens, ratio, float(excess.mean()), se
    )


def rate(step: int, steps: int) -> float:
    """Warm-up over 100 steps, constant, then a straight line to nothing over the last third."""
    return min(1.0, (step + 1) / 100, max(0.0, (steps - step) / (steps / 3)))


def main() -> None:
    """Train eight models, print the table, write the curves and their picture."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--steps", type=int, default=3_000)
    parser.add_argument("--every", type=int, default=100)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    parser.add_argument("--genres", nargs="*", default=[genre.name for genre in SMALL_GENRES])
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    curves = []
    print("| domain | genre | words | floor, bits | model, bits | over the floor | excess, bits (SE) | s |")
    print("|---|---|---|---|---|---|---|---|")
    for genre in SMALL_GENRES:
        if genre.name not in chosen.genres:
            continue
        begin = time.perf_counter()
        curve = learn(genre, chosen.steps, chosen.every)
        curves.append(curve)
        print(
            f"| {curve.domain} | {curve.genre} | {curve.words} | {curve.floor_bits:.3f} "
            f"| {curve.floor_bits + curve.excess_bits:.3f} | {100 * (curve.ratio[-1] - 1):+.2f} % "
            f"| {curve.excess_bits:+.4f} ({curve.excess_se:.4f}) | {time.perf_counter() - begin:.0f} |",
            flush=True,
        )
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "floor.json").write_text(json.dumps([vars(curve) for curve in curves], indent=1) + "\n")
    (chosen.out / "floor.svg").write_text(draw_curves([(c.domain, c.tokens, c.ratio) for c in curves]))


if __name__ == "__main__":
    main()
