"""How we understand: Rasa's configuration and components, thin actions, training data made from content."""
