# Looks for variables of the server's.
# ends: answered []
import os

def handler(event, context):
    lambdas = {"PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "NODE_PATH", "LANG", "TZ", "HOME", "TMPDIR", "PWD",
               "_HANDLER", "_X_AMZN_TRACE_ID", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "LC_CTYPE",
               "NODE_EXTRA_CA_CERTS"}
    return sorted(name for name in os.environ if name not in lambdas and not name.startswith("AWS_"))
