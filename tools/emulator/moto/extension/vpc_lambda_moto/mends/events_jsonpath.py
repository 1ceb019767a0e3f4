"""EventBridge: how long it takes to publish an event.

Wrong: for each event and each path of an input template, moto parses the path anew, and `jsonpath_ng` builds its whole
parser for it: 140 milliseconds of CPU under a lock for one event on a bus with an archive. AWS: some milliseconds.
It matters for everything that publishes: with a few events at once, publishers time out.
"""

import functools

import jsonpath_ng.ext

from ..patching import MotoChanged

if not callable(getattr(jsonpath_ng.ext, "parse", None)):
    raise MotoChanged("jsonpath_ng.ext has no 'parse' any more")

# moto imports the name in the function that uses it, so it finds this one. Parsed paths are never changed.
jsonpath_ng.ext.parse = functools.lru_cache(maxsize=1024)(jsonpath_ng.ext.parse)
