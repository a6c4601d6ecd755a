# Tools that the checks use, installed where they are missing. Sourced by the scripts beside it.

# Versions are pinned, so that a check changes only when this repository does.
readonly SCHEMATHESIS_VERSION="4.32.5"
readonly CARGO_DENY_VERSION="0.20.2"
readonly CARGO_FUZZ_VERSION="0.13.2"
readonly WEBSOCKETS_VERSION="17.4"

# Without optimization it is built in two thirds of the time, and checks as fast as anybody can tell.
need_cargo_deny() {
    command -v cargo-deny >/dev/null || cargo install cargo-deny --version "$CARGO_DENY_VERSION" --locked --debug
}

need_cargo_fuzz() {
    command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --version "$CARGO_FUZZ_VERSION" --locked
}

need_xmllint() {
    command -v xmllint >/dev/null || install_packages libxml2-utils
}

# Debian packages, where this runs as root; elsewhere the one who runs it has to install them.
install_packages() {
    if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
        echo "missing: $* (names of Debian packages); install them and run again"
        return 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Never an older binary than the sources: cargo does nothing where it is up to date.
need_release_binary() {
    cargo build --quiet --release --locked
}

# Leaves the path of a Python with the pinned schemathesis in PYTHON.
need_schemathesis() {
    local venv="$WORK/venv-schemathesis-$SCHEMATHESIS_VERSION"
    if [[ ! -e "$venv/complete" ]]; then
        rm -rf "$venv"
        python3 -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$SCHEMATHESIS_VERSION"
        touch "$venv/complete"
    fi
    PYTHON="$venv/bin/python"
}

# Leaves the path of a Python with the pinned websockets in PYTHON.
need_websockets() {
    local venv="$WORK/venv-websockets-$WEBSOCKETS_VERSION"
    if [[ ! -e "$venv/complete" ]]; then
        rm -rf "$venv"
        python3 -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check "websockets==$WEBSOCKETS_VERSION"
        touch "$venv/complete"
    fi
    PYTHON="$venv/bin/python"
}

# Leaves the path of a Chromium in CHROMIUM; the browser comes with the system's packages.
need_chromium() {
    local name
    for name in chromium chromium-browser google-chrome; do
        CHROMIUM="$(command -v "$name")" && return 0
    done
    apt-get update -qq && apt-get install -y -qq chromium >/dev/null
    CHROMIUM="$(command -v chromium)"
}
