"""What a training run is: one YAML file, validated here and nowhere else.

The dataclasses below are both the schema (pydantic reads their annotations at the edge) and the values used
inside. A run config is a handful of lines; every field but `corpus` has a default, given here with its unit.

    corpus: corpus/                     run: run/
    model: {preset: tiny}               stream: {batch_size: 16, seq_len: 512, policy: excess}
    steps: 120                          optimizer: {learning_rate: 3e-3}
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import ConfigDict, Field, NonNegativeInt, PositiveInt, TypeAdapter, ValidationError

from dataforge.errors import RecipeError
from dataforge.streaming.stream import Stream
from dataforge.train.model import PRESETS, ModelConfig
from dataforge.train.optim import Schedule

__all__ = ["Model", "Optimizer", "RunConfig", "override"]

Fraction = Annotated[float, Field(ge=0.0, lt=1.0, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0.0, allow_inf_nan=False)]
NonNegative = Annotated[float, Field(ge=0.0, allow_inf_nan=False)]

MAX_CONFIG_BYTES = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Model:
    """A preset and what to change in it. Vocabulary and row length come from the stream."""

    preset: Literal["tiny", "small", "gpt2"] = "tiny"
    dim: PositiveInt | None = None
    num_layers: PositiveInt | None = None
    num_heads: PositiveInt | None = None
    positions: Literal["learned", "rotary"] | None = None
    dropout: Fraction | None = None

    def shape(self, vocab_size: int, seq_len: int) -> ModelConfig:
        """The preset with its changes, for this vocabulary and row length."""
        changes = {k: v for k, v in asdict(self).items() if v is not None and k != "preset"}
        shape = replace(PRESETS[self.preset], vocab_size=vocab_size, seq_len=seq_len, **changes)
        if shape.dim % (2 * shape.num_heads):
            raise RecipeError(
                "the width does not split into heads of an even number of channels",
                field="model.dim",
                value=shape.dim,
                remedy=f"use a multiple of {2 * shape.num_heads}",
            )
        return shape


@dataclass(frozen=True, kw_only=True)
class Optimizer:
    """AdamW and its schedule."""

    learning_rate: Positive = 1e-3
    """at its peak"""
    schedule: Literal["cosine", "wsd"] = "cosine"
    warmup_steps: NonNegativeInt = 10
    final_fraction: Fraction = 0.1
    """the last learning rate, as a fraction of the peak"""
    decay_fraction: Fraction = 0.2
    """wsd: the share of the steps, at the end, over which the rate falls"""
    weight_decay: NonNegative = 0.1
    beta1: Fraction = 0.9
    beta2: Fraction = 0.95
    clip: Positive = 1.0
    """the largest gradient norm that a step uses"""


@dataclass(frozen=True, kw_only=True)
class RunConfig:
    """A training run. Paths are relative to the working directory."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # read by pydantic, for the sections too

    corpus: str
    """a corpus folder, or a recipe or lock file: then documents are generated as they are asked for"""
    run: str = "run"
    """the run folder"""
    model: Model = field(default_factory=Model)
    stream: Stream = field(default_factory=lambda: Stream(batch_size=16, seq_len=512))
    optimizer: Optimizer = field(default_factory=Optimizer)
    steps: PositiveInt | None = None
    tokens: PositiveInt | None = None
    """instead of steps: padding included, rounded up to a whole step"""
    micro_batch: PositiveInt | None = None
    """rows that a rank holds in memory at once; its share of a batch is gone through in pieces. None: all of
    it"""
    dtype: Literal["auto", "float32", "bfloat16"] = "auto"
    """auto: bfloat16 where the device multiplies it natively, float32 elsewhere. Weights and sums stay
    float32"""
    seed: NonNegativeInt = 0
    """of the weights and of dropout; the data has its own, stream.seed"""
    num_workers: NonNegativeInt = 0
    """loader processes a rank"""
    checkpoint_every: NonNegativeInt = 100
    """steps; 0: only at the end"""
    keep: PositiveInt = 2
    """checkpoints that stay"""
    resume: Literal["latest", "fallback", "never"] = "latest"
    """latest: go on from the newest checkpoint if there is one, and stop if it is damaged; fallback: then
    take the newest whole one"""
    eval_every: NonNegativeInt = 0
    """steps; 0: only at the end"""
    eval_documents: NonNegativeInt = 16
    """a cell; 0: no evaluation"""
    eval_split: str = "val"
    metrics_port: Annotated[int, Field(ge=0, le=65535)] | None = 0
    """Prometheus, on 127.0.0.1: 0 takes a free port (status.json says which), null serves nothing"""

    @classmethod
    def load(cls, path: str | Path, settings: Sequence[str] = ()) -> RunConfig:
        """Read a YAML file, apply `key=value` settings, validate. Raises RecipeError that names file, field,
        value and remedy."""
        try:
            if Path(path).stat().st_size > MAX_CONFIG_BYTES:
                raise RecipeError("a run config of more than a megabyte is none", file=str(path))
            data = yaml.safe_load(Path(path).read_text("utf-8"))
        except OSError as exc:
            remedy = "give the path of a run config in YAML"
            raise RecipeError(f"cannot be read: {exc.strerror}", file=str(path), remedy=remedy) from exc
        except (yaml.YAMLError, UnicodeDecodeError) as exc:
            raise RecipeError(f"is not YAML: {' '.join(str(exc).split())}", file=str(path)) from exc
        if not isinstance(data, dict):
            raise RecipeError(
                "is not a mapping of fields", file=str(path), remedy="begin with `corpus: PATH`"
            )
        return cls.from_dict(override(data, settings), file=str(path))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], file: str = "") -> RunConfig:
        """Validate a mapping; the first fault becomes a RecipeError."""
        try:
            config = TypeAdapter(cls).validate_python(dict(data))
            if (config.steps is None) == (config.tokens is None):
                what = "is missing" if config.steps is None else "and `tokens` are both given"
                raise RecipeError(what, field="steps", remedy="give either `steps` or `tokens`")
            if config.stream.mode != "tokens" or config.stream.batch_size < 1 or config.stream.seq_len < 4:
                remedy = "give `mode: tokens`, a batch_size of 1 or more, and a seq_len of 4 or more"
                raise RecipeError("makes no rows of tokens", field="stream", remedy=remedy)
            config.model.shape(vocab_size=1, seq_len=config.stream.seq_len)
        except ValidationError as exc:
            raise _first_fault(exc, file) from exc
        except RecipeError as exc:
            if exc.file or not file:
                raise
            raise _with_file(exc, file) from exc
        return config

    def canonical(self) -> str:
        """The config as YAML with every field written out, in order: what `run.yaml` holds, and loads again
        as an equal config."""
        return yaml.safe_dump(_plain(self), sort_keys=False, allow_unicode=True, width=100)

    @property
    def num_steps(self) -> int:
        """Optimizer steps, one a global batch."""
        return self.steps or math.ceil((self.tokens or 0) / (self.stream.batch_size * self.stream.seq_len))

    @property
    def learning_rates(self) -> Schedule:
        """The schedule of this run."""
        o = self.optimizer
        return Schedule(
            kind=o.schedule,
            peak=o.learning_rate,
            steps=self.num_steps,
            warmup_steps=o.warmup_steps,
            final_fraction=o.final_fraction,
            decay_fraction=o.decay_fraction,
        )


def override(data: Mapping[str, Any], settings: Sequence[str]) -> dict[str, Any]:
    """`data` with every "a.b=value" applied; the value is read as YAML. Nothing is changed in place.

    >>> override({"model": {"preset": "tiny"}}, ["model.dim=192", "steps=100"])
    {'model': {'preset': 'tiny', 'dim': 192}, 'steps': 100}
    """
    result = dict(data)
    for setting in settings:
        key, equals, text = setting.partition("=")
        if not key or not equals:
            raise RecipeError(
                "is not key=value", field="--set", value=setting, remedy="write --set steps=100"
            )
        try:
            value = yaml.safe_load(text)
        except yaml.YAMLError as exc:
            raise RecipeError("is not a YAML value", field=f"--set {key}", value=text) from exc
        node = result
        *parents, leaf = key.split(".")
        for name in parents:
            inner = node.get(name)
            node[name] = dict(inner) if isinstance(inner, Mapping) else {}
            node = node[name]
        node[leaf] = value
    return result


def _first_fault(error: ValidationError, file: str) -> RecipeError:
    """One sentence for the first fault that pydantic found."""
    faults = error.errors(include_url=False)
    fault = faults[0]
    path = ".".join(str(part) for part in fault["loc"])
    more = f" ({len(faults) - 1} more after this one)" if len(faults) > 1 else ""
    if fault["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        known = _field_names(fault["loc"][:-1])
        near = difflib.get_close_matches(str(fault["loc"][-1]), known, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(known)}"
        return RecipeError("unknown field" + more, file=file, field=path, remedy=remedy)
    if fault["type"] in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return RecipeError("is missing" + more, file=file, field=path, remedy=f"add `{fault['loc'][-1]}:`")
    rule = fault["msg"][0].lower() + fault["msg"][1:]
    return RecipeError(f"is wrong: {rule}{more}", file=file, field=path, value=fault["input"])


def _field_names(section: Sequence[int | str]) -> list[str]:
    """The fields of the config, or of one of its sections."""
    owner: Any = (
        {"model": Model, "stream": Stream, "optimizer": Optimizer}[str(section[0])] if section else RunConfig
    )
    return [f.name for f in fields(owner)]


def _with_file(error: RecipeError, file: str) -> RecipeError:
    """The same error with the file's name in front."""
    named = RecipeError(f"{file}: {error}")
    named.file, named.field, named.value, named.remedy = file, error.field, error.value, error.remedy
    return named


def _plain(value: Any) -> Any:
    """Dataclasses, mappings and tuples as what YAML has."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, tuple | list) else value
