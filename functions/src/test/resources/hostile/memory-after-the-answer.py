# Takes memory once it has answered.
# memory: 128
# ends: answered "soon"
import threading

held = []

def grow():
    while len(held) < 4096:
        held.append(bytearray(1 << 20))

def handler(event, context):
    threading.Timer(0.2, grow).start()
    return "soon"
