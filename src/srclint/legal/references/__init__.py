"""References to EU law in running text: found, and bound to the act that they mean.

``find`` and ``find_acts`` read one text; a ``Binder`` reads an article block by block, in document
order, and knows what the blocks before have said. The grammar covers the 24 official languages
(``data/languages.toml``); English is read in texts of every language.
"""

from srclint.legal.references.actnames import find_acts
from srclint.legal.references.binder import Binder
from srclint.legal.references.finder import find
from srclint.legal.references.found import Bound, Found, FoundAct
from srclint.legal.references.mirrors import act_of_mirror
from srclint.legal.references.words import begins_with_a_country

__all__ = [
    "Binder",
    "Bound",
    "Found",
    "FoundAct",
    "act_of_mirror",
    "begins_with_a_country",
    "find",
    "find_acts",
]
