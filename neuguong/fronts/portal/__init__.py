"""The public site: bring a matter, follow it by its code, see when heads receive citizens, read what was answered."""
