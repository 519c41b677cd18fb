"""Changes of the tables, in order. `pre_…` runs before the new code starts, `post_…` after the old code stopped."""
