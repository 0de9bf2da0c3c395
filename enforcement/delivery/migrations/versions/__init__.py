"""One revision, one file; a revision that was released is never edited."""
