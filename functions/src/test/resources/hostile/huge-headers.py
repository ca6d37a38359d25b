# Sends a head of a million bytes.
# ends: answered true
import os
import socket

def handler(event, context):
    host, port = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
    connection = socket.create_connection((host, int(port)))
    try:
        connection.sendall(b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nX: " + b"x" * 1_000_000)
        return connection.recv(1) == b""
    except ConnectionError:
        return True
