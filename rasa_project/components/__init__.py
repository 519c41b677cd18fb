"""The parts of Rasa that are ours: they run in Rasa's own environment and import nothing of the app."""
