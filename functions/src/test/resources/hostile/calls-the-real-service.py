# Calls the real service, as an old SDK would.
# ends: failed RuntimeError
# log: this SDK does not look at AWS_ENDPOINT_URL
import socket

def handler(event, context):
    socket.create_connection(("secretsmanager.eu-central-1.amazonaws.com", 443), 1)
