# Becomes a program that knows nothing of the Runtime API.
# timeout: 1
# ends: failed Sandbox.Timedout
import os

def handler(event, context):
    os.execv("/bin/sleep", ["sleep", "600"])
