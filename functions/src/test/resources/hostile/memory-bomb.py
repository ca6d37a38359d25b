# Takes memory without end.
# memory: 128
# ends: failed Runtime.ExitError, MemoryError
def handler(event, context):
    held = []
    while True:
        held.append(bytearray(1 << 20))
