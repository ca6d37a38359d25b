# Packages, programs, and the end of a run; sourced.
# shellcheck shell=bash disable=SC2154 # set by who sources this

# shellcheck source=bench/lib/java.sh
. bench/lib/java.sh

install_missing() {
  local need missing=()
  for need in patroni:patroni etcd:etcd-server haproxy:haproxy ip:iproute2 iptables:iptables setpriv:util-linux jq:jq \
    curl:curl openssl:openssl; do
    command -v "${need%%:*}" >/dev/null || missing+=("${need#*:}")
  done
  newest_postgresql >/dev/null || missing+=(postgresql)
  [ ${#missing[@]} != 0 ] || return 0
  say "installing ${missing[*]}"
  # Services that packages start on their own would be in nobody's way, but nobody needs them.
  apt-get -qq update >/dev/null
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq -y install "${missing[@]}" >/dev/null
}

newest_postgresql() {
  local found
  found=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$found" ] || return 1
  printf '%s' "$found"
}

# Builds unless nothing has changed since the last time.
build() {
  local changed=first
  if [ -f cluster/target/classpath ]; then
    changed=$(find cluster/src/main cluster/pom.xml pom.xml -newer cluster/target/classpath -print -quit)
  fi
  if [ -n "$changed" ]; then
    say "building"
    mvn -q -B -pl cluster -am -Dmaven.test.skip=true compile dependency:build-classpath \
      -Dmdep.outputFile=target/classpath -DincludeScope=runtime >&2
    # Maven leaves the file alone when it would write the same.
    touch cluster/target/classpath
  fi
}

program() { # class arguments
  "$java" -XX:+UseSerialGC -XX:-UsePerfData -Xmx1g -cp "cluster/target/classes:$(cat cluster/target/classpath)" "$@"
}

remove_leftovers() {
  local each
  remove_network
  for each in "${TMPDIR:-/tmp}"/strongroom-cluster.*/*/state; do
    ! mountpoint -q "$each" || umount "$each"
  done
  rm -rf "${TMPDIR:-/tmp}"/strongroom-cluster.*
}

# The logs are kept beside the history, and nothing else is.
clean_up() {
  local status=$? machine
  trap - EXIT INT TERM
  remove_network
  for machine in "${databases[@]}" "${servers[@]}" proxy client; do
    rm -rf "$directory/log-$machine"
    [ ! -d "$work/$machine/log" ] || cp -r "$work/$machine/log" "$directory/log-$machine"
    ! mountpoint -q "$work/$machine/state" || umount "$work/$machine/state"
  done
  rm -rf "$work"
  exit "$status"
}
