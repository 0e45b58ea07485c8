"""Pages that everybody may read, where the installation and the agencies opted in."""
