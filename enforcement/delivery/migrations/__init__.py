"""The migrations of the schema `record`; run by `enforcement.delivery.migrate`."""
