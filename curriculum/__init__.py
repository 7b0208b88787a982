"""Courses, units, competencies and dated country facts."""
