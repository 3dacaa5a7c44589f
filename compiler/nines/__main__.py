"""`python -m nines`."""

from nines.cli.main import main

main()
