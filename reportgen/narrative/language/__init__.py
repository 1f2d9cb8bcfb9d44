"""The author's words: normalised, with every character's place kept, and looked over.

    raw text ─passage─▶ text with places ─survey, style_rules─▶ problems

Nothing here changes what is said.
"""
