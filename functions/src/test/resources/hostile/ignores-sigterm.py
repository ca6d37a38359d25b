# Ignores the request to end.
# timeout: 1
# ends: failed Sandbox.Timedout
# log: Task timed out after 1\.00 seconds
import signal
import time

def handler(event, context):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(1)
