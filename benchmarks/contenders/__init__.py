"""Other ways to look at the same archive. Each is a module to run with a file and, where it reads a slice only, the number
of posts to stop after; it prints a JSON object: posts looked at, and the seconds until it was ready for the first."""
