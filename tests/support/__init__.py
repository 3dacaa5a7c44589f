"""What the tests share: where the real tools stand, and how they are run."""
