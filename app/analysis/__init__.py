"""Pure decision analysis: numbers in, numbers out. Importable without Flask or a database.

value     additive value on fixed scales (MAVT), with interval scores
graphs    cycles and longest paths in what waits for what
loops     loops and leverage in what makes what worse
"""
