# Leaves such a process behind and ends itself.
# ends: failed Runtime.ExitError
import os
import time

def handler(event, context):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.environ.clear()
            time.sleep(600)
        os._exit(0)
    os._exit(0)
