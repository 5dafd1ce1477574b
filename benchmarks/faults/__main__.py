"""``python -m benchmarks.faults``: kill the running program under load; count what was promised and what is there."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.faults import filling, killing, moving, power
from benchmarks.faults.grown import Grown
from benchmarks.faults.stands import Embedded
from tests.servers import free_port


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    asked.add_argument("--kills", type=int, default=500, help="how many processes are killed in all (500)")
    asked.add_argument("--power", type=int, default=0, metavar="COPIES", help="cut the power so many times instead")
    asked.add_argument("--disk", action="store_true", help="fill the disk instead (as root)")
    asked.add_argument("--clock", action="store_true", help="move the clock instead (libfaketime)")
    asked.add_argument("--writers", type=int, default=4, help="how many people write at the same time (4)")
    asked.add_argument("--seed", type=int, default=1, help="the same seed chooses the same moments (1)")
    asked.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked.add_argument("--port", type=int, default=0)
    chosen = asked.parse_args()
    if chosen.disk:
        filled = filling.run(chosen.port or free_port(), seed=chosen.seed)
        print(filling.table(filled))
        return 0 if filled.counted.holds else 1
    if chosen.clock:
        with tempfile.TemporaryDirectory(prefix="floke-faults-") as folder:
            moved = moving.run(Path(folder), chosen.port or free_port())
        print(moving.table(moved))
        return 0 if moved.counted.holds else 1
    if chosen.power:
        return cut_power(chosen.power, seed=chosen.seed, port=chosen.port or free_port())
    with tempfile.TemporaryDirectory(prefix="floke-faults-") as folder:
        kind = Embedded if chosen.database == "sqlite" else Grown
        stand = kind(Path(folder), chosen.port or free_port())
        try:
            result = killing.kill(stand, kind.KINDS, kills=chosen.kills, seed=chosen.seed, writers=chosen.writers)
        except BaseException:
            print(stand.said())
            raise
        finally:
            stand.clear()
            stand.end()
    print(killing.table(result))
    for fault in (*result.found.lost[:10], *result.found.half[:10], *result.notes.failed[:10], *result.left_over):
        print(f"  {fault}")
    return 0 if result.holds else 1


def cut_power(copies: int, *, seed: int, port: int) -> int:
    with tempfile.TemporaryDirectory(prefix="floke-faults-") as folder:
        stand = Embedded(Path(folder), port)
        stand.start()
        try:
            result = power.cut(stand, copies=copies, seed=seed)
        finally:
            stand.stop()
            stand.clear()
        spent = power.price(Path(folder))
    print(f"power cuts             {result.copies}, of which torn {result.torn}, in {result.seconds:.0f} s")
    print(f"acknowledged deeds     {result.asked} asked for in all copies together")
    print(f"faults                 {len(result.faults)}")
    print("a commit               " + ", ".join(f"{name} {value:.2f} ms" for name, value in spent.items()))
    for fault in result.faults[:20]:
        print(f"  {fault}")
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main())
