# Finds Java, for benchmarks and for runs of several servers; sourced from the root of the tree.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

# The first JDK 25 or later: JAVA_HOME, the path, then where packages put JDKs.
find_java() {
  local java
  for java in "${JAVA_HOME:-}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    if [ -x "$java" ] && "$java" --version 2>/dev/null | sed -n 1p | grep -E ' (2[5-9]|[3-9][0-9])\b' >/dev/null; then
      printf '%s' "$java"
      return
    fi
  done
  say "${0##*/}: no JDK 25 found; set JAVA_HOME"
  exit 2
}
