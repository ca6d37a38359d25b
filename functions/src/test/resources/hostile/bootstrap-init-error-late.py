#!/usr/bin/env python3
# Says that it did not get ready once it has a call, and goes on.
# runs: bootstrap
# ends: answered 403
import http.client
import os

connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
connection.request("GET", "/2018-06-01/runtime/invocation/next")
event = connection.getresponse()
event.read()
connection.request("POST", "/2018-06-01/runtime/init/error", b"{}")
answer = connection.getresponse()
answer.read()
path = "/2018-06-01/runtime/invocation/%s/response" % event.headers["Lambda-Runtime-Aws-Request-Id"]
connection.request("POST", path, str(answer.status).encode())
connection.getresponse().read()
