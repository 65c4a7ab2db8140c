"""What the project promises in figures, measured: `python -m benchmarks` prints them, as ratios within one run."""
