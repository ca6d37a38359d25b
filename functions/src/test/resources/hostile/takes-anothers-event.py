# Asks for work where another function's process should.
# event: ${otherPort}
# ends: answered ""
import socket

def handler(event, context):
    connection = socket.create_connection(("127.0.0.1", event), 5)
    try:
        connection.sendall(b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\r\n")
        return connection.recv(1000).decode()
    except ConnectionError:
        return ""
