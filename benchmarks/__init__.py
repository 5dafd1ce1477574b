"""Runnable measurements, each printing a table; none is a timed test. How to read them: docs/benchmarks.md."""
