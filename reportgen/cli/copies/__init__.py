"""The commands of the register of printed copies, a file each."""
