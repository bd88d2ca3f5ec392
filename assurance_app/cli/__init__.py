"""The command line. `run` opens the window at once where that is asked for; commands are loaded for the rest."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

COMMANDS = (
    "demo",
    "init",
    "dump",
    "load",
    "schema",
    "framework",
    "official-text",
    "statement",
    "evidence",
    "check",
    "check-document",
    "approve",
    "return",
    "collate",
    "verify",
    "backup",
)
"""The names are a contract; a workspace of the same name is opened by a path such as ./dump."""

REFUSED = 2


def run(arguments: Sequence[str]) -> int:
    """Run the program; answers with the exit status: 0 done, 1 a check is open, 2 refused with one line on stderr."""
    if arguments and (arguments[0] in COMMANDS or arguments[0] in ("--help", "-h", "--version")):
        from assurance_app.cli.commands import run_command

        return run_command(list(arguments))
    return _open_window(arguments)


def _open_window(arguments: Sequence[str]) -> int:
    options = [argument for argument in arguments if argument.startswith("-")]
    places = [argument for argument in arguments if not argument.startswith("-")]
    unknown = [option for option in options if option not in ("--quit-when-ready", "--sample")]
    if unknown or len(places) > 1:
        from assurance_app.words import _

        what = unknown[0] if unknown else places[1]
        sys.stderr.write(_("“{what}” is not known here; see assurance-app --help.").format(what=what) + "\n")
        return REFUSED
    from assurance_app.bootstrap import open_window

    return open_window(
        Path(places[0]) if places else None,
        sample="--sample" in options,
        quit_when_ready="--quit-when-ready" in options,
    )
