"""What holds for something that the specs name, in words and numbers, for `nines explain`.

Pure: a contract and its plans in, an `Explanation` out (`model`), shown as text (`show`) or JSON (`machine`).
`find` knows what there is; a module for each kind of thing says what holds for it.
"""
