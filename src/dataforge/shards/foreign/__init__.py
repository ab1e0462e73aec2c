"""Foreign corpora: the user's own text as further domains of a sealed corpus (docs/guides/import.md).

options.py    what is asked, and the limits         words.py     words, shingles, n-grams as hashes
sources.py    files, folders, URLs, their digests   near.py      MinHash, bands, near duplicates
streams.py    bounded decompression, lines          measures.py  what levels rest on, exact quantiles
tars.py       members of anybody's tar              against.py   overlaps with evaluation sets
records.py    texts, or why there is none           spool.py     segments of what was read
reading.py    pass 1 · choose.py pass 2 · writing.py pass 3, with planning.py; importing.py does all
"""

from dataforge.shards.foreign.importing import ImportReport, import_corpus
from dataforge.shards.foreign.options import ImportOptions

__all__ = ["ImportOptions", "ImportReport", "import_corpus"]
