#!/usr/bin/env bash
# A head and two worker nodes on this machine: samples/cluster/run.sh [SCENARIO [OPTION ...]]
# Options go to the head, as for ./delight run. Whatever happens, no process is left behind.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P) || exit 1
scenario=${1:-samples/cluster/mnist-cluster.json}
[ $# -eq 0 ] || shift
port=${PORT:-4053}

# Whoever knows the secret may join. This one lives as long as the script.
export DELIGHT_SECRET=${DELIGHT_SECRET:-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')}
cd "$root" || exit 1

started=()
clean_up() {
  trap - EXIT INT TERM
  for process in "${started[@]}"; do
    kill "$process" 2>/dev/null # a node leaves in order
  done
  for _ in $(seq 50); do
    alive=no
    for process in "${started[@]}"; do
      kill -0 "$process" 2>/dev/null && alive=yes
    done
    [ "$alive" = yes ] || return
    sleep 0.2
  done
  kill -9 "${started[@]}" 2>/dev/null
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Once here, so that the three below do not wait for each other's build.
./delight list tasks >/dev/null || exit 1

./delight run "$scenario" --runtime akka --listen "127.0.0.1:$port" "$@" &
head=$!
started+=("$head")
for name in one two; do
  ./delight node --role worker --seed-node "127.0.0.1:$port" --workers "${WORKERS:-2}" \
    > >(sed "s/^/node $name: /" >&2) 2>&1 &
  started+=($!)
done

wait "$head"
