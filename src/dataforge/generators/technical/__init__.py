"""The technical domain: one file a genre."""
