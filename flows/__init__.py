"""The jobs: Prefect flows, thin; one file per job that is scheduled or run by hand."""
