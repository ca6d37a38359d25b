#!/usr/bin/env python3
# Asks for work on two connections; the later one gets it.
# runs: bootstrap
# ends: answered 403
import http.client
import os
import threading

def ask(said):
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request("GET", "/2018-06-01/runtime/invocation/next")
    answer = connection.getresponse()
    answer.read()
    said.append((connection, answer))

said = []
threads = [threading.Thread(target=ask, args=(said,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
statuses = sorted(answer.status for _, answer in said)
connection, event = next(pair for pair in said if pair[1].status == 200)
path = "/2018-06-01/runtime/invocation/%s/response" % event.headers["Lambda-Runtime-Aws-Request-Id"]
connection.request("POST", path, str(statuses[1]).encode())
connection.getresponse().read()
