"""The pages: for people, in Dutch, without need of JavaScript."""
