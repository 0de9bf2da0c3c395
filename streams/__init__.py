"""The streams room: the only room that knows Faust and Kafka."""
