"""Thin actions on rasa-sdk: Rasa chooses one, it calls a pure function of content or handoff.desk, nothing more."""
