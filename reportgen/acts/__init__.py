"""Acts: what is done with an issue and in its office, a file per act: plan, do, journal.

The shells (command line, page, batch) call nothing else. Here the archive, which knows no
briefing, meets the pipeline, and the proofs, which know no archive.
"""
