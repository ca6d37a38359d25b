# A PostgreSQL of Debian's packages for a benchmark, with the settings that it comes with; sourced after common.sh.
# `start_database` sets `store`, the URL for the server.
# shellcheck shell=bash disable=SC2154 # set by who sources this

as_database() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

start_database() {
  local home=$directory/database
  programs=$(dirname "$(find /usr/lib/postgresql -name initdb | sort -V | tail -1)")
  mkdir -p "$home"
  if [ "$(id -u)" = 0 ]; then chown postgres "$home"; fi
  as_database "$programs/initdb" -D "$home/data" -A trust -U postgres >/dev/null
  port=$((20000 + RANDOM % 10000))
  as_database "$programs/pg_ctl" -D "$home/data" -w -l "$home/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start >/dev/null
  database=$home/data
  "$programs/createdb" -h 127.0.0.1 -p "$port" -U postgres strongroom
  # shellcheck disable=SC2034 # read by who sources this
  store=postgres://postgres@127.0.0.1:$port/strongroom
}
stop_everything() {
  stop_all
  if [ -n "${database:-}" ]; then
    as_database "$programs/pg_ctl" -D "$database" -m fast stop >/dev/null
  fi
}
trap stop_everything EXIT
