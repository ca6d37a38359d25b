# Looks for files that the server left open.
# ends: answered []
import os

def handler(event, context):
    found = []
    for name in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink("/proc/self/fd/" + name)
        except OSError:
            continue
        if not target.startswith(("/dev/null", "/proc/", "pipe:", "socket:")):
            found.append(target)
    sockets = [name for name in os.listdir("/proc/self/fd") if os.path.realpath("/proc/self/fd/" + name).find("socket:") >= 0]
    return found + sockets[1:]
