# A PostgreSQL of Debian's packages for a benchmark, with the settings that it comes with; sourced after common.sh.
# `start_database` sets `store`, the URL for the server.
# shellcheck shell=bash disable=SC2154 # set by who sources this

as_database() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

start_database() {
  local bin home=$directory/database
  bin=$(dirname "$(find /usr/lib/postgresql -name initdb | sort -V | tail -1)")
  mkdir -p "$home"
  if [ "$(id -u)" = 0 ]; then chown postgres "$home"; fi
  as_database "$bin/initdb" -D "$home/data" -A trust -U postgres >/dev/null
  port=$((20000 + RANDOM % 20000))
  as_database "$bin/postgres" -D "$home/data" -p "$port" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c "synchronous_commit=on" >"$directory/database.log" 2>&1 &
  database=$!
  for _ in $(seq 100); do
    if "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; then break; fi
    sleep 0.1
  done
  "$bin/createdb" -h 127.0.0.1 -p "$port" -U postgres strongroom
  store=postgres://postgres@127.0.0.1:$port/strongroom
}
stop_everything() {
  stop_all
  if [ -n "${database:-}" ]; then
    pkill -INT -P "$database" 2>/dev/null || kill -INT "$database" 2>/dev/null || true
    wait "$database" 2>/dev/null || true
  fi
}
trap stop_everything EXIT
