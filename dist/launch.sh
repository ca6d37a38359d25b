# What the launchers of Strongroom share, for a POSIX shell: `strongroom` of the sources and `bin/strongroom` of an installation.
# They set `lib`, the directory of the jars. No program is started here before the virtual machine unless there is no other
# way: each costs a start a few milliseconds.
# shellcheck shell=sh

needed=25

say() { printf 'strongroom: %s\n' "$1" >&2; }

# Whether a directory has a JDK that is new enough, by its own release file: no JVM is started.
usable() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS='="' read -r name _ version _; do
    [ "$name" = JAVA_VERSION ] || continue
    version=${version%%[!0-9]*}
    [ -n "$version" ] && [ "$version" -ge "$needed" ]
    return
  done <"$1/release"
  return 1
}

# JAVA_HOME first, then the java on PATH, then the places where packages put JDKs.
find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && usable "$JAVA_HOME"; then
    jdk=$JAVA_HOME
    return
  fi
  on_path=$(command -v java 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    real=$(readlink -f -- "$on_path" 2>/dev/null || printf '%s' "$on_path")
    candidate=$(dirname -- "$(dirname -- "$real")")
    if usable "$candidate"; then
      jdk=$candidate
      return
    fi
  fi
  for candidate in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if usable "$candidate"; then
      jdk=$candidate
      return
    fi
  done
  say "no JDK $needed or newer found: looked at JAVA_HOME, at java on PATH, and in /usr/lib/jvm"
  exit 2
}

# No heap dump, no attaching, no file of performance data: a dump of this process holds secrets.
# What the JVM has to say goes to standard error: on standard output there is one line, for scripts.
# A cache may hold profiles of a rehearsal, by which code is compiled that no rehearsal can foresee: it does without them.
# What a later JVM does not know is of no importance.
common="-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:-AOTReplayTraining
  -Xmx232m -XX:+UseCompactObjectHeaders -XX:-UsePerfData -XX:+DisableAttachMechanism
  -XX:+ExitOnOutOfMemoryError -Dio.netty.leakDetection.level=disabled
  --enable-native-access=ALL-UNNAMED -Xlog:disable -Xlog:all=warning:stderr -Xlog:aot*=off:stderr -Xlog:cds*=off:stderr"
# All processors collect, so that the others wait for half as long. What the compiler and the database have given back to
# the C library, that gives back to the system now and then.
options="$common -XX:+UseParallelGC -Xms192m -Xmn72m -XX:TrimNativeHeapInterval=10000"
# A server of one developer or one test: little memory, and code that is compiled quickly rather than well, and not before
# it is seen to be needed. Netty's way to memory without Unsafe costs a start a tenth, and so does moving the cache to a random
# address. Nothing is collected before the server is ready.
for_development="$common -XX:+UseSerialGC -Xms32m -Xmn20m -XX:TieredStopAtLevel=1 -XX:ArchiveRelocationMode=0
  --sun-misc-unsafe-memory-access=allow -Dio.netty.noUnsafe=false -Djdk.reflect.useNativeAccessorOnly=true"

# The classes that a rehearsal has loaded, as the JVM keeps them, make its next starts quick
# (docs/adr/0018-start.md). They hold for these jars and this JDK only; without them everything works, more slowly.
# They are beside the jars, or where this user keeps what can be made again. The names of both directories are in the
# path, so that no two installations share one.
name_archives() {
  if [ -n "${bundled:-}" ]; then
    archives=$lib
  elif [ -w "$lib" ]; then
    archives=$lib/archives$jdk
  else
    archives=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/strongroom$lib$jdk
  fi
}

# Whether the archives were made after the jars and the JDK were put there. Test -nt is in every sh that is in use.
is_rehearsed() {
  for made in "$archives/serve.aot" "$archives/dev.aot"; do
    # shellcheck disable=SC3013 # see above
    for part in "$lib"/*.jar "$jdk/release"; do
      [ "$made" -nt "$part" ] || return 1
    done
  done
}

# Makes one archive and returns whether it is there.
record() { # command, JVM options
  made=$archives/$1.aot
  work=$(mktemp -d "${TMPDIR:-/tmp}/strongroom-rehearsal.XXXXXX") || return 1
  # shellcheck disable=SC2086 # a list of words
  "$jdk/bin/java" $2 "-XX:AOTCacheOutput=$made.$$" -cp "$lib/*" io.strongroom.cli.Rehearsal "$work" "$1" \
    >"$archives/rehearsal.log" 2>&1 && mv -f "$made.$$" "$made"
  recorded=$?
  rm -rf "$work" "$made.$$" "$made.$$.config"
  return "$recorded"
}

rehearse() {
  work=
  (umask 077 && mkdir -p "$archives") 2>/dev/null && [ -O "$archives" ] && [ -w "$archives" ] || return 0
  say "rehearsing, so that later starts are quick"
  trap 'rm -rf "$work" "$archives"/*."$$"*; exit 130' INT TERM
  if ! record serve "$options" || ! record dev "$for_development"; then
    say "the rehearsal failed, and starts stay slow; the log is $archives/rehearsal.log"
    : >>"$archives/serve.aot"
    : >>"$archives/dev.aot"
  fi
  trap - INT TERM
}

# Becomes the virtual machine that runs a command.
launch() {
  name_archives
  case ${1:-} in
    dev | serve) [ -n "${bundled:-}" ] || is_rehearsed || rehearse ;;
  esac
  ulimit -c 0 2>/dev/null || true
  # Else the C library keeps a heap for each of many threads, and what they free in one is of no use to the others.
  MALLOC_ARENA_MAX=2
  export MALLOC_ARENA_MAX
  archive=serve
  if [ "${1:-}" = dev ]; then
    options=$for_development
    archive=dev
  fi
  # shellcheck disable=SC2086 # both are lists of words
  exec "$jdk/bin/java" $options "-XX:AOTCache=$archives/$archive.aot" ${STRONGROOM_JAVA_OPTIONS:-} -cp "$lib/*" io.strongroom.cli.Main "$@"
}
