"""The command tree, and how errors end."""

from __future__ import annotations

import importlib
import json
import keyword
import logging
import os
from typing import Any

import typer
from rich.console import Console

from dataforge.errors import ForgeError, MissingExtraError

VERBS = (
    "init",
    "generate",
    "import",
    "sample",
    "inspect",
    "verify",
    "export",
    "card",
    "heal",
    "diff",
    "train",
    "eval",
    "status",
    "replay",
    "explain",
    "audit",
    "report",
    "demo",
    "doctor",
)
INTERRUPTED = 130
EXTRA_OF = {"torch": "train", "tokenizers": "train", "plotly": "report"}
USAGE_ERROR: Any = typer.BadParameter.__bases__[
    0
]  # typer carries click, or not, by version: this is its UsageError


def build() -> typer.Typer:
    """All verbs as one typer app."""
    app = typer.Typer(
        name="dataforge",
        help="Text whose every property is known, streamed to PyTorch in a mixture that follows the loss.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
    )
    app.callback()(_callback)
    for verb in VERBS:
        module = importlib.import_module(f"dataforge.cli.{verb}_")
        name = f"{verb}_" if keyword.iskeyword(verb) else verb
        app.command(verb)(getattr(module, name))
    return app


def _callback(
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Log what is going on, on stderr."),
) -> None:
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(name)s: %(message)s"
    )


def run(arguments: list[str]) -> int:
    """Run with these arguments; returns the exit code."""
    command = typer.main.get_command(build())
    try:
        result = command.main(arguments, prog_name="dataforge", standalone_mode=False)
        return _interrupted() if result == INTERRUPTED else result if isinstance(result, int) else 0
    except typer.Exit as exc:  # typer turns Ctrl-C into an Abort, or, by version, into this
        return _interrupted() if exc.exit_code == INTERRUPTED else int(exc.exit_code)
    except USAGE_ERROR as exc:
        exc.show()
        return 2
    except ForgeError as exc:
        return _fail(arguments, exc, exc.exit_code)
    except ModuleNotFoundError as exc:
        extra = EXTRA_OF.get((exc.name or "").partition(".")[0])
        if extra is None:
            raise
        return _fail(arguments, MissingExtraError(str(exc.name), extra), MissingExtraError.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader of our output went away: that is all right
        return 0
    except OSError as exc:
        return _fail(arguments, exc, 1)


def _interrupted() -> int:
    Console(stderr=True).print("interrupted; nothing that was finished is lost", style="yellow")
    return INTERRUPTED


def _fail(arguments: list[str], exc: Exception, code: int) -> int:
    if "--json" in arguments:
        print(json.dumps({"error": type(exc).__name__, "message": str(exc)}))
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"error: {exc}", style="red", markup=False)
    return code
