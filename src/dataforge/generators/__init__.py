"""Eight domains of documents: one package a domain, one file a genre. Start at `base.py`, then read any
genre."""
