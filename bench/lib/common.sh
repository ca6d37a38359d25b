# What the benchmarks that start servers share; sourced. Before the functions are called, `directory` is where
# they keep files, `threads` and `connections` are those of wrk.
# shellcheck shell=bash disable=SC2154 # set by who sources this

# shellcheck source=bench/lib/java.sh
. bench/lib/java.sh

started=()

stop_all() {
  for pid in "${started[@]:-}"; do
    [ -n "$pid" ] || continue
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  started=()
}
trap stop_all EXIT

# Builds unless nothing has changed since the last time.
build() {
  local changed=first
  if [ -f bench/target/classpath ]; then
    changed=$(find ./*/src/main ./*/pom.xml pom.xml -newer bench/target/classpath -print -quit)
  fi
  if [ -n "$changed" ]; then
    say "building"
    mvn -q -B -pl bench -am -Dmaven.test.skip=true compile dependency:build-classpath \
      -Dmdep.outputFile=target/classpath -DincludeScope=runtime >&2
  fi
}

wait_ready() { # log
  for _ in $(seq 400); do
    url=$(sed -n 's/^ready //p' "$1")
    [ -z "$url" ] || return 0
    kill -0 "${started[-1]}" 2>/dev/null || break
    sleep 0.02
  done
  say "${0##*/}: nothing became ready; see $1"
  exit 1
}

program() { # the server's own options, so that echo and server run alike
  "$java" -XX:-UsePerfData --enable-native-access=ALL-UNNAMED -cp "bench/target/classes:$(cat bench/target/classpath)" "$@"
}

# What starts a server; another way to start it has the same options after it.
launcher=(./strongroom)

start_server() { # more options of serve
  local log=$directory/server.log began
  : >"$log"
  began=$(date +%s%N)
  local where=(--data "$directory/data")
  case " $* " in *" --data "*) where=() ;; esac
  case " $* " in *" --root-key "*) ;; *) where+=(--root-key "$directory/root-key") ;; esac
  "${launcher[@]}" serve "${where[@]}" --port 0 "$@" \
    >"$log" 2>"$directory/server.err" &
  started+=($!)
  wait_ready "$log"
  ready_ms=$((($(date +%s%N) - began) / 1000000))
}

# Prints the JSON line of one run under load.
load() { # seconds script file
  wrk -t$threads -c$connections -d"$1s" --timeout 20s -s "bench/lib/$2" "$url" -- "$3" $threads | tail -1
}

rate() { sed 's/.*"requests_per_s": \([0-9]*\).*/\1/' <<<"$1"; }

faults() { sed 's/.*"not_2xx": \([0-9]*\), "broken": \([0-9]*\).*/\1 \2/' <<<"$1"; }

require_clean() { # name, JSON line
  case $2 in *'"exhausted": true'*) say "${0##*/}: $1 ran out of requests: $2"; exit 1 ;; esac
  if [ "$(faults "$2")" != "0 0" ]; then
    say "${0##*/}: $1 had faults: $2"
    exit 1
  fi
}

median() { printf '%s\n' "$@" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }

require() { # command
  command -v "$1" >/dev/null || { say "${0##*/}: $1 is missing"; exit 2; }
}
