# Reads a file of the server's.
# event: "${data}"
# ends: answered "FileNotFoundError"
def handler(event, context):
    try:
        return open(event, "rb").read().decode("latin-1")
    except OSError as error:
        return type(error).__name__
