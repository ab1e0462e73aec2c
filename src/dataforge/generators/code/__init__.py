"""The code domain: one file a genre."""
