# Waits for input.
# ends: answered ""
import sys

def handler(event, context):
    return sys.stdin.read()
