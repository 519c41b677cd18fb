"""`python -m content coverage`: what there is, what nobody checked yet, what expires soon."""

from content.coverage.measuring import coverage
from content.coverage.model import Dekking
from content.coverage.table import as_text

__all__ = ["Dekking", "as_text", "coverage"]
