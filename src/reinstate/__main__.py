"""`python -m reinstate`."""

from reinstate.interfaces.cli import main

main()
