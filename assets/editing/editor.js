"use strict";

const base = location.pathname.replace(/[^/]*$/, "");
const $ = (id) => document.getElementById(id);

function log(text, isBad) {
  const row = document.createElement("li");
  const time = document.createElement("time");
  time.textContent = new Date().toLocaleTimeString();
  row.append(time, text);
  if (isBad) row.className = "bad";
  $("log").prepend(row);
  while ($("log").children.length > 200) $("log").lastChild.remove();
}

const HEARTBEAT_MS = 30000;
// What one message carries at most, so that it stays within the server's limit however its letters are written.
const MESSAGE_UNITS = 1500;
const MESSAGE_STEPS = 60;

// The headers of a request; the token is that of the server's identity provider.
function headers(more) {
  const token = $("token").value.trim();
  return { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...more };
}

class Editor {
  constructor(card, user) {
    this.card = card;
    card.append($("editor").content.cloneNode(true));
    const find = (selector) => card.querySelector(selector);
    this.user = find(".user");
    this.user.value = user;
    this.state = find(".state");
    this.area = find("textarea");
    this.marks = find(".marks");
    this.version = find(".version");
    this.there = find(".there");
    this.button = find(".connect");
    this.button.onclick = () => (this.socket ? this.disconnect() : this.connect());
    this.area.oninput = () => this.typed();
    this.area.onscroll = () => { this.marks.scrollTop = this.area.scrollTop; };
    document.addEventListener("selectionchange", () => this.pointed());
    this.reset();
  }

  reset() {
    this.text = "";
    this.at = 0;
    this.sent = null;
    this.waiting = [];
    this.cursors = new Map();
    this.faults = [];
  }

  async connect() {
    this.button.disabled = true;
    try {
      const answer = await fetch(base + "api/sessions", {
        method: "POST",
        headers: headers({ "Content-Type": "application/json" }),
        body: JSON.stringify({ user_id: this.user.value, client_info: "the page of the editing door", document_id: $("document").value }),
      });
      const created = await answer.json();
      if (!answer.ok) throw new Error(created.error.message);
      this.session = created.session_id;
      this.open(created.websocket_url);
    } catch (error) {
      log(`${this.user.value}: ${error.message}`, true);
    }
    this.button.disabled = false;
  }

  open(url) {
    const socket = new WebSocket(url);
    this.socket = socket;
    this.show("connecting");
    socket.onopen = () => {
      this.show("connected", "good");
      this.beat = setInterval(() => this.say("heartbeat", {}), HEARTBEAT_MS);
      log(`${this.user.value} is connected`);
    };
    socket.onmessage = (event) => this.hear(JSON.parse(event.data));
    socket.onclose = (event) => {
      clearInterval(this.beat);
      this.socket = null;
      this.area.disabled = true;
      this.show(`closed ${event.code}`, "bad");
      log(`${this.user.value} is disconnected: ${event.code} ${event.reason}`);
    };
  }

  disconnect() {
    this.socket.close(1000);
    fetch(`${base}api/sessions/${this.session}`, { method: "DELETE", headers: headers() }).catch(() => {});
  }

  show(state, kind) {
    this.state.textContent = state;
    this.state.className = `state ${kind || "quiet"}`;
    this.button.textContent = this.socket ? "Disconnect" : "Connect";
  }

  say(type, payload) {
    if (!this.socket || this.socket.readyState !== WebSocket.OPEN) return;
    this.socket.send(JSON.stringify({ id: crypto.randomUUID ? crypto.randomUUID() : String(Math.random()), type, payload, timestamp: new Date().toISOString() }));
  }

  hear(message) {
    const { type, payload } = message;
    if (type === "document_sync") this.start(payload);
    else if (type === "edit_ack") this.placed(payload.version);
    else if (type === "realtime_edit") this.others(message);
    else if (type === "presence") this.present(payload.users);
    else if (type === "cursor_update") { this.cursors.set(payload.connection_id, payload); this.mark(); }
    else if (type === "history") showHistory(payload, this);
    else if (type === "session_connected" && payload.session_id !== this.session) log(`${payload.user_id} came, ${payload.connection_count} connection(s) of that session`);
    else if (type === "session_disconnected") log(`${payload.user_id} left: ${payload.reason}`);
    else if (type === "error") this.fault(payload);
  }

  start(document) {
    this.reset();
    this.text = document.content;
    this.at = document.version;
    this.area.value = document.content;
    this.area.disabled = false;
    this.present(document.users);
    this.shown();
  }

  fault(error) {
    log(`${this.user.value}: ${error.code}: ${error.message}`, true);
    const retry = error.details && error.details.retry_after_ms;
    if (this.sent && error.code === "RATE_LIMITED") {
      // It was dropped: it goes again, with what was typed since.
      this.waiting = compose(this.sent, this.waiting);
      this.sent = null;
      setTimeout(() => this.send(), retry || 100);
    } else if (this.sent) {
      this.say("document_sync", {});
    }
  }

  typed() {
    const change = between(this.text, this.area.value);
    if (!change.length) return;
    this.text = this.area.value;
    this.waiting = compose(this.waiting, change);
    this.send();
    this.mark();
  }

  send() {
    if (this.sent || !this.waiting.length) return;
    [this.sent, this.waiting] = split(this.waiting, MESSAGE_UNITS, MESSAGE_STEPS);
    this.say("realtime_edit", {
      user_id: this.user.value, cursor_position: this.area.selectionStart, base_version: this.at, changes: splices(this.sent),
    });
  }

  placed(version) {
    this.at = version;
    this.sent = null;
    this.send();
    this.shown();
  }

  others(message) {
    if (!message.change) return;
    let theirs = ofSplices(message.change.changes);
    if (this.sent) {
      const sent = beside(this.sent, theirs, false);
      theirs = beside(theirs, this.sent, true);
      this.sent = sent;
    }
    const waiting = beside(this.waiting, theirs, false);
    theirs = beside(theirs, this.waiting, true);
    this.waiting = waiting;
    const [start, end] = [moved(theirs, this.area.selectionStart), moved(theirs, this.area.selectionEnd)];
    const scroll = this.area.scrollTop;
    this.text = apply(theirs, this.text);
    this.area.value = this.text;
    if (document.activeElement === this.area) this.area.setSelectionRange(start, end);
    this.area.scrollTop = scroll;
    this.at = message.change.version;
    for (const mark of [...this.cursors.values(), ...this.faults]) mark.position = moved(theirs, mark.position);
    this.shown();
  }

  pointed() {
    if (document.activeElement !== this.area || this.socket === null) return;
    const [start, end] = [this.area.selectionStart, this.area.selectionEnd];
    if (this.pointedAt === `${start}-${end}`) return;
    this.pointedAt = `${start}-${end}`;
    clearTimeout(this.pointing);
    this.pointing = setTimeout(() => this.say("cursor_update", { position: this.area.selectionEnd, selection: { start, end } }), 50);
  }

  present(users) {
    this.there.textContent = users.map((user) => user.user_id).join(", ");
    const ids = new Set(users.map((user) => user.connection_id));
    for (const id of this.cursors.keys()) if (!ids.has(id)) this.cursors.delete(id);
    this.mark();
  }

  // Where others are, and what is wrong.
  mark() {
    const there = [...this.cursors.values()].map(({ position, user_id }) => ({ position, user: user_id }));
    const marks = [...there, ...this.faults].sort((one, two) => one.position - two.position);
    this.marks.replaceChildren();
    let from = 0;
    for (const { position, user } of marks) {
      const at = Math.min(position, this.text.length);
      this.marks.append(this.text.slice(from, at));
      const mark = document.createElement(user === undefined ? "u" : "i");
      if (user !== undefined) mark.dataset.user = user;
      this.marks.append(mark);
      from = at;
    }
    this.marks.append(this.text.slice(from));
    this.marks.scrollTop = this.area.scrollTop;
  }

  shown() {
    this.version.textContent = `version ${this.at}`;
    this.mark();
    document.dispatchEvent(new Event("written"));
  }
}

const editors = [...document.querySelectorAll("[data-editor]")].map((card, index) => new Editor(card, index ? "Ben" : "Ann"));

$("open").onsubmit = async (event) => {
  event.preventDefault();
  for (const editor of editors) {
    if (editor.socket) editor.disconnect();
    await editor.connect();
  }
};

function connected() { return editors.find((editor) => editor.socket); }

$("history").onclick = () => {
  const editor = connected();
  if (!editor) return log("connect first", true);
  editor.say("history_request", { from: Math.max(1, editor.at - 150) });
};

function showHistory(history, editor) {
  const rows = history.versions.reverse().map((version) => {
    const row = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = version.version;
    button.title = "Bring this version back";
    button.onclick = () => editor.say("restore", { version: version.version });
    const what = version.changes.map((change) => `${change.delete ? `−${change.delete} ` : ""}${change.insert ? `+${JSON.stringify(change.insert.slice(0, 60))}` : ""}`).join(" ");
    row.append(button, `${version.user_id}: ${what}`);
    return row;
  });
  $("versions").replaceChildren(...rows);
}

const CALLS = [
  ["POST", "api/sessions", '{"user_id": "Cid", "client_info": "by hand"}'],
  ["GET", "api/sessions", ""],
  ["GET", "api/sessions/{session}", ""],
  ["POST", "api/sessions/{session}/activate", ""],
  ["POST", "api/sessions/{session}/suspend", ""],
  ["DELETE", "api/sessions/{session}", ""],
  ["GET", "api/statistics", ""],
  ["GET", "health", ""],
];
for (const [method, path] of CALLS) $("call").append(new Option(`${method} ${path}`));
let lastSession = "";
function chosen() {
  const [, path, body] = CALLS[$("call").selectedIndex];
  $("path").value = path.replace("{session}", lastSession || (editors[0].session || "{session}"));
  $("body").value = body;
  $("body").hidden = !body;
}
$("call").onchange = chosen;
chosen();

$("rest").onsubmit = async (event) => {
  event.preventDefault();
  const [method] = CALLS[$("call").selectedIndex];
  const started = performance.now();
  try {
    const body = $("body").value;
    const answer = await fetch(base + $("path").value, body ? { method, body, headers: headers({ "Content-Type": "application/json" }) } : { method, headers: headers() });
    const text = await answer.text();
    let shown = text;
    try {
      const value = JSON.parse(text);
      if (value.session_id) lastSession = value.session_id;
      shown = JSON.stringify(value, null, 2);
    } catch { /* It is no JSON, and is shown as it is. */ }
    $("answer").textContent = `${answer.status} ${answer.statusText}, ${(performance.now() - started).toFixed(1)} ms\n${shown}`;
  } catch (error) {
    $("answer").textContent = error.message;
  }
};

let before = null;
async function figures() {
  try {
    const now = await (await fetch(base + "api/statistics", { headers: headers() })).json();
    now.at = performance.now();
    for (const name of ["connections", "sessions", "documents"]) $(name).textContent = now[name];
    if (before) {
      const seconds = (now.at - before.at) / 1000;
      $("received").textContent = ((now.messages_received - before.messages_received) / seconds).toFixed(1);
      $("sent").textContent = ((now.messages_sent - before.messages_sent) / seconds).toFixed(1);
    }
    before = now;
  } catch { before = null; }
}
setInterval(figures, 1000);
figures();
for (const editor of editors) editor.connect();
