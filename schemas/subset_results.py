"""Contract of the view `subset_results`."""

from schemas.contract import Contract, about, read_key
from schemas.fields import Text, column
from schemas.results import Results


class SubsetResults(Results):
    """One row per result within a part of one list ('thứ 2 vùng Đồng bằng sông Hồng'): the columns of results, and
    subset.
    """

    subset: Text = column("subset")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "subset_results"
        metadata = about("view", *read_key(Results), "subset")
