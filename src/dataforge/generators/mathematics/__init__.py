"""The mathematics domain: one file a genre."""
