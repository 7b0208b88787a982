"""Files of questions that enter or leave the engine."""
