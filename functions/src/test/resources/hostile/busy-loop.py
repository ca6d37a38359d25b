# Computes without end.
# timeout: 1
# ends: failed Sandbox.Timedout
def handler(event, context):
    while True:
        pass
