# Fills the directory of shared memory.
# ends: answered true
import os

def handler(event, context):
    for number in range(100):
        try:
            with open("/dev/shm/%d" % number, "wb") as file:
                file.write(b"x" * (1 << 20))
        except OSError:
            return number <= 16
    return False
