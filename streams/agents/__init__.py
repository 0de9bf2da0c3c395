"""The agents: each reads runs, does the pure work, and keeps the order state, outputs, ack."""
