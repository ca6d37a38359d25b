# Kills the server.
# event: ${pid}
# ends: answered "ProcessLookupError"
import os
import signal

def handler(event, context):
    try:
        os.kill(event, signal.SIGKILL)
        return "killed"
    except OSError as error:
        return type(error).__name__
