# Closes all its files, the connection among them.
# ends: failed Runtime.ExitError, Sandbox.Timedout
# timeout: 2
import os

def handler(event, context):
    os.closerange(0, 1000)
