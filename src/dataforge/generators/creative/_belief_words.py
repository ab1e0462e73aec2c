"""Where things are hidden in tales of false belief, and the words by which people come and go."""

CONTAINERS = (
    "box", "drawer", "cupboard", "chest", "locker", "bag", "sack", "tin", "pot", "urn", "wardrobe", "safe",
    "desk", "bureau", "larder", "oven", "bread bin", "coal scuttle", "tea chest", "tool chest", "piano",
    "hay rack", "window seat", "dresser", "sideboard", "bookcase", "filing cabinet", "laundry bag",
    "rucksack", "coat pocket", "hat rack", "toy box", "wine rack", "log pile", "dustbin", "manger",
    "churn", "cradle", "pram", "wheelbarrow",
)  # fmt: skip
LEFT_WORDS = ("left", "departed", "exit", "outside", "gone")
CAME_WORDS = ("returned", "reappeared", "rejoined", "re-entered", "anew", "joined")
