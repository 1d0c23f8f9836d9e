"""Contract of the table `type_words`."""

from schemas.contract import Contract, about
from schemas.fields import Text, column


class TypeWords(Contract):
    """One row per way to write the word for a type of unit."""

    word: Text = column("word")
    full: Text = column("full")
    type: Text = column("type", "The types it may stand for, separated by |.", values=None)
    lang: Text = column("lang")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "type_words"
        metadata = about("table", "word", "type")
