"""Operations compiled once into plans over a snapshot, which answer as graphql-core does, in a hundredth of its time.

In reading order: `fields` (what the schema's fields are to a plan), `checked` (an operation, checked), `blocks` (what a selection does),
`compiled` (from the one to the other), `plans` (which document has which plan, and what goes to graphql-core instead).
"""
