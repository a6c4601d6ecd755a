"use strict";

// The document as a C2SIM message: held against the schema of a session while people type, and sent to it by a button.

const WRITTEN_PAUSE_MS = 250;
const SESSIONS_EVERY_MS = 5000;
const EVERYTHING_IN_ORDER = "It is a message of this session: ";

const message = { checking: false, again: false, timer: null };
$("client").value = `page-${Math.random().toString(36).slice(2, 7)}`;

async function asked(method, url, body, more) {
  const sent = body ? { body: JSON.stringify(body), headers: headers({ "Content-Type": "application/json", ...more }) } : { headers: headers(more) };
  const answer = await fetch(url, { method, ...sent });
  const value = await answer.json();
  if (answer.ok) return value;
  const error = value.error || value;
  throw Object.assign(new Error(error.message || error.title), { code: error.code, details: error.details });
}

const ofSession = (call) => `${base}api/sessions/${connected().session}/${call}`;
const session = () => $("session").value;

function told(text, kind) {
  $("verdict").textContent = text;
  $("verdict").className = kind || "quiet";
}

// Which sessions are open to this door changes while the page is open.
async function listSessions() {
  if (!connected()) return;
  try {
    const { sessions } = await asked("GET", ofSession("c2sim"));
    const chosen = session();
    const options = sessions.map(({ name, schema_version, state }) => new Option(`${name} · ${schema_version} · ${state}`, name, false, name === chosen));
    $("session").replaceChildren(...options);
    $("session").disabled = $("join").disabled = !sessions.length;
    if (!sessions.length) {
      show([]);
      told("No C2SIM session takes documents: create one with \"crossings\": [\"editing\"].");
      $("submit").disabled = true;
    } else if (session() !== chosen) check();
  } catch (error) { told(error.message, "bad"); }
}

// One check at a time, and one more where something was written meanwhile.
async function check() {
  if (message.checking) { message.again = true; return; }
  if (!session() || !connected()) return;
  message.checking = true;
  message.again = false;
  const editor = connected(), text = editor.text;
  try {
    const verdict = await asked("POST", ofSession("validation"), { c2sim_session: session() });
    show(verdict.violations, editor.text === text ? text : null);
    if (verdict.valid) told(`${EVERYTHING_IN_ORDER}${verdict.kind}, schema ${verdict.schema_version}`, "good");
    else told(`${verdict.code}: ${verdict.violations.length ? `${verdict.violations.length}${verdict.more ? " and more" : ""} to mend` : verdict.message}`, "bad");
    $("submit").disabled = !verdict.valid;
  } catch (error) { told(error.message, "bad"); }
  message.checking = false;
  if (message.again) check();
}

// Lines and columns count characters, places in a text count UTF-16 units.
function placeOf(text, { line, column }) {
  let at = 0;
  for (let number = 1; number < line; number++) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  for (let number = 1; number < column && at < text.length; number++) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

function cell(text, kind) {
  const cell = document.createElement("td");
  cell.textContent = text;
  if (kind) cell.className = kind;
  return cell;
}

function show(violations, text) {
  const rows = violations.map((violation) => {
    const row = document.createElement("tr");
    const go = document.createElement("button");
    go.type = "button";
    go.textContent = `${violation.line}:${violation.column}`;
    go.title = "Go there";
    go.onclick = () => {
      const editor = connected(), place = placeOf(editor.text, violation);
      editor.area.focus();
      editor.area.setSelectionRange(place, place);
    };
    const where = document.createElement("td");
    where.append(go);
    row.append(where, cell(violation.path, "path"), cell(violation.found), cell(violation.expected.join(", ")), cell(violation.rule, "quiet"));
    return row;
  });
  $("violations").replaceChildren(...rows);
  $("places").hidden = !rows.length;
  for (const editor of editors) {
    editor.faults = text === null || text === undefined ? [] : violations.map((violation) => ({ position: placeOf(text, violation) }));
    editor.mark();
  }
}

document.addEventListener("written", () => {
  clearTimeout(message.timer);
  message.timer = setTimeout(check, WRITTEN_PAUSE_MS);
});
$("session").onchange = check;

$("join").onclick = async () => {
  try {
    const url = new URL(`../api/c2sim/session/${encodeURIComponent(session())}/join`, location.origin + base);
    const body = { clientIdDisplayName: "The page for editing together" };
    if ($("system").value) body.systemName = $("system").value;
    const joined = await asked("POST", url, body, { clientId: $("client").value });
    log(`${$("client").value} joined ${session()}: ${joined.msg || ""}`);
  } catch (error) { log(`join: ${error.code || ""} ${error.message}`, true); }
};

$("message").onsubmit = async (event) => {
  event.preventDefault();
  try {
    const sent = await asked("POST", ofSession("submission"), { c2sim_session: session(), client_id: $("client").value });
    told(`Sent: ${sent.kind} ${sent.tracking_id}`, "good");
    log(`sent version ${sent.version} to ${session()} as ${sent.kind}, at ${sent.address}`);
  } catch (error) {
    told(`${error.code}: ${error.message}`, "bad");
    log(`not sent: ${error.code}: ${error.message}`, true);
  }
};

setInterval(listSessions, SESSIONS_EVERY_MS);
document.addEventListener("written", listSessions, { once: true });
