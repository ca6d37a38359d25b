# Fails with a text of ten million characters.
# ends: failed ValueError
def handler(event, context):
    raise ValueError("x" * 10_000_000)
