# Settles calls that it does not have.
# ends: answered [403, 403, 403, 403]
import http.client
import os

def handler(event, context):
    said = []
    for path in ("invocation/8476a536-e9f4-11e8-9739-2dfe598c3fcd/response", "invocation/../x/error", "init/error",
                 "invocation/" + context.aws_request_id + "0/response"):
        connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        connection.request("POST", "/2018-06-01/runtime/" + path, b"{}")
        said.append(connection.getresponse().status)
    return said
