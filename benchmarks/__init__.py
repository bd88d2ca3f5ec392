"""Every promise about speed, as a ratio measured in one run. `python -m benchmarks` prints them all."""
