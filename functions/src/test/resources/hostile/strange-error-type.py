# Fails with an exception whose name would be a header of its own.
# ends: failed aX-Injected:b
def handler(event, context):
    raise type("a\r\nX-Injected: b", (Exception,), {})("text")
