"""The archive: what has been filed, for good. It knows bytes and records, no briefing.

    Filing ─file─▶ objects (by SHA-256), then an entry (hash chain) in the catalogue
    archive ─find, list, show─▶ records    ─verify─▶ findings    ─export─▶ a bag    ─copy─▶ a twin

What is acknowledged is on the disk: temporary file, fsync, rename, fsync of the folder, and only
then the transaction that names it. Entries are never changed; a correction, a destruction is one
more. Imports neither writers nor proof: what needs both is joined in `acts`.
"""
