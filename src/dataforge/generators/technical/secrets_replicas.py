"""The world of secrets as a replication log: which node holds which record."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import secrets_reader
from dataforge.generators.worlds.colour import few_at_first
from dataforge.generators.worlds.secrets_text import EnglishSecrets, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

REPLICAS = Telling(
    opening=Frames.lines("""
        # {town} [cluster|site]: [replication log|sync log]. [Nodes|Hosts]: {who_all}, [one record each|each
          with one record of its own].
        # {^colour} [rack|zone], {town}. [Replicas|Nodes] {who_all}, each with a [key|record] of its own.
        # {^a_device} [sync|replication], {town}, kept by the {person}. [Nodes|Members]: {who_all}.
        # {town}, {adjective} [mode|profile]. [Peers|Nodes], a record each: {who_all}.
    """),
    tells=Frames.lines("""
        {who} pushed all records to {other} ({manner} [acknowledged|verified]).
        [Job|Task] [of|by] the {person}: {who} pushed everything to {other}.
        [Via|Through] {a_device}, {who} pushed all records to {other}[ (warm)| (cold)|].
        {^when}: {who} pushed its records, {adjective} ones [too|included], to {other}.
    """),
    asks=Frames.lines("""
        {who} pulled all records from {other} ({manner} [acknowledged|verified]).
        [Job|Task] [of|by] the {person}: {who} pulled everything from {other}.
        [Via|Through] {a_device}, {who} pulled all records from {other}[ (warm)| (cold)|].
        {^when}: {who} pulled the records, {adjective} ones [too|included], from {other}.
    """),
    swaps=Frames.lines("""
        {who} synced both ways with {other} ({manner} [acknowledged|verified]).
        [Job|Task] [of|by] the {person}: {who} synced with {other}, both ways.
        [Via|Through] {a_device}, {who} synced with {other}[ (warm)| (cold)|].
    """),
    question=Frames.lines("""
        [Query|Check]: does {who} hold the record of {other}, and how many records?
        [Before|For] the [failover|audit] by the {person}: is {who} in possession of the record of {other};
          how many records?
        [Determine|Verify] {manner}: {who} has the record of {other}? [Count|Number of records]?
    """),
    working=Frames.lines("""
        [Records per node|Counts], [node order|order of listing], {manner} [checked|replayed]: {counts}.
        [Replayed|Replaying the log], [in the order listed|as listed]: {counts}.
    """),
    no=Frames.lines("""
        [Result|Output]: no; {who} [holds|has] {count} records.
        [Closed|Done]: no, {who} at {count}.
    """),
    yes=Frames.lines("""
        [Result|Output]: yes; {who} [holds|has] {count} records.
        [Closed|Done]: yes, {who} at {count}.
    """),
)


class SecretsReplicas(EnglishSecrets):
    """A log of pushes, pulls and syncs, and a query."""

    name = "secrets-replicas"
    domain = "technical"
    lexicons = (*EnglishSecrets.lexicons, "en_adj_technical", "en_devices", "en_verbs_system")
    summary = "records that replicate between nodes; a world that every domain can tell"
    knobs = few_at_first(EnglishSecrets.knobs)
    tellings = (REPLICAS,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> secrets_reader.Tongue:
    return secrets_reader.Tongue(
        tells=r"pushed",
        asks=r"pulled",
        swaps=r"synced",
        answers=("[Nn]o", "[Yy]es"),
    )
