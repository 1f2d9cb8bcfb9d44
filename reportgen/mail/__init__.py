"""Mail: the right briefing to the right people, once.

    通讯录 ─book─▶ Recipients ─routes─▶ Routes ─letter─▶ heads and one body ─outbox─▶ entries of the
    archive's catalogue ─post─▶ a server ─replies─▶ the next state      copy mailbox ─▶ settled

What was decided before a byte goes out, and what came of it, are entries that are added and never
changed; the contents of letters are objects of the archive. It draws nothing: who has a Document
and pictures hands them in (`acts.mail`).
"""
