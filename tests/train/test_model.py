"""The model: documents are islands, losses stand where labels stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

torch = pytest.importorskip("torch")

from dataforge.train.model import GPT, PRESETS, ModelConfig, document_mask, token_losses  # noqa: E402
from dataforge.train.optim import adamw  # noqa: E402

SHAPE = ModelConfig(vocab_size=64, seq_len=24, dim=32, num_layers=2, num_heads=2)
POSITIONS = ["learned", "rotary"]


def make_model(positions: str = "learned") -> GPT:
    torch.manual_seed(0)
    return GPT(replace(SHAPE, positions=positions))


def three_documents() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """One row: documents of 9, 7 and 4 tokens, and 4 of padding; (ids, labels, positions, documents)."""
    lengths = (9, 7, 4)
    ids = torch.randint(0, 64, (1, 24), generator=torch.Generator().manual_seed(1))
    documents = torch.tensor([[1] * 9 + [2] * 7 + [3] * 4 + [0] * 4], dtype=torch.int32)
    positions = torch.tensor([[*range(9), *range(7), *range(4), 0, 0, 0, 0]])
    labels = ids.clone()
    labels[0, [0, 9, 16, *range(sum(lengths), 24)]] = -100
    return ids, labels, positions, documents


@pytest.mark.parametrize("positions", POSITIONS)
def test_no_document_feels_another(positions: str) -> None:
    """Changing every token of one document leaves the losses of the others as they were, to the bit."""
    model = make_model(positions)
    ids, labels, position_ids, documents = three_documents()
    before = model(ids, labels, position_ids, documents)
    other_ids, other_labels = ids.clone(), labels.clone()
    middle = documents == 2
    other_ids[middle] = (ids[middle] + 1) % 64
    other_labels[middle & (labels != -100)] = other_ids[middle & (labels != -100)]
    after = model(other_ids, other_labels, position_ids, documents)
    assert torch.equal(before[~middle], after[~middle])
    assert not torch.equal(before[middle], after[middle])


@pytest.mark.parametrize("positions", POSITIONS)
def test_padding_is_not_seen(positions: str) -> None:
    """What stands in the padding changes no loss."""
    model = make_model(positions)
    ids, labels, position_ids, documents = three_documents()
    before = model(ids, labels, position_ids, documents)
    ids[documents == 0] = 5
    assert torch.equal(before, model(ids, labels, position_ids, documents))


@pytest.mark.parametrize("positions", POSITIONS)
def test_a_document_costs_the_same_wherever_it_stands(positions: str) -> None:
    """A document's losses in the middle of a row equal its losses alone, up to float addition."""
    model = make_model(positions)
    ids, labels, position_ids, documents = three_documents()
    row = model(ids, labels, position_ids, documents)[0, 9:16]
    alone = model(ids[:, 9:16], labels[:, 9:16])[0]
    torch.testing.assert_close(row, alone, rtol=0, atol=2e-6)


def test_one_document_a_row_needs_no_mask() -> None:
    """The causal fast path agrees with the document mask when a row is one document and padding."""
    model = make_model()
    ids, labels, position_ids, _ = three_documents()
    documents = torch.tensor([[1] * 20 + [0] * 4], dtype=torch.int32)
    labels[0, 20:] = -100
    masked = model(ids, labels, position_ids, documents)
    torch.testing.assert_close(masked, model(ids, labels, position_ids), rtol=0, atol=2e-6)


def test_the_mask_of_a_small_row() -> None:
    """Each token sees itself and what came before in its own document; padding sees padding."""
    expected = [[1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    assert expected == document_mask(torch.tensor([[1, 1, 2, 0]]))[0, 0].int().tolist()


def test_losses_stand_where_their_labels_stand() -> None:
    """The loss at t is that of labels[t] under what position t - 1 says; position 0 and unlabelled ones are
    0."""
    table = torch.tensor([[0.0], [0.0], [100.0]])  # position 0 is sure of token 2; the others know nothing
    x = torch.tensor([[[1.0], [0.0], [0.0], [0.0]]])
    labels = torch.tensor([[1, 2, -100, 0]])
    losses = token_losses(x, table, labels)[0]
    assert losses[:3].tolist() == [0.0, 0.0, 0.0]
    assert losses[3].item() == pytest.approx(1.0986123)
    labels[0, 1] = 1
    assert token_losses(x, table, labels)[0, 1].item() == pytest.approx(100.0)


def test_losses_are_those_of_the_logits() -> None:
    """What the model returns with labels is the cross entropy of what it returns without."""
    model = make_model("rotary")
    ids, labels, position_ids, documents = three_documents()
    logits = model(ids, None, position_ids, documents)
    expected = torch.nn.functional.cross_entropy(
        logits[0, :-1], labels[0, 1:], ignore_index=-100, reduction="none"
    )
    torch.testing.assert_close(
        model(ids, labels, position_ids, documents)[0, 1:], expected, rtol=0, atol=2e-6
    )


def test_a_row_without_labels_costs_nothing() -> None:
    """A batch with no label at all has zero losses and zero gradients, not NaN: a rank may draw it."""
    model = make_model()
    ids, labels, _, _ = three_documents()
    model(ids, torch.full_like(labels, -100)).sum().backward()
    assert {0.0} == {float(p.grad.abs().max()) for p in model.parameters() if p.grad is not None}
    assert all(p.grad is not None for p in model.parameters())


def test_gpt2_has_124_million_parameters() -> None:
    """The preset is GPT-2 as it was published: 124,439,808 with the head tied to the token table."""
    with torch.device("meta"):
        model = GPT(PRESETS["gpt2"])
    assert model.num_parameters() == 124_439_808
    assert model.flops_per_token() == 6 * (124_439_808 - 1024 * 768) + 12 * 12 * 768 * 1024


def test_it_learns_a_batch_by_heart() -> None:
    """Sixty steps on one row take the loss from chance to almost nothing."""
    model = make_model("rotary")
    ids, labels, position_ids, documents = three_documents()
    optimizer = adamw(model, 0.0, (0.9, 0.95), fused=True)
    optimizer.param_groups[0]["lr"] = optimizer.param_groups[1]["lr"] = 1e-2
    count = (labels != -100).sum()
    losses = []
    for _ in range(60):
        loss = model(ids, labels, position_ids, documents).sum() / count
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    assert losses[0] == pytest.approx(4.16, abs=0.15)
    assert losses[-1] < 0.05
