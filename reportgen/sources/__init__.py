"""Sources: files become nodes that know where every value was written.

    bytes ─text─▶ characters ─yaml, table─▶ nodes ─fields─▶ checked values

Nothing is guessed: a scalar stays text until someone asks for more.
"""
