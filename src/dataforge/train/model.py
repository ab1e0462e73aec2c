"""A decoder in the shape of GPT-2 that never looks from one document into another.

Shapes: B rows, T tokens, C channels, H heads, D = C / H, V vocabulary. `labels` are not shifted
(docs/reference/contracts/batch.md): the prediction of labels[:, t] is made at position t - 1, here, once, and
nowhere else.

Sources: Radford et al. 2019 (GPT-2: pre-norm, GELU, tied head, residual projections initialised by
1/sqrt(2L)); Su et al. 2021 (rotary positions, arXiv:2104.09864); Chowdhery et al. 2022, appendix B (FLOPs,
arXiv:2204.02311).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional as F

__all__ = ["GPT", "PRESETS", "ModelConfig", "document_mask", "token_losses"]


@dataclass(frozen=True, kw_only=True)
class ModelConfig:
    """The shape of a model."""

    vocab_size: int
    seq_len: int
    dim: int
    num_layers: int
    num_heads: int
    dropout: float = 0.0
    positions: Literal["learned", "rotary"] = "learned"


# `gpt2` is the published 124M (often called 117M) to the last parameter when vocab_size is 50,257 and seq_len
# 1,024.
PRESETS: dict[str, ModelConfig] = {
    "tiny": ModelConfig(vocab_size=512, seq_len=512, dim=128, num_layers=3, num_heads=2, positions="rotary"),
    "small": ModelConfig(
        vocab_size=8192, seq_len=1024, dim=384, num_layers=6, num_heads=6, positions="rotary"
    ),
    "gpt2": ModelConfig(vocab_size=50257, seq_len=1024, dim=768, num_layers=12, num_heads=12),
}


def document_mask(document_ids_BT: Tensor) -> Tensor:
    """bool [B, 1, T, T]: query t may see key s when s <= t and both stand in one document.

    Padding (id 0) sees padding only, so that its softmax is not empty; nothing else sees it.
    """
    same_BTT = document_ids_BT[:, :, None] == document_ids_BT[:, None, :]
    return same_BTT.tril().unsqueeze(1)


def token_losses(x_BTC: Tensor, table_VC: Tensor, labels_BT: Tensor) -> Tensor:
    """float32 [B, T], nats: the loss of predicting labels[:, t] from position t - 1; 0 where the label is
    -100 and at t = 0. Logits are made where there is a label, and nowhere else: no tags, no padding."""
    wanted_BT = labels_BT != -100
    wanted_BT[:, 0] = False
    logits_NV = F.linear(x_BTC[:, :-1][wanted_BT[:, 1:]], table_VC).float()
    losses_N = F.cross_entropy(logits_NV, labels_BT[wanted_BT], reduction="none")
    return torch.zeros_like(labels_BT, dtype=losses_N.dtype).masked_scatter(wanted_BT, losses_N)


def rotary_angles(position_ids_BT: Tensor, channels: int) -> tuple[Tensor, Tensor]:
    """Cosine and sine of every position's angles, float32 [B, 1, T, channels/2] each."""
    half = channels // 2
    frequency = 10_000.0 ** (-torch.arange(half, device=position_ids_BT.device, dtype=torch.float32) / half)
    angle = (position_ids_BT[:, :, None] * frequency).unsqueeze(1)
    return angle.cos(), angle.sin()


def rotate(x_BHTD: Tensor, cos_sin: tuple[Tensor, Tensor]) -> Tensor:
    """Turn each pair (x[i], x[i + D/2]) by its position's angle."""
    cos, sin = cos_sin
    a, b = x_BHTD.chunk(2, dim=-1)
    return torch.cat((a * cos - b * sin, a * sin + b * cos), dim=-1).to(x_BHTD.dtype)


class Block(nn.Module):
    """Attention, then a feed-forward layer, each added to what came in."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.num_heads, self.dropout = config.num_heads, config.dropout
        self.ln_1 = nn.LayerNorm(config.dim)
        self.qkv = nn.Linear(config.dim, 3 * config.dim)
        self.attention_out = nn.Linear(config.dim, config.dim)
        self.ln_2 = nn.LayerNorm(config.dim)
        self.mlp_in = nn.Linear(config.dim, 4 * config.dim)
        self.mlp_out = nn.Linear(4 * config.dim, config.dim)

    def forward(self, x_BTC: Tensor, mask: Tensor | None, cos_sin: tuple[Tensor, Tensor] | None) -> Tensor:
        x_BTC = x_BTC + self.drop(self.attention_out(self.attend(self.ln_1(x_BTC), mask, cos_sin)))
        return x_BTC + self.drop(self.mlp_out(F.gelu(self.mlp_in(self.ln_2(x_BTC)), approximate="tanh")))

    def attend(self, x_BTC: Tensor, mask: Tensor | None, cos_sin: tuple[Tensor, Tensor] | None) -> Tensor:
        B, T, C = x_BTC.shape
        q, k, v = self.qkv(x_BTC).view(B, T, 3, self.num_heads, -1).permute(2, 0, 3, 1, 4)
        if cos_sin is not None:
            q, k = rotate(q, cos_sin), rotate(k, cos_sin)
        dropout_p = self.dropout if self.training else 0.0
        y = F.scaled_dot_product_attention(
            q, k, v, attn_mask=mask, dropout_p=dropout_p, is_causal=mask is None
        )
        return y.transpose(1, 2).reshape(B, T, C)

    def drop(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.dropout, self.training)


class GPT(nn.Module):
    """Token ids in; per-token losses out, or logits when there are no labels."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.tokens = nn.Embedding(config.vocab_size, config.dim)
        if config.positions == "learned":
            self.positions = nn.Embedding(config.seq_len, config.dim)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.num_layers))
        self.ln_out = nn.LayerNorm(config.dim)
        self.apply(self._initialise)

    def _initialise(self, module: nn.Module) -> None:
        # GPT-2's 0.02 at its width of 768; as 1/sqrt(width) elsewhere, or narrow models start too small to
        # learn.
        std = 0.02 * math.sqrt(768 / self.config.dim)
        if isinstance(module, nn.Linear | nn.Embedding):
            nn.init.normal_(module.weight, std=std)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)
        if isinstance(module, Block):  # apply() comes to a block after its layers
            for out in (module.attention_out, module.mlp_out):
                nn.init.normal_(out.weight, std=std / math.sqrt(2 * self.config.num_layers))

    def forward(
        self,
        input_ids: Tensor,
        labels: Tensor | None = None,
        position_ids: Tensor | None = None,
        document_ids: Tensor | None = None,
    ) -> Tensor:
        """float32 losses [B, T] when labels are given (see token_losses), else logits [B, T, V].

        Every tensor is int [B, T]. `document_ids=None` says that each row is one document, perhaps padded at
        its end: plain causal attention is exact then, and faster. `position_ids=None` counts from the row's
        start.
        """
        if position_ids is None:
            position_ids = torch.arange(input_ids.shape[1], device=input_ids.device).expand_as(input_ids)
        x_BTC, cos_sin = self.tokens(input_ids), None
        if self.config.positions == "learned":
            x_BTC = x_BTC + self.positions(position_ids)
        else:
            cos_sin = rotary_angles(position_ids, self.config.dim // self.config.num_heads)
        x_BTC = F.dropout(x_BTC, self.config.dropout, self.training)
        mask = None if document_ids is None else document_mask(document_ids)
        for block in self.blocks:
            x_BTC = block(x_BTC, mask, cos_sin)
        x_BTC = self.ln_out(x_BTC)
        table_VC = self.tokens.weight  # tied: the head is the token table read backwards
        return F.linear(x_BTC, table_VC) if labels is None else token_losses(x_BTC, table_VC, labels)

    def num_parameters(self) -> int:
        """How many numbers are trained; the head is the token table."""
        return sum(p.numel() for p in self.parameters())

    def flops_per_token(self) -> int:
        """Forward and backward, per token: 6 a weight that multiplies, and 12 L C T for attention (PaLM,
        appendix B)."""
        c = self.config
        matmul_weights = self.num_parameters()
        if c.positions == "learned":
            matmul_weights -= c.seq_len * c.dim
        return 6 * matmul_weights + 12 * c.num_layers * c.dim * c.seq_len
