"""`python3 -m vpc_lambda_moto.server`: moto with all mends, on one loopback port.

Prints one line of JSON on standard output when it can be called:
`{"event": "ready", "url": …, "moto": <its version>, "mends": [names]}`. Ends when its standard input ends, that is
also when the process that started it is killed.
"""

import argparse
import json
import logging
import os
import signal
import sys
import threading
from importlib import metadata

_SWITCH_SECONDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="vpc_lambda_moto.server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument("--ignore-stdin", action="store_true", help="keep running when standard input ends")
    arguments = parser.parse_args()

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    # A line for each request drowns what matters; errors still come through.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: os._exit(0))
    if not arguments.ignore_stdin:
        threading.Thread(target=_end_with_stdin, daemon=True).start()

    # AWS-managed policies (AWSLambdaVPCAccessExecutionRole, …) exist in every account.
    os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")

    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    from . import code_download, event_sources, mends

    # moto changes its dictionaries in one thread while it goes over them in another, which ends a request in the middle
    # of its work with 500; sent again, it finds its own half. A thread keeps the interpreter until it waits for
    # something or this many seconds have passed: far longer than any request computes.
    sys.setswitchinterval(_SWITCH_SECONDS)

    application = code_download.serving(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", arguments.port, application, threaded=True)
    # moto's own callbacks, and the code's location, are built from this variable.
    os.environ["MOTO_PORT"] = str(server.port)
    installed = mends.install()
    event_sources.start()
    ready = {
        "event": "ready",
        "url": f"http://127.0.0.1:{server.port}",
        "moto": metadata.version("moto"),
        "mends": installed,
    }
    print(json.dumps(ready), flush=True)
    server.serve_forever()


def _end_with_stdin() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
