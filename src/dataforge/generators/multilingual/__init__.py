"""The multilingual domain: one file a genre."""
