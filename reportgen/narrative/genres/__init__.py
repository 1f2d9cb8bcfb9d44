"""The kinds of document (文种), a file each, with its row `GENRE`.

    front matter (`Fields`) ─read─▶ Front: the head, what stands around the text, the foot

A new kind is a file here, a profile whose `kind` names it, and, if its head looks new, its block.
"""
