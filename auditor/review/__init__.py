"""Review by people: what to draw, the sheet they fill in, and what their verdicts say of each other and of the engine."""
