# SPDX-License-Identifier: Apache-2.0
#
# For the measurements of whole centres to source: builds all, goes to the root, and sets `root`, `java`
# (which runs a class of this module), and what find_jdk sets.
bench=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd -- "$bench/../.." && pwd -P)
cd -- "$root"

# shellcheck source=../../.mvn/jdk.bash
source .mvn/jdk.bash

find_jdk
quiet_maven
mvn -B -q package -pl tools/bench -am -Dmaven.test.skip=true </dev/null
./heliograph --version >/dev/null

# shellcheck disable=SC2034 # for those who source this
java=("$JAVA_HOME/bin/java" -cp "$bench/target/classes:$bench/target/lib/*")
