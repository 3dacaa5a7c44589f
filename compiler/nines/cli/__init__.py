"""The command line: the only input and output of the commands."""
