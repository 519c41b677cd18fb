"""How we talk: the dialogue and its channels."""
