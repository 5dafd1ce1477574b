"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from app.plumbing.words import Words

WORDS: Words = {}
