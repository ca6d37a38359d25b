# Becomes root, by itself and by a program that may.
# ends: answered [true, true]
import os
import subprocess

def handler(event, context):
    try:
        os.setuid(0)
    except OSError:
        pass
    told = subprocess.run(["/bin/su", "-c", "id -u"], stdin=subprocess.DEVNULL, capture_output=True)
    return [os.getuid() != 0 or os.access("/etc/shadow", os.F_OK) is False, told.stdout.strip() != b"0"]
