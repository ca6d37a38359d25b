-- wrk: send requests from a file, each once.
--
--   wrk -tTHREADS ... -s many.lua URL -- FILE THREADS
--
-- FILE holds requests as they go over the wire, each behind a line with its length. Threads share
-- them out. When they run out the last one is repeated, and the line of JSON says so.

local threads = {}

function setup(thread)
  thread:set("place", #threads)
  table.insert(threads, thread)
end

function init(args)
  local stride = tonumber(args[2])
  requests = {}
  local file = assert(io.open(args[1], "rb"))
  local index = 0
  while true do
    local length = file:read("*l")
    if not length then break end
    local text = file:read(tonumber(length))
    if index % stride == place then
      requests[#requests + 1] = text
    end
    index = index + 1
  end
  file:close()
  sent = 0
end

function request()
  if sent < #requests then
    sent = sent + 1
    return requests[sent]
  end
  exhausted = true
  return requests[#requests]
end

function done(summary, latency)
  local errors = summary.errors
  local out_of_requests = false
  for _, thread in ipairs(threads) do
    out_of_requests = out_of_requests or thread:get("exhausted") == true
  end
  io.write(string.format(
    '{"requests_per_s": %.0f, "p50_us": %d, "p99_us": %d, "not_2xx": %d, "broken": %d, "exhausted": %s}\n',
    summary.requests * 1e6 / summary.duration,
    latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    tostring(out_of_requests)))
end
