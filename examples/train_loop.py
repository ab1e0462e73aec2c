"""The README's training loop: a mixture that follows the loss, stopped half-way, and resumed where it was.

A tiny model on a few hundred kB of text, seconds on a laptop: `python examples/train_loop.py`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch

import dataforge as forge
from dataforge.streaming.audit import audit
from dataforge.train.model import GPT, ModelConfig

RECIPE = {
    "levels": [1, 30],
    "splits": {"train": "300 kB"},
    "domains": {"mathematics": 2, "conversational": 1},
}


def train(folder: Path, steps: int, checkpoint: Path) -> float:
    """Train for some steps from the checkpoint on, if there is one; returns the last loss in nats a token."""
    stream = forge.Stream(
        batch_size=8, seq_len=384, policy="excess", window=10, horizon=4, cache_dir=str(folder)
    )
    loader = forge.StreamingLoader(folder / "corpus", stream, run=folder / "run")
    torch.manual_seed(0)
    shape = ModelConfig(vocab_size=loader.vocab_size, seq_len=384, dim=32, num_layers=1, num_heads=2)
    model = GPT(shape)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        loader.load_state_dict(state["data"])
    loss = torch.tensor(0.0)
    for _, batch in zip(range(steps), loader, strict=False):
        losses = model(batch["input_ids"], batch["labels"], batch["position_ids"], batch["document_ids"])
        loader.observe(batch, losses)  # [b, T], per token: the mixture of later batches follows it
        loss = losses.sum() / batch["loss_tokens"].sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "data": loader.state_dict()}
    torch.save(state, checkpoint)
    loader.close()
    return float(loss.detach())


def main() -> None:
    """Make a corpus, train, stop, resume, and have the run audited."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        forge.write_corpus(forge.Recipe.from_dict(RECIPE), folder / "corpus")
        for steps in (25, 15):
            print(f"{steps} steps, loss {train(folder, steps, folder / 'checkpoint.pt'):.2f} nats a token")
        print(forge.replay(folder / "run"))
        print(audit(folder / "run"))


if __name__ == "__main__":
    main()
