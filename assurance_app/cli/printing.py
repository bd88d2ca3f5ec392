"""What the command line prints: the one place that writes to standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path


def print_text(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def print_paths(paths: Iterable[Path]) -> None:
    """Print each path on a line of its own."""
    for path in paths:
        print_text(str(path))


def print_json(value: object) -> None:
    """Print a value as JSON, in UTF-8 whatever the console speaks."""
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8") + b"\n")
    sys.stdout.flush()
