"""Pure decision analysis: numbers in, numbers out. Importable without Flask or a database.

value       additive value on fixed scales (MAVT), with interval scores
weights     weights from orders and incomplete statements, and the extreme points of what they leave
tradeoffs   trade-off questions that adapt to the answers
selection   the best portfolio under every kind of constraint, and why constraints clash
robustness  all non-dominated portfolios: what is core, borderline and exterior
other_methods  TOPSIS, VIKOR, PROMETHEE II and AHP, to compare with
graphs      cycles and longest paths in what waits for what
loops       loops and leverage in what makes what worse
"""
