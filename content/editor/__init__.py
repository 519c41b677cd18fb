"""Editing in the browser: forms made from the model, and files that change only where the editor changed them."""
