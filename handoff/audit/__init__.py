"""The audit log: who did what to which handoff, when and from where, in chains that show every change."""

from handoff.audit.chain import ADDING, ChainGoneError, End, Line, end_from, end_query, following, note
from handoff.audit.heads import Head, HeadFileError, export, read_export
from handoff.audit.old_lines import chain_old_lines
from handoff.audit.origin import Origin, coming_from, current_origin
from handoff.audit.verifying import Finding, Verdict, verify

__all__ = [
    "ADDING",
    "ChainGoneError",
    "End",
    "Finding",
    "Head",
    "HeadFileError",
    "Line",
    "Origin",
    "Verdict",
    "chain_old_lines",
    "coming_from",
    "current_origin",
    "end_from",
    "end_query",
    "export",
    "following",
    "note",
    "read_export",
    "verify",
]
