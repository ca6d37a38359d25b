# Opens connections that never finish a request.
# ends: answered "done"
import os
import socket

held = []

def handler(event, context):
    host, port = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
    for _ in range(100):
        try:
            connection = socket.create_connection((host, int(port)), 1)
            connection.sendall(b"POST /2018-06-01/runtime/invocation/")
            held.append(connection)
        except OSError:
            pass
    return "done"
