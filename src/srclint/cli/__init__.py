"""The commands: thin, and the only place with exit codes, colour, environment and progress bars.

Exit status: 0 no finding at or above ``fail-on``; 1 findings; 2 srclint could not do its work
(usage, configuration, no file matched, an internal error); 130 interrupted.
"""

from srclint.cli import cache, check, lock, show
from srclint.cli.group import main

__all__ = ["cache", "check", "lock", "main", "show"]
