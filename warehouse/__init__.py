"""The warehouse: generated tables, hand-written views and checks, loading and publishing."""
