# Takes memory in children, each less than the function may have.
# memory: 128
# ends: failed Runtime.ExitError
import os
import time

def handler(event, context):
    for _ in range(8):
        if os.fork() == 0:
            held = bytearray(b"x" * (64 << 20))
            time.sleep(60)
    time.sleep(60)
