# The machines of the cluster, each a network namespace at one bridge, with the very files of deploy/; sourced.
# `work` is the directory of their files, `settings` the file that deploy/prepare takes.
# shellcheck shell=bash disable=SC2154 # set by who sources this

databases=(db1 db2 db3)
servers=(app1 app2)
machines=("${databases[@]}" "${servers[@]}" proxy client)
declare -A address=([db1]=10.213.0.11 [db2]=10.213.0.12 [db3]=10.213.0.13 [app1]=10.213.0.21 [app2]=10.213.0.22
  [proxy]=10.213.0.31 [client]=10.213.0.41)
port=42000
declare -A pid=()

inside() { # machine command
  ip netns exec "sr-$1" "${@:2}"
}

# Under their own home: the libraries of PostgreSQL look there for certificates.
as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups --no-new-privs env HOME=/nonexistent)

# Every process of a machine is one that was started here, or its child.
pids_of() { # machine
  ip netns pids "sr-$1" 2>/dev/null || true
}

signal_all() { # signal machine
  local each
  for each in $(pids_of "$2"); do
    kill "-$1" "$each" 2>/dev/null || true
  done
}

make_network() {
  local machine
  ip netns add sr-lan
  ip -n sr-lan link add lan type bridge forward_delay 0
  ip -n sr-lan link set lan up
  for machine in "${machines[@]}"; do
    ip netns add "sr-$machine"
    ip -n "sr-$machine" link set lo up
    ip link add sr-eth netns "sr-$machine" type veth peer name "$machine" netns sr-lan
    ip -n sr-lan link set "$machine" master lan up
    ip -n "sr-$machine" addr add "${address[$machine]}/24" dev sr-eth
    ip -n "sr-$machine" link set sr-eth up
  done
}

# Kills what runs in the namespaces and removes them.
remove_network() {
  local machine left
  for machine in "${machines[@]}"; do
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      left=$(pids_of "$machine")
      [ -n "$left" ] || break
      # Without a pause: Patroni starts what it finds dead.
      signal_all KILL "$machine"
      sleep 0.1
    done
  done
  for machine in "${machines[@]}" lan; do
    [ ! -e "/run/netns/sr-$machine" ] || ip netns del "sr-$machine"
  done
}

exist_namespaces() {
  local machine
  for machine in "${machines[@]}" lan; do
    [ ! -e "/run/netns/sr-$machine" ] || return 0
  done
  return 1
}

# One directory for each machine: in etc what deploy/prepare made, in state its data, in log what it says.
prepare_machines() {
  local machine file
  mkdir -p "$work/made" "$work/client/log"
  for machine in "${databases[@]}" "${servers[@]}" proxy; do
    mkdir -p "$work/$machine"/{etc,state,run,log}
    chmod 711 "$work/$machine"
    # A disk of its own where it is to be filled.
    if [ -n "${times[full-disk]:-}" ] && [[ $machine = db* ]]; then
      mount -t tmpfs -o size=1500m,mode=700 strongroom "$work/$machine/state"
    fi
    # Each has directories of its own here, as they are all on one machine.
    {
      for file in "${databases[@]}" "${servers[@]}" proxy; do
        printf '%s=%s\n' "$file" "${address[$file]}"
      done
      printf 'port=%s\netc=%s\nstate=%s\nrun=%s\npostgresql=%s\n' "$port" "$work/$machine/etc" "$work/$machine/state" \
        "$work/$machine/run" "$postgresql"
    } >"$work/settings"
    deploy/prepare "$work/settings" "$work/made"
    cp -p "$work/made/$machine"/* "$work/$machine/etc/"
  done
  for machine in "${databases[@]}"; do
    chown -R postgres:postgres "$work/$machine"
  done
}

start_etcd() { # machine
  (
    set -a
    # shellcheck disable=SC1090 # made above
    . "$work/$1/etc/etcd.env"
    exec ip netns exec "sr-$1" "${as_postgres[@]}" etcd
  ) >>"$work/$1/log/etcd.log" 2>&1 &
  pid[etcd-$1]=$!
  disown
}

start_patroni() { # machine
  (
    umask 077
    exec ip netns exec "sr-$1" "${as_postgres[@]}" patroni "$work/$1/etc/patroni.yml"
  ) >>"$work/$1/log/patroni.log" 2>&1 &
  pid[patroni-$1]=$!
  disown
}

start_database() { # machine
  start_etcd "$1"
  start_patroni "$1"
}

start_proxy() {
  (exec ip netns exec sr-proxy haproxy -db -f "$work/proxy/etc/haproxy.cfg") >>"$work/proxy/log/haproxy.log" 2>&1 &
  pid[proxy]=$!
  disown
}

# What the proxy takes a server for: UP, NOLB while it drains, or DOWN.
seen_by_proxy() { # machine
  /usr/bin/python3 -I -S -c 'import socket, sys
proxy = socket.socket(socket.AF_UNIX)
proxy.connect(sys.argv[1])
proxy.sendall(b"show stat\n")
sys.stdout.write(b"".join(iter(lambda: proxy.recv(65536), b"")).decode())' "$work/proxy/run/haproxy.sock" |
    awk -F, -v machine="$1" '$1 == "servers" && $2 == machine { print $18 }'
}

wait_used() { # machine seconds
  local until=$((SECONDS + $2))
  until [ "$(seen_by_proxy "$1")" = UP ]; do
    if [ "$SECONDS" -ge "$until" ]; then
      say "the proxy does not use $1 after $2 s: $(seen_by_proxy "$1")"
      return 1
    fi
    sleep 0.3
    revive
  done
}

# What Patroni of a machine says at a path of its REST interface.
ask_patroni() { # machine path
  inside client curl -s --max-time 2 --cacert "$work/made/ca.crt" --cert "$work/made/db1/machine.crt" \
    --key "$work/made/db1/machine.key" "https://${address[$1]}:8008/$2"
}

# The members as lines of name, role, state and lag, as the first Patroni that answers sees them.
members() { # [a machine that is not asked]
  local machine answer
  for machine in "${databases[@]}"; do
    [ "$machine" != "${1:-}" ] || continue
    if answer=$(ask_patroni "$machine" cluster) && [ -n "$answer" ]; then
      jq -r '.members[] | [.name, .role, .state, (.lag // 0 | tostring)] | join(" ")' <<<"$answer"
      return 0
    fi
  done
}

# Makes the tables and the first administrator, and gives both servers the root key.
make_store() {
  local machine
  as_owner 0 init --serving-role strongroom --root-key "$work/root-key" --json \
    >"$work/administrator.json" 2>"$work/app1/log/init.err" || { cat "$work/app1/log/init.err" >&2; return 1; }
  for machine in "${servers[@]}"; do
    cp -p "$work/root-key" "$work/$machine/etc/"
  done
}

# How many formats more than this release that of each server knows.
declare -A later=([app1]=0 [app2]=0)

# Sets `command` to a release, which is that of this tree or one that knows some formats more. With those, or with a
# planted bug, it has what brings them on its class path, and else runs as everywhere.
choose_release() { # formats
  local name=$planted
  [ "$1" = 0 ] || name=later-formats-$1
  command=(./strongroom)
  if [ -n "$name" ]; then
    # shellcheck disable=SC2207 # a list of words
    command=("$java" $(./strongroom --jvm-options) -Dstrongroom.planted="$name"
      -cp "cli/target/lib/*:cluster/target/classes" io.strongroom.cli.Main)
  fi
}

# What is noted is the process of the server itself, not a shell around it: signals are sent there.
start_server() { # machine
  local command
  choose_release "${later[$1]}"
  (
    exec ip netns exec "sr-$1" "${command[@]}" serve --config "$work/$1/etc/strongroom.properties" \
      --root-key "$work/$1/etc/root-key" --data "$work/$1/state/node"
  ) >>"$work/$1/log/server.out" 2>>"$work/$1/log/server.err" &
  pid[server-$1]=$!
  disown
}

# Runs a command as the role that owns the tables, by a release.
as_owner() { # formats command options
  local command planted= hosts=${address[db1]}:5432,${address[db2]}:5432,${address[db3]}:5432
  choose_release "$1"
  inside app1 "${command[@]}" "$2" --config "$work/app1/etc/strongroom.properties" \
    --store "postgres://strongroom_owner@$hosts/strongroom" --password-file "$work/app1/etc/owner-password" "${@:3}"
}

is_ready() { # machine
  inside client curl -s -f -o /dev/null --max-time 2 --cacert "$work/made/ca.crt" \
    "https://${address[$1]}:$port/_health/ready"
}

wait_ready() { # machine seconds
  local until=$((SECONDS + $2))
  until is_ready "$1"; do
    if [ "$SECONDS" -ge "$until" ]; then
      say "$1 is not ready after $2 s; the end of its log:"
      tail -n 5 "$work/$1/log/server.err" >&2
      return 1
    fi
    sleep 0.3
    revive
  done
}

# Clients at each server and at the proxy. Where a fault has to spare the proxy's clients, those try again as the SDK
# does; else each attempt of all is looked at by itself.
start_load() {
  local endpoints=https://${address[proxy]}:$port machine retries=none
  [ "${times[rolling-restart]:-0}${times[upgrade]:-0}" = 00 ] || retries=ordinary
  for machine in "${servers[@]}"; do
    endpoints=$endpoints,https://${address[$machine]}:$port
  done
  "${java%java}keytool" -importcert -noprompt -alias authority -file "$work/made/ca.crt" -keystore "$work/trusted.p12" \
    -storepass trusted >/dev/null 2>&1
  inside client "$java" -XX:+UseSerialGC -XX:-UsePerfData -Xmx512m -Dsun.net.http.retryPost=false \
    -Djavax.net.ssl.trustStore="$work/trusted.p12" -Djavax.net.ssl.trustStorePassword=trusted \
    -cp "cluster/target/classes:$(cat cluster/target/classpath)" io.strongroom.cluster.load.Load \
    "$work/administrator.json" "$endpoints" "$writers" "$secrets_of_writer" "$seed" "$directory/history.jsonl" \
    "$work/over" "$retries" >"$work/client/log/load.out" 2>"$work/client/log/load.err" &
  load=$!
  local until=$((SECONDS + 60))
  until grep -q ready "$work/client/log/load.out" 2>/dev/null; do
    if [ "$SECONDS" -ge "$until" ] || ! kill -0 "$load" 2>/dev/null; then
      say "the clients did not start:"
      tail -n 20 "$work/client/log/load.err" >&2
      return 1
    fi
    sleep 0.2
  done
}

# Lets the clients end, after a last read of everything everywhere.
stop_load() {
  touch "$work/over"
  if ! wait "$load"; then
    say "the clients failed:"
    tail -n 20 "$work/client/log/load.err" >&2
    return 1
  fi
}

# The machine that is down on purpose.
hurt=

is_running() { # what-machine
  [ -z "${pid[$1]:-}" ] || kill -0 "${pid[$1]}" 2>/dev/null
}

# Starts again what ended by itself, as systemd does.
revive() {
  local machine what
  for machine in "${databases[@]}"; do
    [ "$machine" != "$hurt" ] || continue
    for what in etcd patroni; do
      is_running "$what-$machine" || { say "$what of $machine had ended"; "start_$what" "$machine"; }
    done
  done
  for machine in "${servers[@]}"; do
    if [ "$machine" != "$hurt" ] && ! is_running "server-$machine"; then
      say "the server $machine had ended"
      start_server "$machine"
    fi
  done
}

query() { # machine statement
  inside "$1" "${as_postgres[@]}" psql -X -A -t -q -h "$work/$1/run" -c "$2"
}

postgres_pids() { # machine
  local each
  for each in $(pids_of "$1"); do
    [ "$(cat "/proc/$each/comm" 2>/dev/null)" != postgres ] || printf '%s\n' "$each"
  done
}

# The backends that answer the servers.
backends() { # machine
  query "$1" "SELECT pid FROM pg_stat_activity WHERE usename = 'strongroom' ORDER BY backend_start"
}

# Drops what goes between a machine and the others named, or everybody.
cut_off() { # machine others
  local other
  if [ $# = 1 ]; then
    inside "$1" iptables -w -A INPUT -i sr-eth -j DROP
    inside "$1" iptables -w -A OUTPUT -o sr-eth -j DROP
    return
  fi
  for other in "${@:2}"; do
    [ "$other" != "$1" ] || continue
    inside "$1" iptables -w -A INPUT -s "${address[$other]}" -j DROP
    inside "$1" iptables -w -A OUTPUT -d "${address[$other]}" -j DROP
  done
}

join() { # machine
  inside "$1" iptables -w -F
}

# The primary in the eyes of the others, if it is one of them.
leader_but() { # machine
  members "$1" | awk -v hurt="$1" '$2 == "leader" && $1 != hurt && $3 == "running" { print $1 }'
}

leader() { members | awk '$2 == "leader" { print $1 }'; }

synchronous() { members | awk '$2 == "sync_standby" { print $1 }'; }

# Whether all three see the same: one primary with a standby in step, and the third member follows as well.
is_whole() {
  local machine seen first=
  for machine in "${databases[@]}"; do
    seen=$(ask_patroni "$machine" cluster | jq -r '
      [.members[] | select(.role == "leader" and .state == "running") | .name + " " + (.timeline | tostring)] as $leaders
      | [.members[] | select((.state == "running" or .state == "streaming") and (.lag | type) == "number"
          and .lag < 1000000)] as $following
      | if ($leaders | length) == 1 and ([.members[].timeline] | unique | length) == 1
          and ([$following[].role] | sort) == ["replica", "sync_standby"]
        then $leaders[0] else empty end' 2>/dev/null) || return 1
    [ -n "$seen" ] && [ "${first:-$seen}" = "$seen" ] || return 1
    first=$seen
  done
}

wait_whole() { # seconds
  local until=$((SECONDS + $1))
  until is_whole; do
    if [ "$SECONDS" -ge "$until" ]; then
      say "the databases are not whole after $1 s:"
      members >&2
      return 1
    fi
    sleep 0.5
    revive
  done
}
