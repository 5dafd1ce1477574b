"""Words and rules of choosing. Pure; the arithmetic of value is ``app.analysis``'."""
