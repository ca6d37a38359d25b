# Kills its parent, and everything else it can reach.
# ends: answered "alive"; failed Runtime.ExitError
import os
import signal

def handler(event, context):
    for pid in (os.getppid(), 1, -1):
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
    return "alive"
