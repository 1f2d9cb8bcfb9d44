"""The front matter: Chinese keys, each checked, become `Front`.

    mapping with places ─read─▶ Front, and what is wrong with it
"""
