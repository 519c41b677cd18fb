"""Every household that is still possible, calculated in one run, and what that says of each regeling."""
