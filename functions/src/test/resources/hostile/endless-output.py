# Writes without end.
# ends: failed Runtime.ExitError
# log: it had more than \d+ bytes of output
import os

def handler(event, context):
    while True:
        os.write(1, b"all work and no play " * 1000)
