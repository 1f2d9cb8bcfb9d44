"""Imported by the process that units are forked from, first of all: it and they ignore Ctrl-C.

Ctrl-C reaches every process of a terminal; a fork that is hit before it has come to say so itself
would print a traceback. It is for the one who was asked, who ends all.
"""

import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
