"""Guards: what nobody wants to review for by eye. Each looks at the house, and each is shown a planted violation.

A guard is a function that takes what it judges (a folder, a graph, a list of models) and returns one line for each
fault, naming the place. So the same function judges the repository and the plant.
"""
