"""Audits out of core: archives of millions of posts in flat memory, on disk in a folder, from which they can go on."""
