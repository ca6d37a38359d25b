# Ends as if all were well.
# ends: failed Runtime.ExitError
# log: Runtime exited with error: exit status 0
import sys

def handler(event, context):
    sys.exit(0)
