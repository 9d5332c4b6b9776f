"""Where entries may be read: a closed list that the command line and the building share."""

from enum import StrEnum


class Engine(StrEnum):
    """The graph is the same with any of them, byte for byte."""

    LOCAL = "local"
    SPARK = "spark"
