"""Choosing a portfolio: what may be chosen, what binds the choice, and the best choice with a proof.

problem   what there is to choose from and every kind of constraint; exact arithmetic on one portfolio
solving   the best portfolio for stated weights, with its bound, by an exact solver
zones     one tree that empties many zones at once; ``branching`` is its compiled part, ``relaxation`` what bounds it
branched  the best portfolio by that tree
clashes   why nothing can be chosen: a smallest set of constraints that clash, and by how much each must give

Indices stand for initiatives; all amounts and values are integers, so that nothing is rounded on the way.
"""
