"""The audit log: who did what, to which scope, why, and to how many."""
