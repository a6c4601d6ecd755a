# Tools that the checks use, installed where they are missing. Sourced by the scripts beside it.

# Versions are pinned, so that a check changes only when this repository does.
readonly SCHEMATHESIS_VERSION="4.32.5"
readonly CARGO_DENY_VERSION="0.20.2"
readonly CARGO_FUZZ_VERSION="0.13.2"
readonly WEBSOCKETS_VERSION="17.4"
readonly MYPY_VERSION="2.4.1"
readonly MKDOCS_VERSION="1.6.1"
readonly PYJWT_VERSION="2.15.1"
readonly CRYPTOGRAPHY_VERSION="50.0.2"
readonly XMLSCHEMA_VERSION="4.3.2"
readonly OASDIFF_VERSION="v1.37.0"

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

# Never an older binary than the sources: cargo does nothing where it is up to date. The one that the tests use is there already
# (`cargo build` would make it anew, since without the tests fewer features of dependencies are on), and is wrong in the same
# places as an optimized one, which takes a machine like CI's ten minutes more. C2SIM_BINARY names another.
need_binary() {
    cargo test --quiet --workspace --locked --no-run
    export C2SIM_BINARY="${C2SIM_BINARY:-$ROOT/target/debug/c2sim}"
}

# For what has times to keep.
need_release_binary() {
    cargo build --quiet --release --locked
    export C2SIM_BINARY="${C2SIM_BINARY:-$ROOT/target/release/c2sim}"
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

# Leaves the folder of the cases that the sources of xmlschema carry in CASES.
need_xmlschema_cases() {
    local folder="$WORK/xmlschema-$XMLSCHEMA_VERSION"
    CASES="$folder/tests/test_cases"
    if [[ ! -d "$CASES" ]]; then
        python3 -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
            --dest "$WORK" "xmlschema==$XMLSCHEMA_VERSION"
        tar -xzf "$folder.tar.gz" -C "$WORK"
    fi
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

# Leaves the path of a Python with the generated client and what the client in clients/python needs, in PYTHON. The generated
# client is installed anew, since its version does not change with what is generated.
need_client_python() {
    local venv="$WORK/venv-clients-$MYPY_VERSION-$PYJWT_VERSION"
    if [[ ! -e "$venv/complete" ]]; then
        rm -rf "$venv"
        python3 -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check "mypy==$MYPY_VERSION" "setuptools>=77" wheel \
            "PyJWT==$PYJWT_VERSION" "cryptography==$CRYPTOGRAPHY_VERSION"
        touch "$venv/complete"
    fi
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-build-isolation --upgrade target/sdks/python
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-build-isolation --no-deps --force-reinstall target/sdks/python
    PYTHON="$venv/bin/python"
}

# Leaves a folder whose node_modules hold the generated client, built, in NODE_FOLDER. Its own folder is left as generated.
need_client_node() {
    local sdk="$WORK/node-sdk"
    NODE_FOLDER="$WORK/node"
    rm -rf "$sdk"
    cp -r target/sdks/typescript "$sdk"
    npm install --prefix "$sdk" --no-audit --no-fund --loglevel=error
    mkdir -p "$NODE_FOLDER/node_modules"
    ln -sfn "$sdk" "$NODE_FOLDER/node_modules/c2sim-api"
}

# Leaves the path of a Python with what builds the pages of docs/ and what their examples use, in PYTHON. mkdocs reads the same
# Markdown as mdBook does, says where a link leads nowhere, and is there in seconds, where mdBook takes minutes to compile.
need_docs_python() {
    local venv="$WORK/venv-docs-$MKDOCS_VERSION"
    if [[ ! -e "$venv/complete" ]]; then
        rm -rf "$venv"
        python3 -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check "mkdocs==$MKDOCS_VERSION" \
            "websockets==$WEBSOCKETS_VERSION" "PyJWT==$PYJWT_VERSION" "cryptography==$CRYPTOGRAPHY_VERSION"
        touch "$venv/complete"
    fi
    PYTHON="$venv/bin/python"
}

# Leaves the path of the tool that compares OpenAPI documents in OASDIFF; needs Go.
need_oasdiff() {
    OASDIFF="$WORK/go-$OASDIFF_VERSION/oasdiff"
    [[ -x "$OASDIFF" ]] || GOBIN="$WORK/go-$OASDIFF_VERSION" go install "github.com/oasdiff/oasdiff@$OASDIFF_VERSION"
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
