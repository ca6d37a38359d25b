# Announces a long answer, sends a part of it, and goes away; then answers well.
# ends: answered "whole"
import os
import socket

def handler(event, context):
    host, port = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
    connection = socket.create_connection((host, int(port)))
    path = "/2018-06-01/runtime/invocation/%s/response" % context.aws_request_id
    connection.sendall(("POST %s HTTP/1.1\r\nContent-Length: 1000\r\n\r\nhalf" % path).encode())
    connection.shutdown(socket.SHUT_WR)
    connection.recv(1)
    return "whole"
