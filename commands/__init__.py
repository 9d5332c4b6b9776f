"""The commands of `helpgraph`, by whom they serve. What they know of a graph they ask of the rooms; what they share is in `frame`."""
