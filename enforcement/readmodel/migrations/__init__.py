"""The migrations of the schema `readmodel`; run by `enforcement.readmodel.migrate`."""
