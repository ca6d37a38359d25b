# Answers with lists in lists without end.
# ends: failed Runtime.MarshalError
def handler(event, context):
    top = []
    for _ in range(100_000):
        top = [top]
    return top
