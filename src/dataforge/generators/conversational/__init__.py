"""The conversational domain: one file a genre."""
