"""Run every benchmark and print a line for each promise; the exit status says whether all are kept."""

from __future__ import annotations

import importlib
import sys

from benchmarks.measure import Figure

MODULES = (
    "recording",
    "overview",
    "search",
    "start",
    "documents",
    "returns",
    "national",
    "national_window",
    "window",
    "preview",
)


def main() -> int:
    """Print the figures; 1 where a promise is broken."""
    figures: list[Figure] = []
    for name in MODULES:
        for figure in importlib.import_module(f"benchmarks.{name}").run():
            figures.append(figure)
            word = "kept  " if figure.kept else "BROKEN"
            sys.stdout.write(
                f"{word}  {figure.value:8.2f} {figure.unit:<2}  (promise {figure.promise:g})  "
                f"{figure.what}: {figure.detail}\n"
            )
            sys.stdout.flush()
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
