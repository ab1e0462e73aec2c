"""The scientific domain: one file a genre."""
