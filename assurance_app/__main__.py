"""`python -m assurance_app`, and the entry point of both commands."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program with the arguments of the process, and end it with the program's exit status."""
    from assurance_app.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
