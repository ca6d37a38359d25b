# Answers its call by itself; the launcher's answer is the second.
# ends: answered "first"
import http.client
import os

def handler(event, context):
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request("POST", "/2018-06-01/runtime/invocation/" + context.aws_request_id + "/response", b'"first"')
    connection.getresponse()
    return "second"
