# What is done to the cluster, and how it is undone; sourced.
# shellcheck shell=bash disable=SC2154,SC2034 # set and used by who sources this

schedule=()

# All faults in an order that the seed chooses.
make_schedule() {
  local kind i j swap
  for kind in "${kinds[@]}"; do
    for ((i = 0; i < ${times[$kind]:-0}; i++)); do
      schedule+=("$kind")
    done
  done
  RANDOM=$seed
  for ((i = ${#schedule[@]} - 1; i > 0; i--)); do
    j=$((RANDOM % (i + 1)))
    swap=${schedule[i]}
    schedule[i]=${schedule[j]}
    schedule[j]=$swap
  done
}

# The clock that Java's System.nanoTime reads, too.
nanoseconds() { /usr/bin/python3 -I -S -c 'import time; print(time.monotonic_ns())'; }

note() { # kind machine
  printf '{"kind": "%s", "target": "%s", "start": %s}\n' "$1" "$2" "$(nanoseconds)" >>"$directory/faults.jsonl"
  say "$(date +%T) $1 of $2"
}

# One fault from a whole cluster to a whole cluster.
inflict() { # kind
  local target
  case $1 in
    standby-kill) target=$(synchronous) ;;
    server-kill | server-freeze) target=${servers[RANDOM % ${#servers[@]}]} ;;
    rolling-restart | upgrade) target=${servers[*]} ;;
    *) target=$(leader) ;;
  esac
  hurt=$target
  "inflict_${1//-/_}" "$1" "$target"
  hurt=
  wait_whole 180
  for target in "${servers[@]}"; do
    wait_ready "$target" 60
  done
  sleep $((2 + RANDOM % 4))
}

# Rests, and does meanwhile what systemd does: what ended by itself is started again.
rest() { # seconds
  local until=$((SECONDS + $1))
  while [ "$SECONDS" -lt "$until" ]; do
    sleep 0.5
    revive
  done
}

# Rests until another database is the primary, and some seconds more.
rest_until_other_leads() { # machine seconds
  local until=$((SECONDS + 90)) now
  while [ "$SECONDS" -lt "$until" ]; do
    now=$(leader_but "$1")
    if [ -n "$now" ]; then
      rest "$2"
      return 0
    fi
    rest 1
  done
  say "nobody took over from $1 within 90 s"
}

inflict_node_kill() { # kind machine
  note "$1" "$2"
  while [ -n "$(pids_of "$2")" ]; do
    signal_all KILL "$2"
  done
  rest_until_other_leads "$2" 5
  start_database "$2"
}

inflict_standby_kill() { # kind machine
  note "$1" "$2"
  while [ -n "$(pids_of "$2")" ]; do
    signal_all KILL "$2"
  done
  rest 15
  start_database "$2"
}

inflict_postgres_kill() { # kind machine
  local postmaster
  postmaster=$(sed -n 1p "$work/$2/state/postgresql/postmaster.pid")
  note "$1" "$2"
  kill -KILL "$postmaster"
  rest 15
}

inflict_backend_kill() { # kind machine
  local backend
  backend=$(backends "$2" | sed -n 1p)
  [ -n "$backend" ] || { say "no backend of a server at $2"; return 1; }
  note "$1" "$2"
  kill -KILL "$backend"
  rest 15
}

inflict_server_kill() { # kind machine
  note "$1" "$2"
  kill -KILL "${pid[server-$2]}"
  sleep 5
  require_silent "$2"
  start_server "$2"
}

# A fault that did not come about would pass for one that does no harm.
require_silent() { # machine
  if is_ready "$1"; then
    say "$1 answers all the same"
    return 1
  fi
}

inflict_isolation() { # kind machine
  note "$1" "$2"
  cut_off "$2"
  rest_until_other_leads "$2" 5
  join "$2"
}

inflict_partition() { # kind machine
  note "$1" "$2"
  cut_off "$2" "${databases[@]}"
  rest_until_other_leads "$2" 5
  join "$2"
}

inflict_cancel() { # kind machine
  local until=$((SECONDS + 8))
  note "$1" "$2"
  cut_off "$2" "${databases[@]}"
  while [ "$SECONDS" -lt "$until" ]; do
    query "$2" "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'" >/dev/null 2>&1 ||
      break
    sleep 0.3
  done
  rest_until_other_leads "$2" 5
  join "$2"
}

inflict_patroni_freeze() { # kind machine
  note "$1" "$2"
  kill -STOP "${pid[patroni-$2]}"
  rest_until_other_leads "$2" 8
  kill -CONT "${pid[patroni-$2]}"
}

# A server that sees the old primary alone, for as long as nobody stops that.
inflict_split() { # kind machine
  local other others=()
  for other in "${databases[@]}"; do
    [ "$other" = "$2" ] || others+=("$other")
  done
  note "$1" "$2"
  kill -STOP "${pid[patroni-$2]}"
  cut_off "$2" "${others[@]}" "${servers[1]}"
  cut_off "${servers[0]}" "${others[@]}"
  rest_until_other_leads "$2" 15
  join "${servers[0]}"
  join "$2"
  kill -CONT "${pid[patroni-$2]}"
}

# The process of a standby that replays what it has received; Patroni would end a pause that is asked for by SQL.
replaying() { # machine
  local each
  for each in $(postgres_pids "$1"); do
    if grep -qa startup "/proc/$each/cmdline" 2>/dev/null; then
      printf '%s ' "$each"
    fi
  done
}

inflict_replay_pause() { # kind machine
  local other each stopped=
  note "$1" "$2"
  for other in "${databases[@]}"; do
    [ "$other" = "$2" ] || stopped+="$(replaying "$other") "
  done
  for each in $stopped; do
    kill -STOP "$each"
  done
  rest 10
  for each in $stopped; do
    kill -CONT "$each" 2>/dev/null || true
  done
}

inflict_postgres_freeze() { # kind machine
  local each frozen
  frozen=$(postgres_pids "$2")
  note "$1" "$2"
  for each in $frozen; do
    kill -STOP "$each" 2>/dev/null || true
  done
  rest_until_other_leads "$2" 8
  for each in $frozen; do
    kill -CONT "$each" 2>/dev/null || true
  done
}

inflict_server_freeze() { # kind machine
  note "$1" "$2"
  kill -STOP "${pid[server-$2]}"
  sleep 10
  require_silent "$2"
  kill -CONT "${pid[server-$2]}"
}

# One server after the other is told to stop and started again, the second once the proxy uses the first. Clients at the
# proxy must not notice, which is for the report to say.
inflict_rolling_restart() { # kind machines
  local machine start
  start=$(nanoseconds)
  say "$(date +%T) $1 of $2"
  for machine in $2; do
    restart_server "$machine" "${later[$machine]}"
  done
  note_spared "$1" "$2" "$start"
}

# Restarts a server by a release, until the proxy uses it again.
restart_server() { # machine formats
  hurt=$1
  kill -TERM "${pid[server-$1]}"
  wait_ended "$1" 30
  later[$1]=$2
  start_server "$1"
  hurt=
  wait_ready "$1" 60
  wait_used "$1" 30
}

note_spared() { # kind machines start
  printf '{"kind": "%s", "target": "%s", "start": %s, "end": %s, "spares": "%s"}\n' "$1" "$2" "$3" "$(nanoseconds)" \
    "${address[proxy]}:$port" >>"$directory/faults.jsonl"
}

# From one release to the next as docs/high-availability.md has it, with one server taken back and on again. Clients at
# the proxy must not notice, and who is refused must be refused.
inflict_upgrade() { # kind machines
  local machine start log=$work/app1/log/upgrade.err old=${later[app1]}
  local new=$((old + 1))
  start=$(nanoseconds)
  say "$(date +%T) $1 of $2"
  as_owner "$new" migrate --serving-role strongroom 2>>"$log" || { tail -n 5 "$log" >&2; return 1; }
  for machine in $2; do
    restart_server "$machine" "$new"
  done
  restart_server app2 "$old"
  require_refused "older release are running" as_owner "$new" finalise
  restart_server app2 "$new"
  as_owner "$new" finalise 2>>"$log" || { tail -n 5 "$log" >&2; return 1; }
  require_refused "serves no release before" serve_late "$old"
  sleep 2
  note_spared "$1" "$2" "$start"
}

# A third server by a release.
serve_late() { # formats
  local command
  choose_release "$1"
  inside app1 timeout 60 "${command[@]}" serve --config "$work/app1/etc/strongroom.properties" --node late \
    --root-key "$work/app1/etc/root-key" --data "$work/app1/state/late"
}

require_refused() { # reason command
  local said status=0
  said=$("${@:2}" 2>&1) || status=$?
  printf '%s\n' "$said" >>"$work/app1/log/upgrade.err"
  if [ "$status" != 2 ] || [[ $said != *"$1"* ]] || [ "$(wc -l <<<"$said")" != 1 ]; then
    say "not refused as it should be, but with $status: $said"
    return 1
  fi
}

# Until a server that was told to stop has ended.
wait_ended() { # machine seconds
  local until=$((SECONDS + $2))
  while is_running "server-$1"; do
    if [ "$SECONDS" -ge "$until" ]; then
      say "the server $1 has not ended after $2 s"
      return 1
    fi
    sleep 0.2
  done
}

inflict_switchover() { # kind machine
  local candidate
  candidate=$(synchronous)
  note "$1" "$2"
  inside "$2" "${as_postgres[@]}" patronictl -c "$work/$2/etc/patroni.yml" switchover --master "$2" \
    --candidate "$candidate" --force >>"$work/$2/log/switchover.log" 2>&1 || say "patronictl: see log-$2/switchover.log"
  rest 10
}

inflict_slow() { # kind machine
  note "$1" "$2"
  inside "$2" tc qdisc add dev sr-eth root tbf rate 256kbit burst 16k latency 1s
  rest 20
  inside "$2" tc qdisc del dev sr-eth root
}

inflict_full_disk() { # kind machine
  note "$1" "$2"
  # Refused at the end, as is meant.
  dd if=/dev/zero of="$work/$2/state/filler" bs=1M 2>/dev/null || true
  rest 30
  rm -f "$work/$2/state/filler"
}
