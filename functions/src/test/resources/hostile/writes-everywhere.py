# Writes into its code, the launchers, the system and the root.
# ends: answered []
import os

def handler(event, context):
    written = []
    for place in ("/var/task", "/var/runtime", "/usr", "/etc", "/", "/dev", "/proc/sys/kernel", "/var"):
        try:
            open(place + "/written", "w").close()
            written.append(place)
        except OSError:
            pass
    return written
