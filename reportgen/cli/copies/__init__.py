"""The commands of the register of printed copies."""
