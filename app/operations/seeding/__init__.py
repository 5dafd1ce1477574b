"""The seed: files of present rows and of dated changes, replayed as deeds so that there is a past to look at."""

from app.operations.seeding.replaying import SEED, replay, replay_synthetic

__all__ = ["SEED", "replay", "replay_synthetic"]
