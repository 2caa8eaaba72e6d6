"""Which articles answer a tree, in what order, and where the hits stand."""
