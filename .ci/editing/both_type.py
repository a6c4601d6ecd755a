"""Opens the page of the editing door in a headless Chromium and types into both of its editors.

Usage: both_type.py CHROMIUM PAGE_URL [SCREENSHOT]

Fails when the two do not end with one text, when a call of the panel does not answer, or when the page reports an error.
"""

import asyncio
import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

import websockets

LIMIT_S = 20
EDITORS = "[...document.querySelectorAll('.editor textarea')]"


class Page:
    """A page of the browser, driven over the DevTools protocol."""

    def __init__(self, socket):
        self.socket, self.number, self.faults = socket, 0, []

    async def call(self, method, **parameters):
        self.number += 1
        await self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(await asyncio.wait_for(self.socket.recv(), LIMIT_S))
            if answer.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
                entry = answer["params"].get("entry") or answer["params"]
                if "exceptionDetails" in entry or entry.get("level") == "error":
                    self.faults.append(json.dumps(entry)[:500])
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]

    async def value(self, expression):
        result = await self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    async def until(self, expression):
        async with asyncio.timeout(LIMIT_S):
            while not await self.value(expression):
                await asyncio.sleep(0.02)

    async def type_into(self, editor, text, at=None):
        place = "area.value.length" if at is None else str(at)
        await self.value(f"{{ const area = {EDITORS}[{editor}]; area.focus(); area.setSelectionRange({place}, {place}); }}")
        for letter in text:
            await self.call("Input.insertText", text=letter)


async def drive(port_file, url, screenshot):
    async with asyncio.timeout(LIMIT_S):
        while not (port_file.exists() and len(port_file.read_text().split()) > 1):
            await asyncio.sleep(0.05)
    port = port_file.read_text().split()[0]
    request = urllib.request.Request(f"http://127.0.0.1:{port}/json/new?about:blank", method="PUT")
    target = json.load(urllib.request.urlopen(request, timeout=LIMIT_S))
    async with websockets.connect(target["webSocketDebuggerUrl"], max_size=None) as socket:
        page = Page(socket)
        for domain in ("Page", "Runtime", "Log"):
            await page.call(f"{domain}.enable")
        await page.call("Emulation.setDeviceMetricsOverride", width=1240, height=1250, deviceScaleFactor=1, mobile=False)
        await page.call("Page.navigate", url=url)
        await page.until(f"document.readyState === 'complete' && {EDITORS}.length === 2 && {EDITORS}.every((area) => !area.disabled)")
        await page.type_into(0, "Order of the day: 😀")
        await page.until(f"{EDITORS}[1].value === 'Order of the day: 😀'")
        # Both type in turns, letter by letter, without waiting for each other.
        for letters in zip("advance at dawn", "[second: ben]  "):
            await page.type_into(0, letters[0])
            await page.type_into(1, letters[1], at=0)
        is_settled = "editors.every((editor) => !editor.sent && !editor.waiting.length)"
        await page.until(f"{is_settled} && new Set({EDITORS}.map((area) => area.value)).size === 1")
        text = await page.value(f"{EDITORS}[0].value")
        both = sorted("Order of the day: 😀advance at dawn[second: ben]  ")
        if sorted(text) != both:
            raise SystemExit(f"something was lost: {text!r}")
        await page.until("document.querySelectorAll('.marks i').length > 0")
        await page.value("document.getElementById('history').click()")
        await page.until("document.querySelectorAll('#versions li').length > 10")
        await page.value("document.querySelector('#versions li:last-child button').click()")
        await page.until(f"{is_settled} && {EDITORS}.every((area) => area.value === 'O')")
        await page.type_into(1, "ne line, typed by two, brought back from the first version")
        await page.until(f"{is_settled} && new Set({EDITORS}.map((area) => area.value)).size === 1")
        for call in range(await page.value("document.getElementById('call').options.length")):
            await page.value(
                f"{{ const call = document.getElementById('call'); call.selectedIndex = {call}; call.onchange();"
                " document.getElementById('answer').textContent = ''; document.getElementById('rest').requestSubmit(); }"
            )
            await page.until("/^20[04]/.test(document.getElementById('answer').textContent)")
        await page.until("document.getElementById('sent').textContent !== '–'")
        if screenshot:
            shot = await page.call("Page.captureScreenshot", format="png")
            pathlib.Path(screenshot).write_bytes(base64.b64decode(shot["data"]))
        if page.faults:
            raise SystemExit("the page reports: " + "\n".join(page.faults))
        print(f"both editors ended with one text of {len(text)} characters; every call of the panel answered")


def main(chromium, url, screenshot=None):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
             f"--user-data-dir={profile}", "--no-first-run", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            asyncio.run(drive(pathlib.Path(profile) / "DevToolsActivePort", url, screenshot))
        finally:
            browser.terminate()
            try:
                browser.wait(LIMIT_S)
            except subprocess.TimeoutExpired:
                browser.kill()
                browser.wait()


main(*sys.argv[1:])
