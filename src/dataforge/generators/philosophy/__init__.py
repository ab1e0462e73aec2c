"""The philosophy domain: one file a genre."""
