"""Runs a function in Python over the Lambda Runtime API. Standard library only, Python 3.6 or newer."""

import importlib
import json
import logging
import os
import re
import socket
import sys
import time
import traceback

API = "/2018-06-01/runtime"
LOGGED_ERROR = 8192
LAUNCHER = os.path.abspath(__file__)
REAL_SERVICE = re.compile(
    r"(?:[a-z0-9-]+\.)*(?:secretsmanager|kms|sts|iam|lambda|organizations)(?:-fips)?"
    r"(?:\.[a-z0-9-]+)?\.(?:amazonaws\.com(?:\.cn)?|api\.aws)"
)


class Context:
    """What a handler learns about its call."""

    def __init__(self, headers):
        env = os.environ
        self.function_name = env["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = env["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = env["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = env["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.invoked_function_arn = headers["lambda-runtime-invoked-function-arn"]
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.identity = Identity()
        client = headers.get("lambda-runtime-client-context")
        self.client_context = ClientContext(json.loads(client)) if client else None
        self._deadline_ms = int(headers["lambda-runtime-deadline-ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


class Identity:
    cognito_identity_id = None
    cognito_identity_pool_id = None


class ClientContext:
    def __init__(self, document):
        self.custom = document.get("custom")
        self.env = document.get("env")
        client = document.get("client")
        self.client = None if client is None else Client(client)


class Client:
    def __init__(self, document):
        for name in ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"):
            setattr(self, name, document.get(name))


class Api:
    """The server's side of the Runtime API, over one connection. http.client would double the time of a start."""

    def __init__(self):
        self._authority = os.environ["AWS_LAMBDA_RUNTIME_API"]
        host, port = self._authority.rsplit(":", 1)
        self._socket = socket.create_connection((host, int(port)))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._answers = self._socket.makefile("rb")

    def next(self):
        status, headers, body = self._exchange("GET", "/invocation/next", [], b"")
        if status != 200:
            sys.exit(1)
        return headers, body

    def post(self, path, body, error_type=None):
        fields = ["Content-Type: application/json"]
        if error_type:
            fields.append("Lambda-Runtime-Function-Error-Type: " + re.sub(r"[^\x21-\x7e]", "", error_type))
        self._exchange("POST", path, fields, body)

    def _exchange(self, method, path, fields, body):
        lines = ["%s %s%s HTTP/1.1" % (method, API, path), "Host: " + self._authority]
        lines += fields + ["Content-Length: %d" % len(body), "", ""]
        self._socket.sendall("\r\n".join(lines).encode("ascii") + body)
        status = int(self._line().split(" ", 2)[1])
        headers = {}
        for line in iter(self._line, ""):
            name, value = line.split(":", 1)
            headers[name.lower()] = value.strip()
        return status, headers, self._answers.read(int(headers["content-length"]))

    def _line(self):
        line = self._answers.readline()
        if not line:
            # The server has closed the connection: there is nothing more to do.
            sys.exit(1)
        return line.decode("ascii").rstrip("\r\n")


class CallFilter(logging.Filter):
    request_id = ""

    def filter(self, record):
        record.aws_request_id = CallFilter.request_id
        return True


def set_up_logging():
    handler = logging.StreamHandler(sys.stdout)
    form = logging.Formatter(
        "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    form.converter = time.gmtime
    handler.setFormatter(form)
    handler.addFilter(CallFilter())
    logging.getLogger().addHandler(handler)


def refuse_real_services():
    """An SDK that does not look at AWS_ENDPOINT_URL would send secrets to the real service."""
    resolve = socket.getaddrinfo

    def getaddrinfo(host, *args, **kwargs):
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if isinstance(name, str) and REAL_SERVICE.fullmatch(name.rstrip(".").lower()):
            raise RuntimeError(
                name + " is not called from here: this SDK does not look at AWS_ENDPOINT_URL."
                " Use botocore 1.31 or newer, or hand the address over as endpoint_url."
            )
        return resolve(host, *args, **kwargs)

    socket.getaddrinfo = getaddrinfo


class InitError(Exception):
    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.trace = list(trace)


def load(name):
    """Imports the module of a handler and returns its function."""
    module_name, dot, function = name.rpartition(".")
    if not dot:
        raise InitError("Runtime.MalformedHandlerName", "Bad handler '%s': no dot in it" % name)
    module_name = module_name.replace("/", ".")
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        raise InitError("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, error))
    except SyntaxError as error:
        text = "Syntax error in module '%s': %s" % (module_name, error)
        raise InitError("Runtime.UserCodeSyntaxError", text, frames(error))
    except Exception as error:
        raise InitError(type(error).__name__, text_of(error), frames(error))
    handler = getattr(module, function, None)
    if handler is None:
        text = "Handler '%s' missing on module '%s'" % (function, module_name)
        raise InitError("Runtime.HandlerNotFound", text)
    return handler


def frames(error):
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if not is_ours(frame.filename)]
    return traceback.format_list(own)


def is_ours(file):
    return os.path.abspath(file) == LAUNCHER or "importlib" in file


def text_of(error):
    try:
        return str(error)
    except Exception:
        return "an error without a text"


def document(error_type, message, trace, request_id=""):
    lines = "Traceback (most recent call last):\n" + "".join(trace) if trace else ""
    print("[ERROR] %s: %s\n%s" % (error_type, message[:LOGGED_ERROR], lines), end="" if lines else "")
    return json.dumps(
        {"errorMessage": message, "errorType": error_type, "requestId": request_id, "stackTrace": trace}
    ).encode("ascii")


def run(handler, body, context):
    """Calls the handler; returns its answer and None, or an error document and the error's type."""
    request_id = context.aws_request_id
    try:
        event = json.loads(body.decode("utf-8"))
    except Exception as error:
        error_type = "Runtime.UnmarshalError"
        return document(error_type, "Unable to unmarshal input: " + text_of(error), [], request_id), error_type
    try:
        result = handler(event, context)
    except Exception as error:
        error_type = type(error).__name__
        return document(error_type, text_of(error), frames(error), request_id), error_type
    try:
        return json.dumps(result, default=whole_number).encode("ascii"), None
    except Exception as error:
        error_type = "Runtime.MarshalError"
        return document(error_type, "Unable to marshal response: " + text_of(error), [], request_id), error_type


def whole_number(value):
    """What json does not know: a Decimal, as database drivers give them."""
    if type(value).__name__ == "Decimal":
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass


def main():
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    set_up_logging()
    refuse_real_services()
    api = Api()
    try:
        handler = load(os.environ["_HANDLER"])
    except InitError as error:
        body = document(error.error_type, text_of(error), error.trace)
        flush()
        api.post("/init/error", body, error.error_type)
        sys.exit(1)
    while True:
        headers, body = api.next()
        trace_id = headers.get("lambda-runtime-trace-id")
        if trace_id:
            os.environ["_X_AMZN_TRACE_ID"] = trace_id
        context = Context(headers)
        CallFilter.request_id = context.aws_request_id
        answer, error_type = run(handler, body, context)
        flush()
        path = "/invocation/" + context.aws_request_id
        api.post(path + ("/error" if error_type else "/response"), answer, error_type)


if __name__ == "__main__":
    main()
