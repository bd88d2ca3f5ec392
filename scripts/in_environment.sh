#!/bin/sh
# Run a program of .venv, wherever this system keeps programs in an environment. Git brings `sh` on Windows too.
for folder in .venv/bin .venv/Scripts; do
    if [ -x "$folder/$1" ] || [ -x "$folder/$1.exe" ]; then
        program="$folder/$1"
        shift
        exec "$program" "$@"
    fi
done
echo "$1 is not in .venv; run: make environment" >&2
exit 1
