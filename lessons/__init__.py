"""Lessons as content and as delivery to a class; the student's and the teacher's screens."""
