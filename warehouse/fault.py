"""What is wrong with a warehouse file, in one line for the operator."""

from chiso.fault import RunFault


class WarehouseFault(RunFault):
    """The warehouse file cannot be used or written. The message names the file, what is wrong and the remedy."""
