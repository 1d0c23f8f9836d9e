"""Contract of the table `runs`."""

from schemas.contract import Contract, about
from schemas.fields import Moment, Text, Whole, column


class Runs(Contract):
    """One row per execution of the main flow."""

    run_id: Text = column("run_id", unique=True)
    started_at: Moment = column("started_at")
    ended_at: Moment = column("ended_at")
    outcome: Text = column("outcome")
    documents_new: Whole = column("documents_new", ge=0)
    documents_unchanged: Whole = column("documents_unchanged", ge=0)
    documents_failed: Whole = column("documents_failed", ge=0)
    claims_accepted: Whole = column("claims_accepted", ge=0)
    claims_held: Whole = column("claims_held", ge=0)
    code_version: Text = column("code_version")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "runs"
        metadata = about("table", "run_id")
