# The OpenAPI generator and a Python with PyYAML, in the versions that are pinned here. Sourced by the scripts that generate.
# Installed outside the project where they are not on the PATH; needs Python 3 with venv, and Java 11 or newer.

GENERATOR=7.26.0
PYYAML=6.0.3

# Leaves the program in `generator`, and the Python in `python`.
need_generator() {
    tools="${C2SIM_SPEC_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/c2sim-spec-tools-$GENERATOR}"
    python=python3
    generator=openapi-generator-cli
    if [ "$("$generator" version 2>/dev/null)" != "$GENERATOR" ] || ! "$python" -c 'import yaml' 2>/dev/null; then
        python="$tools/bin/python"
        generator="$tools/bin/openapi-generator-cli"
        if [ "$("$generator" version 2>/dev/null)" != "$GENERATOR" ]; then
            python3 -m venv "$tools"
            "$python" -m pip install --quiet "openapi-generator-cli==$GENERATOR" "PyYAML==$PYYAML"
        fi
    fi
}
