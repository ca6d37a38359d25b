# Fills its temporary directory.
# ends: answered true
import os

def handler(event, context):
    written = 0
    for number in range(1000):
        try:
            with open("/tmp/%d" % number, "wb") as file:
                file.write(b"x" * (1 << 20))
                written += 1
        except OSError:
            return written <= 8
    return False
