# Writes every byte there is, commands of terminals among them.
# ends: answered null
# log: a\.b\.\[31mc
import os

def handler(event, context):
    os.write(1, bytes(range(256)))
    os.write(1, b"\na\x00b\x1b[31mc\n")
