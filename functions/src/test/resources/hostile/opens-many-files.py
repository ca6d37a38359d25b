# Opens files until it is refused.
# ends: answered true
def handler(event, context):
    files = []
    try:
        for _ in range(10_000):
            files.append(open("/dev/null"))
    except OSError:
        return len(files) <= 256
    finally:
        for file in files:
            file.close()
    return False
