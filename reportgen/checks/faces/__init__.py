"""Whether every character has a face, and which faces stand in for a user's own."""
