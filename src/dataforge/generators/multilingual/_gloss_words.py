"""Abbreviations, sounds and orders of interlinear-gloss, for the writer and the reader."""

from __future__ import annotations

AFFIXES = ("PL", "PST", "FUT", "ACC", "NEG", "DEF", "3PL")  # after the Leipzig rules
ACTIVE = (3, 5, 7)  # how many of them a language of each degree has
NOUN = ("STEM", "PL", "ACC", "DEF")
VERB = ("STEM", "TENSE", "NEG", "3PL")
ORDERS = ("SOV", "SVO", "VSO", "VOS", "OVS", "OSV")
INVENTORIES = (  # consonants, vowels, what may end a stem
    ("p t k m n l r s h w y b", "a e i o u", " n l s k m"),
    ("b d g m n z r s ş ç v y", "a e ı o ü", " r k n z t"),
    ("q t x n l ts m w k ch s p", "a i u aa ii", " q n x s m"),
    ("f d gw v n th l r ñ s j kh", "á e ì o û", " d s n th r"),
)
