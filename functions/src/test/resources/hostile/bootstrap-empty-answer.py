#!/usr/bin/env python3
# Answers with nothing at all.
# runs: bootstrap
# ends: answered
import http.client
import os
import time

connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
connection.request("GET", "/2018-06-01/runtime/invocation/next")
event = connection.getresponse()
event.read()
connection.request("POST", "/2018-06-01/runtime/invocation/%s/response" % event.headers["Lambda-Runtime-Aws-Request-Id"], b"")
connection.getresponse().read()
time.sleep(600)
