"""What kinds of document read alike of the front matter: numbers, days, 公文 keys, the ending.

    mapping with places (`Fields`) ─▶ values checked, blocks of head and foot; what is wrong in them
"""
