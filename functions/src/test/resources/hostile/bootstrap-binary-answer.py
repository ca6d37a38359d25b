#!/usr/bin/env python3
# Answers in chunks, with bytes that are no text, and leaves.
# runs: bootstrap
# ends: answered ÿ
import http.client
import os

connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
connection.request("GET", "/2018-06-01/runtime/invocation/next")
event = connection.getresponse()
event.read()
path = "/2018-06-01/runtime/invocation/%s/response" % event.headers["Lambda-Runtime-Aws-Request-Id"]
connection.request("POST", path, iter([b"\xc3", b"\xbf"]), encode_chunked=True, headers={"Transfer-Encoding": "chunked"})
connection.getresponse().read()
