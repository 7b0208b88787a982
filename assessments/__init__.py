"""Items, quizzes, attempts and their marking: what was asked, what was answered and what it shows."""
