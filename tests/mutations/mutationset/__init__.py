"""True claims about real acts, what can be wrong in them, and whether srclint sees it."""
