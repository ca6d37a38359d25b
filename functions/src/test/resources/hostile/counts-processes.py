# Counts the processes that it can see: those of its own sandbox.
# ends: answered true
import os

def handler(event, context):
    return len([name for name in os.listdir("/proc") if name.isdigit()]) <= 3
