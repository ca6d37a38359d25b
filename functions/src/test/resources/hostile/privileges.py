# Looks at what the kernel would let it do.
# ends: answered ["0000000000000000", "0000000000000000", "1", true]
import os
import resource

def handler(event, context):
    lines = dict(line.split(":\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\t" in line)
    bounds = [resource.getrlimit(which)[1] for which in (resource.RLIMIT_CORE, resource.RLIMIT_NPROC)]
    return [lines["CapEff"], lines["CapBnd"], lines["NoNewPrivs"].strip(), bounds == [0, 64]]
