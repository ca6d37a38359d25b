-- wrk: send one request, read from a file, again and again.
--
--   wrk ... -s fixed.lua URL -- FILE
--
-- FILE holds a request line, fields, an empty line and a body. Host and Content-Length are added.
-- No request() is defined, so wrk puts the bytes together once and no Lua runs between requests.
-- Closes with one line of JSON on standard output.

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local text = file:read("*a")
  file:close()
  local head, body = text:match("^(.-)\r?\n\r?\n(.*)$")
  assert(head, "no empty line in " .. args[1])
  wrk.method, wrk.path = head:match("^(%S+) (%S+) HTTP/1%.1")
  for name, value in head:gmatch("\n([^:\r\n]+): ([^\r\n]*)") do
    wrk.headers[name] = value
  end
  wrk.body = body
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests_per_s": %.0f, "p50_us": %d, "p99_us": %d, "not_2xx": %d, "broken": %d}\n',
    summary.requests * 1e6 / summary.duration,
    latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
