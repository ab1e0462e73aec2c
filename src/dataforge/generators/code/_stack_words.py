"""How dialects of a stack machine write its eleven instructions; {n} a number, {x} a cell."""

OPERATIONS = ("push {n}", "load {x}", "dup", "store {x}", "drop", "add", "sub", "mul", "swap", "over", "max")
DIALECTS = (
    OPERATIONS,
    ("PUSH {n}", "LOAD {x}", "DUP", "STORE {x}", "DROP", "ADD", "SUB", "MUL", "SWAP", "OVER", "MAX"),
    ("const {n}", "get {x}", "dup", "set {x}", "pop", "plus", "minus", "times", "exch", "pick 1", "larger"),
    ("i.const {n}", "local.get {x}", "i.dup", "local.set {x}", "i.drop", "i.add", "i.sub", "i.mul", "i.swap",
     "i.over", "i.max"),
    ("{n}", "{x} @", "dup", "{x} !", "drop", "+", "-", "*", "swap", "over", "max"),
    ("LOAD_CONST {n}", "LOAD_FAST {x}", "COPY_TOP", "STORE_FAST {x}", "POP_TOP", "BINARY_ADD",
     "BINARY_SUBTRACT", "BINARY_MULTIPLY", "ROT_TWO", "COPY_SECOND", "BINARY_MAX"),
)  # fmt: skip
