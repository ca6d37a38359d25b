// Runs a function in node over the Lambda Runtime API. No packages; node 16 or newer.
import dns from "node:dns";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import util from "node:util";

const API = "/2018-06-01/runtime";
const LOGGED_ERROR = 8192;
const REAL_SERVICE = new RegExp(
  "^(?:[a-z0-9-]+\\.)*(?:secretsmanager|kms|sts|iam|lambda|organizations)(?:-fips)?" +
    "(?:\\.[a-z0-9-]+)?\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)\\.?$", "i");

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
let requestId = "";

function request(method, where, body, errorType) {
  const headers = {};
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    headers["Content-Length"] = body.length;
  }
  if (errorType) {
    headers["Lambda-Runtime-Function-Error-Type"] = errorType.replace(/[^\x21-\x7e]/g, "");
  }
  return new Promise((resolve, reject) => {
    const asked = http.request({ host, port, agent, method, path: API + where, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
      answer.on("error", reject);
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

// An SDK that does not look at AWS_ENDPOINT_URL would send secrets to the real service.
function refuseRealServices() {
  const lookup = dns.lookup;
  dns.lookup = function (name, options, callback) {
    if (!REAL_SERVICE.test(name)) {
      return lookup.call(dns, name, options, callback);
    }
    const done = typeof options === "function" ? options : callback;
    const error = new Error(
      name + " is not called from here: this SDK does not look at AWS_ENDPOINT_URL." +
        " Use the AWS SDK for JavaScript 3.428 or newer, or hand the address over as endpoint.");
    error.code = "ENOTFOUND";
    process.nextTick(done, error);
    return {};
  };
}

function setUpLogging() {
  const levels = { log: "INFO", info: "INFO", debug: "DEBUG", warn: "WARN", error: "ERROR", trace: "TRACE" };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...parts) => {
      const text = util.format(...parts).replace(/\n/g, "\r");
      write([new Date().toISOString(), requestId || "undefined", level, text].join("\t"));
    };
  }
}

// Synchronous, so that all is written when the answer goes out.
function write(line) {
  const bytes = Buffer.from(line.replace(/\r/g, "\n") + "\n");
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== "EAGAIN") {
        return;
      }
    }
  }
}

class InitError extends Error {
  constructor(type, message, stack) {
    super(message);
    this.name = type;
    this.stack = stack || "";
  }
}

async function load(name) {
  const slash = name.lastIndexOf("/");
  const dot = name.indexOf(".", slash + 1);
  if (dot < 0) {
    throw new InitError("Runtime.MalformedHandlerName", "Bad handler '" + name + "': no dot in it");
  }
  const module = name.slice(0, dot);
  const loaded = await importModule(module, path.resolve(process.env.LAMBDA_TASK_ROOT, module));
  const handler = name.slice(dot + 1).split(".").reduce((at, key) => (at == null ? at : at[key]), loaded);
  if (typeof handler !== "function") {
    throw new InitError("Runtime.HandlerNotFound", name + " is undefined or not exported");
  }
  return handler;
}

async function importModule(name, base) {
  try {
    if (fs.existsSync(base + ".mjs")) {
      return await import(pathToFileURL(base + ".mjs"));
    }
    const file = [base, base + ".js", base + ".cjs"].find((at) => fs.existsSync(at) && fs.statSync(at).isFile());
    if (file === undefined) {
      throw new InitError("Runtime.ImportModuleError", "Error: Cannot find module '" + name + "'");
    }
    if (file.endsWith(".js") && isModule(path.dirname(file))) {
      return await import(pathToFileURL(file));
    }
    return createRequire(pathToFileURL(file))(file);
  } catch (error) {
    if (error instanceof InitError) {
      throw error;
    }
    if (error instanceof SyntaxError) {
      throw new InitError("Runtime.UserCodeSyntaxError", String(error), error.stack);
    }
    if (error && (error.code === "MODULE_NOT_FOUND" || error.code === "ERR_MODULE_NOT_FOUND")) {
      throw new InitError("Runtime.ImportModuleError", String(error), error.stack);
    }
    throw error;
  }
}

function isModule(directory) {
  for (let at = directory; ; at = path.dirname(at)) {
    const file = path.join(at, "package.json");
    if (fs.existsSync(file)) {
      return JSON.parse(fs.readFileSync(file, "utf8")).type === "module";
    }
    if (at === path.dirname(at)) {
      return false;
    }
  }
}

function contextOf(headers, settle) {
  const env = process.env;
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const client = headers["lambda-runtime-client-context"];
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    awsRequestId: requestId,
    clientContext: client ? JSON.parse(client) : undefined,
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: (error, result) => settle(error, result),
    succeed: (result) => settle(null, result),
    fail: (error) => settle(error || new Error("handled"), undefined),
  };
}

// Calls the handler. What it gives back is a promise, or it calls back; if it does neither, its
// answer is null once there is nothing left to do.
function call(handler, event, headers) {
  return new Promise((resolve, reject) => {
    let settled = false;
    const finish = (error, result) => {
      process.removeAllListeners("beforeExit");
      error == null ? resolve(result) : reject(error);
    };
    const settle = (error, result) => {
      if (settled) {
        return;
      }
      settled = true;
      process.removeAllListeners("beforeExit");
      if (error == null && context.callbackWaitsForEmptyEventLoop) {
        process.once("beforeExit", () => finish(null, result));
      } else {
        finish(error, result);
      }
    };
    const context = contextOf(headers, settle);
    process.once("beforeExit", () => finish(null, null));
    const result = handler(event, context, settle);
    if (result != null && typeof result.then === "function") {
      result.then((value) => finish(null, value), (error) => finish(error ?? new Error("unknown"), null));
    }
  });
}

function documentOf(error, type) {
  const isError = error instanceof Error || util.types.isNativeError(error);
  const errorType = type || (isError ? error.name : typeof error);
  const message = isError ? error.message : String(error);
  const trace = isError && error.stack ? String(error.stack).split("\n") : [];
  write([new Date().toISOString(), requestId || "undefined", "ERROR", "Invoke Error",
    JSON.stringify({ errorType, errorMessage: message, stack: trace }).slice(0, LOGGED_ERROR)].join("\t"));
  return { errorType, body: Buffer.from(JSON.stringify({ errorType, errorMessage: message, requestId, trace, stackTrace: trace })) };
}

async function fail(error, type) {
  const { errorType, body } = documentOf(error, type);
  await request("POST", "/invocation/" + requestId + "/error", body, errorType);
}

async function one(handler) {
  const event = await request("GET", "/invocation/next");
  if (event.status !== 200) {
    process.exit(1);
  }
  requestId = event.headers["lambda-runtime-aws-request-id"];
  process.env._X_AMZN_TRACE_ID = event.headers["lambda-runtime-trace-id"] || "";
  let body;
  try {
    const result = await call(handler, JSON.parse(event.body.toString("utf8")), event.headers);
    body = Buffer.from(JSON.stringify(result === undefined ? null : result) ?? "null");
  } catch (error) {
    await fail(error);
    return;
  }
  await request("POST", "/invocation/" + requestId + "/response", body);
}

async function main() {
  setUpLogging();
  refuseRealServices();
  const stop = (type, status) => async (error) => {
    if (requestId) {
      await fail(error, type).catch(() => {});
    }
    process.exit(status);
  };
  process.on("uncaughtException", stop(undefined, 129));
  process.on("unhandledRejection", stop("Runtime.UnhandledPromiseRejection", 128));
  let handler;
  try {
    handler = await load(process.env._HANDLER);
  } catch (error) {
    const { errorType, body } = documentOf(error);
    await request("POST", "/init/error", body, errorType);
    process.exit(1);
  }
  for (;;) {
    await one(handler);
  }
}

main().catch(() => process.exit(1));
