"""Question in, answer out: serves a published snapshot. Nothing here knows how a sentence was read."""
