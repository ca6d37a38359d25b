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

# Kills what runs in the namespaces and removes them; what was mounted below `work` too.
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
  mkdir -p "$work/made"
  for machine in "${databases[@]}" "${servers[@]}" proxy; do
    mkdir -p "$work/$machine"/{etc,state,run,log}
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
  inside proxy haproxy -db -f "$work/proxy/etc/haproxy.cfg" >>"$work/proxy/log/haproxy.log" 2>&1 &
  pid[proxy]=$!
  disown
}

# What Patroni of a machine says at a path of its REST interface.
ask_patroni() { # machine path
  inside client curl -s --max-time 2 --cacert "$work/made/ca.crt" --cert "$work/made/db1/machine.crt" \
    --key "$work/made/db1/machine.key" "https://${address[$1]}:8008/$2"
}

# The members as lines of name, role, state and lag, as the first Patroni that answers sees them.
members() {
  local machine answer
  for machine in "${databases[@]}"; do
    if answer=$(ask_patroni "$machine" cluster) && [ -n "$answer" ]; then
      jq -r '.members[] | [.name, .role, .state, (.lag // 0 | tostring)] | join(" ")' <<<"$answer"
      return 0
    fi
  done
}

leader() { members | awk '$2 == "leader" { print $1 }'; }

synchronous() { members | awk '$2 == "sync_standby" { print $1 }'; }

# Whether there is one primary with a standby in step, and the third member follows as well.
is_whole() {
  local seen
  seen=$(members)
  [ "$(awk '$2 == "leader" && $3 == "running"' <<<"$seen" | wc -l)" = 1 ] || return 1
  [ "$(awk '$2 == "sync_standby" && ($3 == "running" || $3 == "streaming") && $4 == 0' <<<"$seen" | wc -l)" = 1 ] ||
    return 1
  [ "$(awk '$2 == "replica" && ($3 == "running" || $3 == "streaming") && $4 == 0' <<<"$seen" | wc -l)" = 1 ]
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
  done
}
