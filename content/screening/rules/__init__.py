"""The regelingen, their figures, and the OpenFisca system that they become."""
