# Leaves a process behind that has left its session and its parent.
# ends: answered "gone"
import os
import signal
import time

def handler(event, context):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in range(1, 32):
                try:
                    signal.signal(number, signal.SIG_IGN)
                except OSError:
                    pass
            os.closerange(0, 256)
            while True:
                time.sleep(1)
        os._exit(0)
    return "gone"
