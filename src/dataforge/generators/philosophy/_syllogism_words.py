"""Words of syllogism lessons that writer and reader have in common."""

BARBARA, CELARENT, CESARE, DARII, FERIO, FESTINO, DATISI, FERISON, FRESISON, IMPORT = range(10)
MOODS = (
    "Barbara", "Celarent", "Cesare", "Darii", "Ferio", "Festino", "Datisi", "Ferison", "Fresison",
    "subalternation",
)  # fmt: skip
FALLACIES = ("illicit minor", "undistributed middle")
VERDICT = ("valid", "invalid")
