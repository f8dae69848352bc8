"""What `bench/run wire` measures: a file a part, each with `rows(bench)`."""
