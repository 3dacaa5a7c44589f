"""Settling: from measured numbers to what is owed, exactly and by the clauses of the contract.

The stages are those of every SLA: what was measured, what is excluded, the value over the period, its rounding, whether
the promise was missed, what the miss costs, stacking, caps, the claim, and what may be ended. One engine serves
`nines settle`, the ledger and the worked examples of the documents. It guesses nothing: what it cannot settle is a
finding.
"""
