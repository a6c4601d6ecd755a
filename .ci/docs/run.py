"""Runs the examples of Markdown files against a server, and holds what they print against what the file says.

usage: run.py c2sim-BINARY FILE.md...

An example is a fenced block behind a comment `<!-- run -->`; lines `expect: TEXT` in the comment say what its output contains,
`refuse: TEXT` what it does not, and `background` that it goes on while the others run. Every block of a language that can be run
must have the comment. The blocks of a file run in their order, those in sh as one script, so that what one sets
the next has; python and js (or ts) are programs of their own. They run in an empty folder with `c2sim` on the PATH, beside a
server of the file's own; 127.0.0.1:7777 stands for its address. A file with `<!-- own server -->` starts its server itself.
"""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

BLOCK = re.compile(r"<!-- run\b(?P<says>.*?)-->\s*\n```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
RUNNABLE = re.compile(r"^```(?:sh|bash|python|js|ts)$", re.MULTILINE)
OWN_SERVER = "<!-- own server -->"
ADDRESS = "127.0.0.1:7777"
PORT = "7777"
START_LIMIT_S = 15
FILE_LIMIT_S = 120
MARK = "@@@ example"
BACKGROUND_STARTS = "sleep 1"
PROGRAMS = {"python": ("py", sys.executable), "js": ("mjs", "node"), "ts": ("mjs", "node")}
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Example:
    """One block, with what its output is to be."""

    def __init__(self, match, text):
        self.language = match["language"]
        self.line = text[: match.start("text")].count("\n")
        says = [line.strip().partition(": ") for line in match["says"].splitlines() if line.strip()]
        unknown = [name for name, _, _ in says if name not in ("expect", "refuse", "background")]
        if unknown:
            sys.exit(f"line {self.line}: a run comment says expect, refuse or background, not {unknown[0]}")
        self.background = any(name == "background" for name, _, _ in says)
        self.expected = [value for name, _, value in says if name == "expect"]
        self.refused = [value for name, _, value in says if name == "refuse"]
        self.text = match["text"]

    def lines(self, folder, number, port):
        """As lines of the script of its file."""
        text = self.text.replace(ADDRESS, f"127.0.0.1:{port}").replace(f"localhost:{PORT}", f"localhost:{port}")
        if self.language == "sh":
            return text
        suffix, program = PROGRAMS[self.language]
        name = f"example-{number}.{suffix}"
        (folder / name).write_text(text, "utf-8")
        return f"{program} {name}\n"

    def faults(self, output):
        yield from (f"expected, and missing: {text}" for text in self.expected if text not in output)
        yield from (f"not expected, and there: {text}" for text in self.refused if text in output)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def start_server(binary, folder, port, environment):
    """The server of a file; what it says goes into server.log."""
    log = (folder / "server.log").open("w")
    server = subprocess.Popen([binary, "serve"], cwd=folder, env=environment, stdout=log, stderr=log)
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).read()
            return server
        except OSError:
            time.sleep(0.05)
    server.kill()
    sys.exit("the server did not start:\n" + (folder / "server.log").read_text())


def end(processes):
    for process in processes:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def run_file(binary, path):
    """How many examples ran; every fault is printed."""
    text = path.read_text("utf-8")
    examples = [Example(match, text) for match in BLOCK.finditer(text)]
    asked, there = len(re.findall(r"<!-- run\b", text)), len(RUNNABLE.findall(text))
    if not asked == there == len(examples):
        sys.exit(f"{path}: {there} blocks can be run, {asked} comments say so, {len(examples)} blocks stand behind one")
    with tempfile.TemporaryDirectory(prefix="c2sim-docs-") as name:
        folder, port = pathlib.Path(name), free_port()
        (folder / "bin").mkdir()
        (folder / "bin" / "c2sim").symlink_to(binary)
        (folder / "spec").symlink_to(ROOT / "spec")
        given = {key: value for key, value in os.environ.items() if not key.startswith("C2SIM_")}
        tools = f"{folder}/bin:{pathlib.Path(sys.executable).parent}:{given['PATH']}"
        environment = given | {"PATH": tools, "C2SIM_BIND": f"127.0.0.1:{port}", "C2SIM_ROOT": str(ROOT)}
        if os.environ.get("C2SIM_NODE_MODULES"):
            (folder / "node_modules").symlink_to(os.environ["C2SIM_NODE_MODULES"])
        servers = [] if OWN_SERVER in text else [start_server(binary, folder, port, environment)]
        try:
            return judge(path, examples, *run(examples, folder, port, environment))
        finally:
            end(servers)
            shutil.rmtree(folder / "c2sim-data", ignore_errors=True)


def run(examples, folder, port, environment):
    """What the script of a file printed, and its exit code. What it left running ends with it."""
    script = "set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n"
    ends = ""
    for number, example in enumerate(examples):
        lines = example.lines(folder, number, port)
        mark = f"echo; echo '{MARK} {number}'\n"
        if example.background:
            script += f"(\n{lines}) >background-{number}.log 2>&1 &\n{BACKGROUND_STARTS}\n"
            # Variables that it sets the others may use, as in a terminal where they were typed twice.
            script += "".join(line + "\n" for line in lines.splitlines() if re.match(r"\w+=\S+$", line))
            ends += f"{mark}cat background-{number}.log\n"
        else:
            script += mark + lines
    script += f"{BACKGROUND_STARTS}\n{ends}" if ends else ""
    (folder / "script.sh").write_text(script, "utf-8")
    try:
        ran = subprocess.run(
            ["bash", "script.sh"], cwd=folder, env=environment, stdin=subprocess.DEVNULL, timeout=FILE_LIMIT_S,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )
        return ran.stdout, ran.returncode
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode(errors="replace"), f"none after {FILE_LIMIT_S} s"


def judge(path, examples, output, code):
    parts = re.split(rf"^{MARK} (\d+)$", output, flags=re.MULTILINE)[1:]
    parts = list(zip(map(int, parts[::2]), parts[1::2]))
    faults = []
    for number, part in parts:
        example = examples[number]
        faults += [f"{path}:{example.line}: {fault}\n{part.strip()}" for fault in example.faults(part)]
    if code != 0:
        number, part = parts[-1] if parts else (0, output)
        faults.append(f"{path}:{examples[number].line}: exit code {code}\n{part.strip()}")
    for fault in faults:
        print(fault, "\n")
    if faults:
        sys.exit(1)
    return len(examples)


def main(binary, *files):
    binary = pathlib.Path(binary).resolve()
    for name in files:
        started = time.monotonic()
        path = pathlib.Path(name).resolve()
        count = run_file(binary, path)
        print(f"{path.relative_to(ROOT)}: {count} examples hold, {time.monotonic() - started:.1f} s", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
