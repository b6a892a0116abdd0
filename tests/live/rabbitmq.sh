#!/usr/bin/env bash
# Runs the suite of examples/rabbitmq against a separate broker: loopback only, in a temporary folder.
#
# Needs a Debian-like system, with or without systemd, and rabbitmq-server; with CI=true it installs that where it is missing, as root or by sudo.
set -euo pipefail

cd "$(dirname "$0")/../.."
# Debian's wrappers in /usr/sbin would change the user and the environment.
server=/usr/lib/rabbitmq/bin/rabbitmq-server

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Debian starts a service while it installs it, unless the policy says 101.
policy=/usr/sbin/policy-rc.d policy_changed=
forbid_services() {
    policy_changed=yes
    if [ -e $policy ] && [ ! -e $policy.kept ]; then as_root mv $policy $policy.kept; fi
    printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
    as_root chmod 755 $policy
}
restore_policy() {
    if [ -z "$policy_changed" ]; then return 0; fi
    policy_changed=
    as_root rm -f $policy
    if [ -e $policy.kept ]; then as_root mv $policy.kept $policy; fi
}

install_broker() {
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends rabbitmq-server)
    forbid_services
    # The package lists may be missing or old.
    if ! as_root "${install[@]}" >/dev/null 2>&1; then
        as_root apt-get update -qq
        as_root "${install[@]}" >/dev/null
    fi
    restore_policy
}

# An unused port. The broker reports it if another process was faster.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo $port
            return
        fi
    done
}

# The process and its children form a process group. It is asked to end, and killed if it does not.
stop() {
    local pid=$1 tries
    kill -TERM -- "-$pid" 2>/dev/null || return 0
    for ((tries = 0; tries < 150; tries++)); do
        if ! kill -0 -- "-$pid" 2>/dev/null; then return 0; fi
        sleep 0.2
    done
    kill -KILL -- "-$pid" 2>/dev/null || true
}

epmd= broker= tests= home=
clean_up() {
    local status=$?
    trap - EXIT
    # Whatever fails here, the rest must still be done.
    set +e
    restore_policy
    # The shell would report each job that is killed.
    exec 2>/dev/null
    local pid
    for pid in $tests $broker $epmd; do stop "$pid"; done
    if [ -n "$home" ]; then rm -rf "$home"; fi
    exit $status
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

if [ ! -x $server ]; then
    if [ -z "${CI:-}" ]; then
        echo "install rabbitmq-server; with CI=true this script installs it, as root or by sudo on Debian" >&2
        exit 1
    fi
    echo "installing rabbitmq-server"
    install_broker
fi

home=$(mktemp -d)
port=$(free_port)
user=callpoint
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')

echo '[rabbitmq_management].' >"$home/enabled_plugins"
cat >"$home/rabbitmq.conf" <<END
listeners.tcp = none
management.tcp.ip = 127.0.0.1
management.tcp.port = $port
default_user = $user
default_pass = $password
collect_statistics_interval = 1000
END
chmod 600 "$home/rabbitmq.conf"

# Everything that the broker reads or writes is in the folder; Erlang keeps its cookie in $HOME.
broker_env=(
    HOME="$home"
    ERL_EPMD_ADDRESS=127.0.0.1
    ERL_EPMD_PORT="$(free_port)"
    RABBITMQ_CONF_ENV_FILE=/dev/null
    RABBITMQ_NODENAME="callpoint-$$@localhost"
    RABBITMQ_DIST_PORT="$(free_port)"
    RABBITMQ_CONFIG_FILE="$home/rabbitmq.conf"
    RABBITMQ_ADVANCED_CONFIG_FILE="$home/advanced.config"
    RABBITMQ_ENABLED_PLUGINS_FILE="$home/enabled_plugins"
    RABBITMQ_GENERATED_CONFIG_DIR="$home/generated"
    RABBITMQ_MNESIA_BASE="$home/data"
    RABBITMQ_LOG_BASE="$home/log"
    RABBITMQ_PID_FILE="$home/pid"
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}"
)

# Each background process leads its own process group.
set -m
env "${broker_env[@]}" epmd >"$home/epmd.txt" 2>&1 </dev/null &
epmd=$!
env "${broker_env[@]}" $server >"$home/broker.txt" 2>&1 </dev/null &
broker=$!

# Whether the management API accepts the user.
responds() (
    exec 3<>"/dev/tcp/127.0.0.1/$port" || exit
    printf 'GET /api/whoami HTTP/1.0\r\nHost: localhost\r\nAuthorization: Basic %s\r\n\r\n' \
        "$(printf '%s:%s' "$user" "$password" | base64 -w 0)" >&3
    read -r -t 5 line <&3
    [[ $line == *" 200 "* ]]
) 2>/dev/null

for ((tries = 0; ; tries++)); do
    if responds; then break; fi
    if ((tries == 240)) || ! kill -0 "$broker" 2>/dev/null; then
        echo "the broker does not respond; it says:" >&2
        cut -c 1-300 "$home/epmd.txt" "$home/broker.txt" | tail -n 40 >&2
        exit 1
    fi
    sleep 0.5
done
echo "a broker responds on port $port"

# In the background, so that a signal does not have to wait for the end of the suite.
RABBITMQ_URL="http://127.0.0.1:$port" RABBITMQ_USER=$user RABBITMQ_PASSWORD=$password \
    cargo test -p callpoint-examples --test rabbitmq -- --ignored </dev/null &
tests=$!
wait $tests
