# Forks children that stay, and tells whether that came to an end.
# ends: answered true
import os
import time

def handler(event, context):
    for _ in range(1000):
        try:
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)
        except OSError:
            return True
    return False
