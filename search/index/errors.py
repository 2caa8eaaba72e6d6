"""What can keep search from answering. Each is raised with the sentence a person will read."""


class SearchUnavailable(Exception):
    """
    Search cannot answer now. It is shown as 503, never as "no results".

    `met` counts in this process: a page made meanwhile goes without what search would have added, and is not kept.
    """

    met = 0

    def __init__(self, *words: object) -> None:
        super().__init__(*words)
        SearchUnavailable.met += 1


class IndexMissing(SearchUnavailable):
    """No index has been built yet."""


class IndexOutdated(SearchUnavailable):
    """The index was built by rules this version of the archive no longer uses."""


class IndexBroken(SearchUnavailable):
    """The index's files are damaged or unreadable."""


class IndexDiskFull(SearchUnavailable):
    """The disk has no room for the index; what it held before is as it was."""


class WriterBusy(Exception):
    """Another process is writing the index and did not finish in time."""
