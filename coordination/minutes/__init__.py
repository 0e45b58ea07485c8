"""Minutes: recording while people speak, checks, circulation, approval, signatures, the frozen documents."""
