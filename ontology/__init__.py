"""What the words mean: classes, controlled terms, shapes, names and the records of a snapshot.

Nothing here knows any entry or any request; it would be true with both deleted.
"""
