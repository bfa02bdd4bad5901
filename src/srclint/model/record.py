"""How to declare a noun of which one article makes thousands."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(*, frozen: bool, **options: Any) -> Any:
        """``dataclass(frozen=True)`` that the type checker freezes and the interpreter does not.

        A frozen class sets each field through ``object.__setattr__``, which makes its objects three
        times as slow to build: a tenth of the time to read an article. Equality and hash are those of
        a frozen class (``eq=False``: identity). For what stays inside a room; what the public
        ``Article`` holds is frozen in earnest.
        """
        return dataclasses.dataclass(**options, unsafe_hash=frozen and options.get("eq", True))
