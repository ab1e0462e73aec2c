"""Best-fit packing: lengths of documents -> rows of T tokens. A pure function of the lengths."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence

__all__ = ["pack", "pack_exactly"]


def pack(lengths: Sequence[int], seq_len: int) -> list[list[int]]:
    """Pack whole documents into rows of `seq_len`, longest first (ties: by index), each where it leaves
    least room.

    Args:
        lengths: tokens of each document, opening and closing tokens included, each >= 1.
        seq_len: T. A longer document has a row of its own, which the reader cuts.

    Returns:
        Rows in order of opening, each the indices of its documents in order of packing. Every document
        occurs once; rows with room for the same number of tokens are filled in order of opening (best-fit
        decreasing; Johnson 1973).
    """
    rows: list[list[int]] = []
    room: list[tuple[int, int]] = []  # (tokens left, row), sorted
    for index in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        length = min(lengths[index], seq_len)
        at = bisect_left(room, (length, -1))
        if at < len(room):
            left, row = room.pop(at)
            rows[row].append(index)
        else:
            left, row = seq_len, len(rows)
            rows.append([index])
        if left > length:
            insort(room, (left - length, row))
    return rows


def pack_exactly(
    lengths: Callable[[int], Sequence[int]], num_documents: int, seq_len: int, num_rows: int
) -> tuple[int, list[list[int]]]:
    """Take documents in address order until `num_rows` rows are full: how a block of a virtual corpus is cut.

    Prefixes of R, 2R, 4R, ... documents are packed until one needs more than R rows, then the cut is found by
    bisection: the documents beyond the last prefix looked at are never made.

    Args:
        lengths: called with m, gives the lengths of the block's first m documents.
        num_documents: D, how many the block has; at least `num_rows`.
        seq_len, num_rows: T and R.

    Returns:
        (how many documents are taken, their rows: exactly R, none empty). When packing needs less than R
        rows, since the block's documents ran out, the last document of the row that holds most of them
        (ties: the lower row) moves to a row of its own.

    Raises:
        ValueError: there are fewer documents than rows.
    """
    if num_documents < num_rows:
        raise ValueError(f"{num_documents} documents cannot fill {num_rows} rows")
    taken, beyond = num_rows, num_rows  # packing `taken` documents never needs more than R rows
    rows = pack(lengths(taken)[:taken], seq_len)
    while beyond < num_documents:
        beyond = min(2 * beyond, num_documents)
        longer = pack(lengths(beyond)[:beyond], seq_len)
        if len(longer) > num_rows:
            break
        taken, rows = beyond, longer
    while beyond - taken > 1:
        middle = (taken + beyond) // 2
        longer = pack(lengths(middle)[:middle], seq_len)
        if len(longer) > num_rows:
            beyond = middle
        else:
            taken, rows = middle, longer
    while len(rows) < num_rows:
        fullest = max(range(len(rows)), key=lambda r: (len(rows[r]), -r))
        rows.append([rows[fullest].pop()])
    return taken, rows
