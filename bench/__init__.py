"""Benchmarks: every number is a ratio of two things measured side by side in one run.

One file a benchmark, with `measure() -> list[Row]`; `make bench` runs them all and fails where a bound is broken.
"""
