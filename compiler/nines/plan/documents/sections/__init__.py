"""The sections of a contract, one function each; a section with nothing to say is None."""
