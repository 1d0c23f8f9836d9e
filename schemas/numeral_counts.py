"""Contract of the table `numeral_counts`."""

from chiso.model import NUMERAL_REASONS
from schemas.contract import Contract, about
from schemas.fields import Text, Whole, column


class NumeralCounts(Contract):
    """One row per reading and reason: how many numerals of the text ended there. The rows of a reading add up to all
    numerals of its text; the view documents shows those of the current reading.
    """

    reading_id: Text = column("reading_id")
    fate: Text = column("fate")
    reason: Text = column(
        "reason",
        "Why. claimed: claim. held: unplaced (looks like a fact, stands in no claim), table (of a table that was not "
        "understood), unread (the document could not be read). set_aside: date, year, clock_time, phone_number, "
        "document_number, name (part of a name or a code), list_marker, bound (a threshold, a scale, about), gap (between "
        "units), count (of people, units, times), share (of those asked or of what is handled), repeated (a claim says it "
        "elsewhere), cell (of a table: what is read there has a locator, or is a serial number), plan, other_topic, no_index "
        "(the sentence speaks of none), after_article.",
        values=tuple(NUMERAL_REASONS),
    )
    n_numerals: Whole = column("n_numerals", ge=1)

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "numeral_counts"
        metadata = about("table", "reading_id", "reason")
