"""Worlds that several domains write about: the same facts as a handbook, a paper, a program, a tale.

A genre that tells a shared world names it (`Genre.shared_world`). Addressed the usual way, each genre has
worlds of its own, so that no document of a plan gives another one away; `generate(..., shared=True)` keys
the world by its own name instead of the genre's, and the same (seed, split, level, index) is then one world
in all of them.
"""
