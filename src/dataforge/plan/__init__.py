"""Which rows are in batch b: pure functions over arrays, numpy only.

spec.py        PlanSpec: all that decides a batch besides feedback, and its hash
permute.py     a keyed permutation of 0 .. n-1 for any n < 2^63, without a table
diffusion.py   a mixture in integers -> rows of every cell in this batch
order.py       the i-th row ever taken from a cell -> (epoch, block, row)
pack.py        lengths of documents -> rows of T tokens
planner.py     all of it together: state of batch b -> rows of batch b
"""

from dataforge.plan.order import CellOrder
from dataforge.plan.planner import BatchRows, Planner, State
from dataforge.plan.spec import PlanSpec

__all__ = ["BatchRows", "CellOrder", "PlanSpec", "Planner", "State"]
