# Attaches to the server as a debugger, and to the first process that it sees.
# event: ${pid}
# ends: answered [-1, true]
import ctypes
import os

def handler(event, context):
    libc = ctypes.CDLL(None)
    own = open("/proc/1/comm").read().strip()
    return [libc.ptrace(16, event, 0, 0), own in ("bwrap", "python3", "python3.11")]
