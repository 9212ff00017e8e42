"""Keys, encrypted bytes on disk, uploads that touch no disk in plain."""
