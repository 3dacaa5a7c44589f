"""PromQL: written by the compiler as typed trees, read from specs with the places of its parts.

Writing: `build` (as `q`) makes trees of `tree`, `text` prints them. Reading: `guest` reads what
users write, through `lexer`, `parser` and `typecheck`; `dialect` says which Prometheus can
read it. Both: `facts` and `labels` tell what an expression does, `transform` changes it.
"""
