"""A second, slow and plain computation of the metrics, to hold the program's own against."""
