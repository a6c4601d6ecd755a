// A whole exercise with the generated TypeScript client, as built. Usage: node exercise.mjs URL MESSAGES_FOLDER
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import {
  C2SimErrorFromJSON,
  Configuration,
  HistoryApi,
  PictureApi,
  PublishApi,
  ResponseError,
  SchemasApi,
  SessionApi,
} from "c2sim-api";

const [url, messages] = process.argv.slice(2);
const who = { clientId: "sdk-tscrpt", sessionId: "sdk-typescript" };
const configuration = new Configuration({ basePath: `${url}/api` });
const sessions = new SessionApi(configuration);
const publishing = new PublishApi(configuration);
const read = (name) => readFileSync(path.join(messages, `${name}.xml`), "utf8");

async function send(name) {
  assert.ok((await publishing.send({ ...who, body: read(name) })).trackingId);
}

async function sendFile(name) {
  assert.ok((await publishing.sendFile({ ...who, file: new Blob([read(name)]) })).trackingId);
}

const data = { c2simSchemaVersion: "2.0.0", displayName: "SDK", description: "An exercise" };
const created = await sessions.createSession({ ...who, requestCreateSession: { data } });
assert.equal(created.creation, "CREATED");
assert.ok(created.session.createdAt instanceof Date);
assert.ok((await new SchemasApi(configuration).getSchemas(who)).schemas.some(({ version }) => version === "2.0.0"));
await sessions.joinSession({ ...who, requestJoinSession: { systemName: "C2", clientIdDisplayName: "SDK" } });

await send("submit-initialization");
await send("initialization");
await sendFile("initialization");
await send("share-scenario");
await sendFile("start-scenario");
assert.equal((await sessions.getSessionInfo(who)).state, "RUNNING");
await send("order");
await sendFile("order");
await send("report");
await sendFile("report");

assert.match(await sessions.getSessionInitialization(who), /^<(\?xml|Message)/);
const history = new HistoryApi(configuration);
const lines = (await history.getSessionMessages({ ...who, kind: ["OrderBody", "ReportBody"] })).trim().split("\n");
assert.equal(lines.length, 4);
assert.match(await history.getSessionMessagesXml({ ...who, limit: 2, accept: "application/xml" }), /<SessionMessages/);
const picture = await new PictureApi(configuration).getSessionPicture(who);
assert.deepEqual(picture.entities.map(({ latitude }) => latitude), [52.1]);
assert.match(await new PictureApi(configuration).getSessionPictureXml({ ...who, accept: "application/xml" }), /PositionReportContent/);

const refusal = await send("invalid").then(() => assert.fail("it was accepted"), (failure) => failure);
assert.ok(refusal instanceof ResponseError);
assert.equal(refusal.response.status, 400);
const error = C2SimErrorFromJSON(await refusal.response.json());
assert.equal(error.code, "XSD_VALIDATION_ERROR");
assert.match(error.details.XSD_ERROR_1, /Latitude/);

await sessions.resignFromSession({ ...who, requestResignSession: { reason: "done" } });
assert.match((await sessions.deleteSession({ ...who, force: false })).message, /sdk-typescript/);
console.log("typescript: the exercise ended as it should");
