# Starts threads until it is refused.
# ends: answered true; failed Runtime.ExitError
import threading
import time

def handler(event, context):
    for _ in range(1000):
        try:
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        except RuntimeError:
            return True
    return False
