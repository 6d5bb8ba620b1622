"""Print how many lines and branches the tests reach, and fail where either is under its floor.

    coverage json -q -o - | python scripts/covered.py

Coverage's own `fail_under` holds one figure, of lines and branches together: many lines hide that branches are few.
"""

from __future__ import annotations

import json
import sys

FLOOR = 95.0  # percent, of each


def main() -> None:
    """Read what `coverage json` writes; a figure a line, and status 1 under the floor."""
    totals = json.load(sys.stdin)["totals"]
    low = []
    for what, reached, of in (
        ("lines", "covered_lines", "num_statements"),
        ("branches", "covered_branches", "num_branches"),
    ):
        share = 100 * totals[reached] / totals[of]
        print(f"{what}: {share:.2f} % ({totals[of] - totals[reached]} of {totals[of]} not reached)")
        if share < FLOOR:
            low.append(what)
    if low:
        sys.exit(f"under {FLOOR:g} %: {', '.join(low)}")


if __name__ == "__main__":
    main()
