"""Operations compiled once into plans over a snapshot, which answer as graphql-core does, in a hundredth of its time.

In reading order: `tokens`, `nodes` and `parsed` (from a text to a tree), `kinds` and `values` (the schema's types, and what goes in by them),
`fields` (what the schema's fields are to a plan), `selections`, `overlaps` and `checked` (an operation, checked), `shapes` and `asked` (what a
selection does for a request), `compiled` (from the one to the other), `cost` and `kept` (what an answer may cost, and what is kept of it),
`plans` (which document has which plan), `oracle` (what goes to graphql-core instead).
"""
