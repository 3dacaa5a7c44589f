"""One module for each kind of generated file; see tests/tools/generate.py for what a module must have."""
