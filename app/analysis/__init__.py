"""Pure decision analysis: numbers in, numbers out. Importable without Flask or a database.

value     additive value on fixed scales (MAVT), with interval scores
graphs    cycles and longest paths in what waits for what
"""
