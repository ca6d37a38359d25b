# Writes to its error output without end, from a child.
# ends: failed Runtime.ExitError
import os

def handler(event, context):
    os.fork()
    while True:
        os.write(2, b"x" * 65536)
