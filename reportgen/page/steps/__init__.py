"""The steps of the month, a file each: what the clerk asks for, the act, its answer in words.

Each calls one function of `acts`, the same that the command calls, and adds nothing but words.
"""
