"""Does level mean difficulty? The excess of a small reference model over the floor, by domain and level.

    python benchmarks/difficulty/run.py [--tokens N] [--domains D ...]

For each domain one model (the reference GPT, a byte-level BPE of its own) reads fresh whole documents of ten
levels, all of the domain's genres, for N tokens. Then, on documents it has not seen: nats lost on the tokens
of the answer and of the reasoning, less the floor of those very spans (the bits that the generator put
there); by document and by token. The curves are kept in difficulty.json, domain by domain. Documents beyond
2,048 tokens are left out and counted. Not measured: what a larger model, or a longer training, would make of
it.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from torch import Tensor

from dataforge.generators.generate import generate
from dataforge.recipe import DEFAULT_LEVELS, DOMAINS
from dataforge.testing import spearman
from dataforge.text.bits import UNITS_PER_BIT
from dataforge.train.model import GPT, ModelConfig

MAX_TOKENS = 2_048
TOKENS_A_BATCH = 8_192
VOCABULARY = 4_096
HELD_OUT_A_LEVEL = 160
KINDS = ("answer", "reasoning")
UNITS = {"document": 1, "token": 2}
IGNORED = -100
_FIRST_HELD_OUT = 2**41


@dataclass(frozen=True)
class Document:
    """A document as tokens: ids, the span kind of each token (its first byte's), the floor of each kind."""

    level: int
    ids: list[int]
    kinds: list[str]
    nats: dict[str, float]


def tokenizer_of(domain: str) -> Tokenizer:
    """A byte-level BPE, digits apart, trained on 2,000 documents of the domain."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=["<pad>", "<end>", *(f"<{level}>" for level in DEFAULT_LEVELS)],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    texts = [record["text"] for record in records(domain, 2**40, 200)]
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def records(domain: str, first: int, a_level: int) -> list[dict[str, Any]]:
    """`a_level` documents of each of the ten levels, all genres drawn alike."""
    levels = np.repeat(np.array(DEFAULT_LEVELS), a_level)
    return list(generate(domain, levels, np.arange(first, first + len(levels))).to_pylist())


def tokenized(tokenizer: Tokenizer, record: dict[str, Any]) -> Document:
    """A level tag, the tokens, an end token; each token's span kind, and the floor of each kind in nats."""
    encoding = tokenizer.encode(record["text"])
    starts, kinds, nats = [], [], dict.fromkeys(KINDS, 0.0)
    for start, _, kind, units in json.loads(record["spans"]):
        starts.append(start)
        kinds.append(kind)
        if kind in nats:
            nats[kind] += units / UNITS_PER_BIT * math.log(2)
    bytes_before = np.concatenate([[0], np.cumsum([len(c.encode()) for c in record["text"]])])
    at = bytes_before[[offset for offset, _ in encoding.offsets]]
    of_token = [kinds[i] for i in np.searchsorted(starts, at, side="right") - 1]
    tag = tokenizer.token_to_id(f"<{record['level']}>")
    end = tokenizer.token_to_id("<end>")
    return Document(record["level"], [tag, *encoding.ids, end], ["tag", *of_token, "end"], nats)


def batches(documents: list[Document], rng: np.random.Generator) -> Iterator[list[Document]]:
    """Documents of like length together, batches in random order."""
    documents = sorted(documents, key=lambda document: len(document.ids))
    groups: list[list[Document]] = [[]]
    for document in documents:
        if (len(groups[-1]) + 1) * len(document.ids) > TOKENS_A_BATCH and groups[-1]:
            groups.append([])
        groups[-1].append(document)
    for i in rng.permutation(len(groups)):
        yield groups[i]


def tensors(group: list[Document]) -> tuple[Tensor, Tensor]:
    """Ids and labels, int64 [documents, longest]; tag and padding are out of the loss."""
    width = max(len(document.ids) for document in group)
    ids = torch.tensor([document.ids + [0] * (width - len(document.ids)) for document in group])
    labels = ids.masked_fill(ids == 0, IGNORED)
    labels[:, 0] = IGNORED
    return ids, labels


def train(domain: str, tokens: int) -> tuple[GPT, Tokenizer, int]:
    """A model of the domain; its tokenizer; the tokens it saw."""
    torch.manual_seed(0)
    tokenizer = tokenizer_of(domain)
    shape = ModelConfig(
        vocab_size=VOCABULARY, seq_len=MAX_TOKENS, dim=128, num_layers=4, num_heads=4, positions="rotary"
    )
    model, rng = GPT(shape), np.random.default_rng(0)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, betas=(0.9, 0.99), weight_decay=0.01)
    seen, first = 0, 0
    while seen < tokens:
        fresh = [tokenized(tokenizer, record) for record in records(domain, first, 24)]
        first += 240
        for group in batches([each for each in fresh if len(each.ids) <= MAX_TOKENS], rng):
            left = 1 - seen / tokens
            for settings in optimizer.param_groups:
                settings["lr"] = 2e-3 * min(1.0, (seen + 1) / 1e5, max(0.02, 3 * left))
            ids, labels = tensors(group)
            (model(ids, labels).sum() / (labels != IGNORED).sum()).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            seen += int((labels != IGNORED).sum())
    return model, tokenizer, seen


@torch.no_grad()
def measure(domain: str, model: GPT, tokenizer: Tokenizer) -> dict[str, Any]:
    """Excess a token by kind and level, nats, and the share of documents that were too long."""
    model.eval()
    held_out = [tokenized(tokenizer, record) for record in records(domain, _FIRST_HELD_OUT, HELD_OUT_A_LEVEL)]
    kept = [document for document in held_out if len(document.ids) <= MAX_TOKENS]
    sums = {kind: {level: np.zeros(3) for level in DEFAULT_LEVELS} for kind in KINDS}
    for group in batches(kept, np.random.default_rng(0)):
        losses = model(*tensors(group)).numpy()
        for document, row in zip(group, losses, strict=True):
            for kind in KINDS:
                mine = np.array([each == kind for each in document.kinds])
                if mine.any():
                    excess = row[: len(mine)][mine].sum() - document.nats[kind]
                    sums[kind][document.level] += (excess, 1, mine.sum())
    model.train()
    curves = {
        f"{kind} a {unit}": [
            float(total[0] / total[place]) if total[place] else None for total in by_level.values()
        ]
        for kind, by_level in sums.items()
        for unit, place in UNITS.items()
    }
    return {"domain": domain, "too_long": 1 - len(kept) / len(held_out), "curves": curves}


def main() -> None:
    """Train, measure, print the table and write the curves."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tokens", type=int, default=800_000, help="that each domain's model reads")
    parser.add_argument("--domains", nargs="*", default=list(DOMAINS))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "difficulty.json")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    kept = json.loads(chosen.out.read_text()) if chosen.out.exists() else []
    results = {each["domain"]: each for each in kept}
    print(
        "| domain | tokens seen | too long | "
        + " | ".join(f"l{level}" for level in DEFAULT_LEVELS)
        + " | rho |"
    )
    print("|" + "---|" * (len(DEFAULT_LEVELS) + 4))
    for domain in chosen.domains:
        model, tokenizer, seen = train(domain, chosen.tokens)
        result = measure(domain, model, tokenizer) | {"tokens": seen, "levels": list(DEFAULT_LEVELS)}
        results[domain] = result
        for name, values in result["curves"].items():
            curve = np.array([np.nan if value is None else value for value in values])
            result[f"rho, {name}"] = rho = spearman(np.array(DEFAULT_LEVELS), curve)
            cells = " | ".join(f"{value:.3f}" for value in curve)
            print(
                f"| {domain}, {name} | {seen:,} | {result['too_long']:.1%} | {cells} | {rho:.2f} |",
                flush=True,
            )
        ordered = [results[each] for each in DOMAINS if each in results]
        chosen.out.write_text(json.dumps(ordered, indent=1) + "\n")


if __name__ == "__main__":
    main()
