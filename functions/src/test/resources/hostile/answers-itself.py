# Answers with a list that holds itself.
# ends: failed Runtime.MarshalError
def handler(event, context):
    top = []
    top.append(top)
    return top
