# Mounts a file system, makes a device, and leaves the root.
# ends: answered [-1, -1, -1]
import ctypes

def handler(event, context):
    libc = ctypes.CDLL(None)
    return [
        libc.mount(b"none", b"/tmp", b"tmpfs", 0, None),
        libc.mknod(b"/tmp/disk", 0o60666, 0x0801),
        libc.chroot(b"/tmp"),
    ]
