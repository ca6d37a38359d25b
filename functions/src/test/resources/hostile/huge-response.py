# Answers with more than an answer may have.
# ends: failed Function.ResponseSizeTooLarge
def handler(event, context):
    return "x" * (7 << 20)
