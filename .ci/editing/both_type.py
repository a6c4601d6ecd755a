"""Opens the page of the editing door in a headless Chromium, types into both of its editors, and sends a C2SIM message.

Usage: both_type.py CHROMIUM PAGE_URL [SCREENSHOT [SCREENSHOT_OF_A_MESSAGE]]

Fails when the two do not end with one text, when a call of the panel does not answer, when a message that is written there is
not held against its schema or does not reach its session, or when the page reports an error.
"""

import asyncio
import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

import websockets

LIMIT_S = 20
NAMESPACE = "http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026"
ID = "0a1b2c3d-0000-4000-8000-00000000000a"
MESSAGE = f"""<Message xmlns="{NAMESPACE}">
  <C2SIMHeader>
    <ConversationID>{ID}</ConversationID>
    <FromSendingSystem>PAGE</FromSendingSystem>
    <MessageID>{ID}</MessageID>
    <Protocol>SISO-STD-C2SIM</Protocol>
    <ProtocolVersion>1.0.2</ProtocolVersion>
    <ToReceivingSystem>ALL</ToReceivingSystem>
  </C2SIMHeader>
  <MessageBody>
    <SystemMessageBody><SubmitInitialization/></SystemMessageBody>
  </MessageBody>
</Message>"""
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

    async def screenshot(self, path):
        shot = await self.call("Page.captureScreenshot", format="png")
        pathlib.Path(path).write_bytes(base64.b64decode(shot["data"]))

    async def type_into(self, editor, text, at=None):
        place = "area.value.length" if at is None else str(at)
        await self.value(f"{{ const area = {EDITORS}[{editor}]; area.focus(); area.setSelectionRange({place}, {place}); }}")
        for letter in text:
            await self.call("Input.insertText", text=letter)


def ask(method, url, body=None):
    """Calls the C2SIM interface of the server, as another client than the page."""
    headers = {"clientId": "check-one", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    return json.load(urllib.request.urlopen(request, timeout=LIMIT_S))


async def send_a_message(page, url, screenshot):
    """A message is written with a mistake, which is shown; it is mended, and sent to a session that is open to the page."""
    session = urllib.parse.urljoin(url, "../api/c2sim/session/written")
    data = {"c2simSchemaVersion": "2.0.0", "displayName": "Written together", "description": "by the check of the page"}
    ask("PUT", f"{session}/create", {"data": data, "crossings": ["editing"]})
    await page.until("[...document.getElementById('session').options].some((option) => option.value === 'written')")
    await page.value("{ const session = document.getElementById('session'); session.value = 'written'; session.onchange(); }")
    await page.value(f"{{ const area = {EDITORS}[0]; area.focus(); area.select(); }}")
    wrong = MESSAGE.replace("SubmitInitialization", "SubmitInitialisation")
    # More than one message of an editor carries: it goes in pieces.
    long = "<!-- " + "a remark about it 😀\n" * 900 + "-->"
    await page.call("Input.insertText", text=wrong + long)
    is_settled = "editors.every((editor) => !editor.sent && !editor.waiting.length)"
    await page.until(f"{is_settled} && {EDITORS}[1].value.length === {EDITORS}[0].value.length")
    await page.until("document.getElementById('violations').innerText.startsWith('11:')")
    if not await page.value("document.querySelectorAll('#violations tr').length === 1 && document.getElementById('submit').disabled"):
        raise SystemExit("more than the mistake is shown, or it could be sent")
    row = await page.value("document.querySelector('#violations tr').innerText")
    if "SubmitInitialization" not in row or "/Message/MessageBody" not in row:
        raise SystemExit(f"the mistake is not shown as it is: {row!r}")
    await page.until("document.querySelectorAll('.marks u').length === 2")
    if screenshot:
        await page.screenshot(screenshot)
    await page.value("document.querySelector('#violations button').click()")
    await page.value(f"{{ const at = {EDITORS}[0].value.indexOf('sation/>'); {EDITORS}[0].setSelectionRange(at, at + 1); }}")
    await page.call("Input.insertText", text="z")
    await page.until("!document.getElementById('submit').disabled && !document.querySelectorAll('#violations tr').length")
    await page.value("document.getElementById('system').value = 'PAGE'; document.getElementById('join').click()")
    await page.until("document.getElementById('log').innerText.includes('joined written')")
    await page.value("document.getElementById('submit').click()")
    await page.until("document.getElementById('verdict').innerText.startsWith('Sent: SubmitInitialization')")
    if ask("GET", f"{session}/info")["state"] != "INITIALIZING":
        raise SystemExit("the message did not reach its session")


async def drive(port_file, url, screenshot, message_screenshot):
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
            await page.screenshot(screenshot)
        await send_a_message(page, url, message_screenshot)
        if page.faults:
            raise SystemExit("the page reports: " + "\n".join(page.faults))
        print(f"both editors ended with one text of {len(text)} characters; every call of the panel answered; a message was sent")


def main(chromium, url, screenshot=None, message_screenshot=None):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
             f"--user-data-dir={profile}", "--no-first-run", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            asyncio.run(drive(pathlib.Path(profile) / "DevToolsActivePort", url, screenshot, message_screenshot))
        finally:
            browser.terminate()
            try:
                browser.wait(LIMIT_S)
            except subprocess.TimeoutExpired:
                browser.kill()
                browser.wait()


main(*sys.argv[1:])
