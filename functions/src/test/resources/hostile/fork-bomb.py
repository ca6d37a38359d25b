# Forks without end, and so do its children.
# ends: failed Runtime.ExitError, Sandbox.Timedout, BlockingIOError
import os

def handler(event, context):
    while True:
        try:
            os.fork()
        except OSError:
            pass
