"""``python -m benchmarks.faults``: kill the running program under load; count what was promised and what is there."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.faults import killing
from benchmarks.faults.stands import Embedded
from tests.servers import free_port


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    asked.add_argument("--kills", type=int, default=500, help="how many processes are killed in all (500)")
    asked.add_argument("--writers", type=int, default=4, help="how many people write at the same time (4)")
    asked.add_argument("--seed", type=int, default=1, help="the same seed chooses the same moments (1)")
    asked.add_argument("--port", type=int, default=0)
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="floke-faults-") as folder:
        stand = Embedded(Path(folder), chosen.port or free_port())
        result = killing.kill(stand, Embedded.KINDS, kills=chosen.kills, seed=chosen.seed, writers=chosen.writers)
    print(killing.table(result))
    for fault in (*result.found.lost[:10], *result.found.half[:10], *result.notes.failed[:10], *result.left_over):
        print(f"  {fault}")
    return 0 if result.holds else 1


if __name__ == "__main__":
    sys.exit(main())
