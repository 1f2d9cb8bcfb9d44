"""Rolling: the next issue of a folder, as values: nothing is written here.

In: an issue as it was read, its period and the next, earlier issues that have its values. Out: what
becomes of each value and text (`Change`), and the files with that in them, proved by reading them
back. It knows no archive; `acts` brings what an archive holds, and writes.
"""
