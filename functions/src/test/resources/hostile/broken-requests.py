# Sends what is no request, each on a connection of its own.
# ends: answered ["", "", "", "", "", ""]
import os
import socket

def handler(event, context):
    host, port = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
    path = "/2018-06-01/runtime/invocation/%s/response" % context.aws_request_id
    said = []
    for text in ("\0\1\2\n\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\nno field\r\n\r\n",
                 "POST %s HTTP/1.1\r\nContent-Length: -1\r\n\r\n" % path,
                 "POST %s HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}" % path,
                 "POST %s HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" % path):
        connection = socket.create_connection((host, int(port)))
        connection.sendall(text.encode())
        try:
            said.append(connection.recv(100).decode())
        except ConnectionError:
            said.append("")
    return said
