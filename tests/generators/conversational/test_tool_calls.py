"""Sessions with tools: a hand-written one is played, wrong ones are not, nothing is lost between stores."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational.tool_calls import ToolCalls
from dataforge.testing import documents

SESSION = """\
Available functions: fill, drain, pump, gauge. They act on water tanks.
Contents: {"north": 30, "old": 8}

U: Move half of what is in the north tank to the old tank.
A: {"tool": "gauge", "of": "north"}
T: {"amount": 30}
A: {"tool": "pump", "from": "north", "to": "old", "amount": 15}
T: {"amount": 15}
A: Done.
U: Take 40 litres out of the old tank.
A: {"tool": "drain", "from": "old", "amount": 40}
T: {"error": "too little", "amount": 23}
A: That failed: the old tank holds only 23 litres.
U: Make it 16 litres in the north tank.
A: {"tool": "gauge", "of": "north"}
T: {"amount": 15}
A: {"tool": "fill", "to": "north", "amount": 1}
T: {"amount": 16}
A: Ready.
U: And how far apart are the north tank and the old tank?
A: {"tool": "gauge", "of": "north"}
T: {"amount": 16}
A: {"tool": "gauge", "of": "old"}
T: {"amount": 23}
A: It is 7 litres."""


def test_a_hand_written_session_is_played() -> None:
    """A half, a refusal and a target leave the stores as they should be."""
    facts = ToolCalls().extract(SESSION)
    assert facts["end"] == [["north", 16], ["old", 23]]
    assert [request[0] for request in facts["requests"]] == ["move_half", "take_out", "bring_to"]
    assert facts["answer"] == 7


def test_all_protocols_say_the_same() -> None:
    """The same session with functions instead of JSON, and with command lines."""
    as_functions, as_commands = SESSION, SESSION
    for line in SESSION.split("\n")[3:]:
        if not line.endswith("}"):
            continue
        tag, _, call = line.partition(": ")
        pairs = json.loads(call)
        tool = pairs.pop("tool", "")
        function = ", ".join(f"{key}={json.dumps(value)}" for key, value in pairs.items())
        if tool:
            command = " ".join([tool, *(f"--{key} {value}" for key, value in pairs.items())])
        else:
            command = "; ".join(f"{key}: {value}" for key, value in pairs.items())
        as_functions = as_functions.replace(
            line, f"{tag}: {tool}({function})" if tool else f"{tag}: {function}"
        )
        as_commands = as_commands.replace(line, f"{tag}: {command}")
    assert "pump(" in as_functions
    assert "--amount" in as_commands
    facts = ToolCalls().extract(SESSION)
    assert ToolCalls().extract(as_functions) == ToolCalls().extract(as_commands) == facts


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"old", "amount": 15', '"old", "amount": 14'),
        ('T: {"error": "too little", "amount": 23}', 'T: {"amount": -17}'),
        ("A: It is 7 litres.", "A: It is 8 litres."),
        ('"tool": "fill"', '"tool": "drain"'),
        ('A: {"tool": "gauge", "of": "north"}\nT: {"amount": 15}\n', ""),
        ("Make it 16 litres", "Make it 17 litres"),
        ("holds only 23 litres", "holds only 22 litres"),
    ],
)
def test_a_wrong_call_result_or_reply_is_rejected(right: str, wrong: str) -> None:
    """A call that was not asked for, a result that the tool would not give, a wrong answer: none passes."""
    assert right in SESSION
    with pytest.raises(ExtractError):
        ToolCalls().extract(SESSION.replace(right, wrong, 1))


def test_nothing_is_lost_between_stores() -> None:
    """What all stores hold in the end is what they held at first and what calls put in and took out."""
    batch = documents(ToolCalls(), np.repeat([20, 80], 200), np.arange(400))
    refused = seen = 0
    for text, check in zip(batch.column("text").to_pylist(), batch.column("check").to_pylist(), strict=True):
        facts = json.loads(check)
        assert all(level >= 0 for _, level in facts["end"])
        net = sum(level for _, level in facts["end"]) - sum(level for _, level in facts["start"])
        if '"amount"' not in text.split("\n", 3)[3]:
            continue  # not JSON
        seen += 1
        calls = [json.loads(line.partition(": ")[2]) for line in text.split("\n")[3:] if line.endswith("}")]
        pairs = list(zip(calls[::2], calls[1::2], strict=True))
        for call, result in pairs:
            arguments = call.get("args", call)
            refused += "error" in result
            if "error" not in result and "amount" in arguments and not {"from", "to"} <= arguments.keys():
                net -= arguments["amount"] * (1 if "to" in arguments else -1)
        assert net == 0
    assert refused > 10
    assert seen > 150
