# Leaves a child that listens on a port.
# ends: answered "listening"
import os
import socket
import time

def handler(event, context):
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    if os.fork() == 0:
        os.setsid()
        time.sleep(600)
    return "listening"
