# Ends with a status.
# ends: failed Runtime.ExitError
# log: Runtime exited with error: exit status 3
import os

def handler(event, context):
    os._exit(3)
