"""A corpus for other readers: one file a format, each a few functions of arrays.

export.py     the call: claims the folder, deals pieces to processes, goes on after a kill
plan.py       Options, and the pieces (runs of shards) that files are made from
format.py     what a format is; files with their digests
corpora.py    a corpus again: any codec; `webdataset` with its side files (energon.py, wids.py)
parquet.py    Parquet in the Hugging Face folder layout        jsonl.py    JSON lines
mds.py        MDS (mosaicml-streaming)
tokens.py     token ids of pieces                              megatron.py, nanogpt.py
"""
