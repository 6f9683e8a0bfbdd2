# SPDX-License-Identifier: Apache-2.0
#
# What the commands here share: the program as it was built at the start (so that no later build gets
# under it), servers on free ports of loopback, and the load that follows every message. Sourced.

chaos=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$chaos/../.." && pwd -P)
# shellcheck source=../../.mvn/jdk.bash
source "$root/.mvn/jdk.bash"
find_jdk

"$root/heliograph" --version >/dev/null
IFS= read -r build <"$root/target/app/current"
program=("$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  -Xlog:aot=off -Xlog:cds=off "-XX:AOTCache=$root/target/app/$build/centres.aot"
  -cp "$(IFS=: && jars=("$root/target/app/$build"/*.jar) && printf '%s' "${jars[*]}")"
  org.heliograph.tools.Heliograph)
load=("${program[@]:0:1}" -Xmx1g "${program[@]:1}" load smpp)

scratch=$(mktemp -d)
chmod 755 "$scratch"
children=()
postgres_data=

# Ends what was started here, and nothing else.
tidy() {
  local pid
  for pid in "${children[@]}"; do
    kill -CONT "$pid" 2>/dev/null || true
    kill -9 "$pid" 2>/dev/null || true
  done
  if [[ $postgres_data ]]; then postgres pg_ctl -D "$postgres_data" -m immediate stop || true; fi
  if [[ ${CHAOS_KEEP:-} ]]; then
    echo "kept: $scratch" >&2
  else
    rm -rf "$scratch"
  fi
}
trap tidy EXIT
trap 'exit 130' INT TERM

fail() {
  echo "failed: $*" >&2
  exit 1
}

now_ms() { date +%s%3N; }

# Sleeps until so many milliseconds after the beginning of the epoch.
until_ms() {
  local left=$(($1 - $(now_ms)))
  if ((left > 0)); then sleep "$((left / 1000)).$(printf '%03d' $((left % 1000)))"; fi
}

free_port() {
  local port
  while true; do
    port=$((20000 + RANDOM % 12000))
    if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

# One of PostgreSQL's programs, as the user that it insists on.
postgres() {
  local programs=(/usr/lib/postgresql/*/bin) as=()
  [[ -x ${programs[-1]}/initdb ]] || fail "needs postgresql (on Debian: apt install postgresql)"
  if [[ $(id -u) == 0 ]]; then as=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi
  (cd / && exec "${as[@]}" "${programs[-1]}/$1" "${@:2}") >>"$scratch/postgres.out" 2>&1
}

# A server of our own, listening at the addresses $1, as it comes: fsync and synchronous_commit on.
make_postgres() {
  mkdir "$scratch/pg"
  if [[ $(id -u) == 0 ]]; then chown postgres "$scratch/pg"; fi
  postgres_port=$(free_port)
  postgres_data=$scratch/pg/data
  postgres initdb -D "$postgres_data" -A trust -U heliograph
  echo "host all all 10.77.0.0/16 trust" >>"$postgres_data/pg_hba.conf"
  postgres_options="-p $postgres_port -k $scratch/pg -c listen_addresses=$1 -c max_connections=100"
  start_postgres
  postgres createdb -h 127.0.0.1 -p "$postgres_port" -U heliograph heliograph
}

start_postgres() {
  postgres pg_ctl -D "$postgres_data" -w -l "$scratch/pg/log" -o "$postgres_options" start
}

# The first field of the first row.
ask_postgres() {
  psql -X -q -t -A -h 127.0.0.1 -p "$postgres_port" -U heliograph -d heliograph -c "$1"
}

# Writes the settings that all servers here have. Accounts: "sender", and the receivers that are
# named, which own 1001, 1002 and so on.
make_settings() {
  {
    echo 'mmsc: {enabled: false}'
    echo 'console: {listen: "127.0.0.1:0"}'
    echo 'smsc:'
    echo '  sip: {listen: "127.0.0.1:0"}'
    echo '  smpp:'
    echo '    accounts:'
    echo '      - {systemId: sender, passwordFile: pw, shortCodes: ["1000"]}'
    local code=1000 name
    for name in "$@"; do
      code=$((code + 1))
      echo "      - {systemId: $name, passwordFile: pw, shortCodes: [\"$code\"]}"
    done
  } >"$scratch/settings.yaml"
}

# The data directory NAME with the passwords.
make_data() {
  mkdir -p "$scratch/$1"
  printf 'secret\n' >"$scratch/$1/pw"
  chmod 600 "$scratch/$1/pw"
}

# A number in a line of JSON; its name may be of two parts, such as receipts.missing.
number() {
  python3 -c '
import json, sys
value = json.loads(sys.argv[1])
for name in sys.argv[2].split("."):
    value = value[name]
print(value)' "$1" "$2"
}

machine() {
  printf '%s, %s processors, %s, %s' "$(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -1)" \
    "$(nproc)" "$(uname -sr)" "$("$JAVA_HOME/bin/java" --version | sed -n 2p)"
}
