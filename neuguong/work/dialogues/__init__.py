"""Listening to the people: reception days, dialogues and what is promised there, feedback, petitions, complaints."""
