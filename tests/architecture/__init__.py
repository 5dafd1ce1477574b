"""The conventions of the house, executed. A failure says what to write instead."""
