# What is measured: the echo, and stores with so many secrets; sourced after common.sh.
# shellcheck shell=bash disable=SC2154 # set by who sources this

start_echo() {
  local log=$directory/echo.log
  : >"$log"
  # shellcheck disable=SC2046 # a list of words
  "$java" $(./strongroom --jvm-options) -cp "bench/target/classes:$(cat bench/target/classpath)" \
    io.strongroom.bench.EchoServer 0 bench/lib/get-secret-value-answer.json >"$log" 2>&1 &
  started+=($!)
  wait_ready "$log"
}

# Serves the store with so many secrets.
serve_store() { # secrets, more options of serve
  start_server --data "$directory/$1.data" --root-key "$directory/$1.root-key" "${@:2}"
}

# Makes the store with so many secrets and a user who may read them, unless they are left from the last time.
prepare_store() { # secrets
  local place=$directory/$1
  [ ! -e "$place.user.json" ] || return 0
  rm -rf "$place.data" "$place.root-key"
  ./strongroom init --data "$place.data" --root-key "$place.root-key" --json >"$place.json" 2>/dev/null
  say "filling a store with $1 secrets"
  "$java" -Xmx512m --enable-native-access=ALL-UNNAMED -cp "bench/target/classes:$(cat bench/target/classpath)" \
    io.strongroom.bench.Fill "$place.data" "$place.root-key" "$1" >&2
  serve_store "$1"
  program io.strongroom.bench.Requests reader "$url" "$place.json" "$place.user.new"
  mv "$place.user.new" "$place.user.json"
  stop_all
}

resident_mb() { # of what was started last
  echo $(($(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/${started[-1]}/status") / 1024))
}
