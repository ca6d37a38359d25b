# Reads the environment and the memory of the server's process.
# event: ${pid}
# ends: answered ["FileNotFoundError", "FileNotFoundError", "FileNotFoundError"]
def handler(event, context):
    said = []
    for name in ("environ", "mem", "fd/0"):
        try:
            open("/proc/%d/%s" % (event, name), "rb").read(16)
            said.append("read")
        except OSError as error:
            said.append(type(error).__name__)
    return said
