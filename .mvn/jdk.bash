# SPDX-License-Identifier: Apache-2.0
#
# For ./heliograph and ./verify to source: finds the JDK that builds and runs this.

# The release of Java that the sources are written for.
readonly wanted_java=25

# Prints nothing; sets `java_version` to the major version of the JDK in $1, or to 0 if there is none.
# Reads the file that every JDK carries rather than start it: this runs at every start.
read_java_version() {
  local line
  java_version=0
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 0
  while IFS= read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
      java_version=${BASH_REMATCH[1]}
      return 0
    fi
  done <"$1/release"
}

# Sets JAVA_HOME to a JDK of at least $wanted_java, or says how to get one and fails.
find_jdk() {
  local candidate on_path seen=""
  on_path=$(type -P javac || true)
  if [[ -n $on_path ]]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")
    on_path=${on_path%/bin/javac}
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* \
    "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*; do
    [[ -n $candidate ]] || continue
    read_java_version "$candidate"
    if ((java_version >= wanted_java)); then
      export JAVA_HOME=$candidate
      return 0
    elif ((java_version > 0)); then
      seen=$java_version
    fi
  done
  echo "heliograph: no JDK of release $wanted_java or later found${seen:+ (only $seen)}:" \
    "install one (https://adoptium.net, or 'sdk install java $wanted_java-tem')" \
    "and point JAVA_HOME to it" >&2
  return 1
}

# Lets Maven run on that JDK without warnings about Maven's own libraries.
quiet_maven() {
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
}
