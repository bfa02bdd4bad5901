"""The exception tree.

::

    SrclintError                one sentence for the user: the place and the remedy; exit status 2
    ├── UsageError              options or arguments that cannot be meant
    ├── ConfigError             a configuration file that cannot be used
    ├── LockError               a srclint.lock that cannot be read
    └── UnreadableArticle       a file that cannot be decoded or parsed (becomes SRC903, the run goes on)
"""

from __future__ import annotations


class SrclintError(Exception):
    """Base of all errors that are shown to the user as one clear sentence, never as a traceback."""


class UsageError(SrclintError):
    """Options or arguments that cannot be meant."""


class ConfigError(SrclintError):
    """A configuration file that cannot be used."""


class LockError(SrclintError):
    """A lock file that cannot be used as it stands: the line and the remedy."""


class UnreadableArticle(SrclintError):
    """A file that cannot be read as an article."""
