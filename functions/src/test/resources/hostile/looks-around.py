# Looks for whatever is not the system's, in all directories it may enter.
# event: "${root}"
# ends: answered []
import os

def handler(event, context):
    found = [path for path in (event, "/root", "/home", "/srv", "/opt", "/mnt", "/run", "/var/lib") if os.path.exists(path)]
    for path in ("/etc/shadow", "/etc/ssh", "/etc/ssl/private", "/sys", "/boot"):
        if os.path.exists(path):
            found.append(path)
    return found
