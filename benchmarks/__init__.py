"""What the plugin costs: `python -m benchmarks` prints it, `--write` puts it into docs/performance.md."""
