"""Letters: what a notice says in Dutch on paper. View, event, PDF; knows no stream."""
