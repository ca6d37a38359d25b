# Asks for work while it has some, on another connection.
# ends: answered 403
import http.client
import os

def handler(event, context):
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request("GET", "/2018-06-01/runtime/invocation/next")
    return connection.getresponse().status
