"""What prepares a checkout for work: the Python environment, the real tools, the generated files.

Each module runs as `python3 -m tests.tools.NAME` from the project's folder; `bootstrap` and `fetch` need Python alone.
"""
