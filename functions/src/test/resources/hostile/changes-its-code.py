# Changes the file that it came from.
# ends: answered "OSError"
import os

def handler(event, context):
    try:
        os.chmod(__file__, 0o777)
        return "changed"
    except OSError as error:
        return type(error).__name__
