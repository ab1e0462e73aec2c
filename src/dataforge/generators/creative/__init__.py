"""The creative domain: one file a genre."""
