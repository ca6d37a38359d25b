#!/usr/bin/env python3
# Takes its call and ends.
# runs: bootstrap
# ends: failed Runtime.ExitError
import http.client
import os

connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
connection.request("GET", "/2018-06-01/runtime/invocation/next")
connection.getresponse().read()
