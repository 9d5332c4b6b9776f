"""Sentence in, fact out: from corpus files to a published snapshot. Nothing here knows that anyone will ask."""
