/** The client against a server, which C2SIM_URL names. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Client, Member, MessagesMissed, OutcomeUnknown, Receipt, Refused, Stream, StreamClosed, Unreachable } from "../src/index.js";
import { Proxy } from "./proxy.js";

const url = process.env["C2SIM_URL"] ?? "";
const id = "0a1b2c3d-0000-4000-8000-00000000000a";
const moment = "<IsoDateTime>2026-01-01T00:00:00Z</IsoDateTime>";
const initialization =
  `<C2SIMInitializationBody><ObjectDefinitions/><ScenarioSetting><DateTime>${moment}</DateTime><Version>1</Version>` +
  `</ScenarioSetting><SystemEntityList><ActorReference>${id}</ActorReference><SystemName>SIM</SystemName>` +
  "</SystemEntityList></C2SIMInitializationBody>";

function report(latitude: number, number = 0): string {
  const reportId = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  return (
    `<DomainMessageBody><ReportBody><FromSender>${id}</FromSender><ToReceiver>${id}</ToReceiver><ReportContent>` +
    `<PositionReportContent><TimeOfObservation><DateTime>${moment}</DateTime></TimeOfObservation><Location>` +
    `<GeodeticCoordinate><Latitude>${latitude}</Latitude><Longitude>4.3</Longitude></GeodeticCoordinate></Location>` +
    `<SubjectEntity>${id}</SubjectEntity></PositionReportContent></ReportContent><ReportID>${reportId}</ReportID>` +
    `<ReportingEntity>${id}</ReportingEntity></ReportBody></DomainMessageBody>`
  );
}

async function runScenario(member: Member): Promise<void> {
  await member.submitInitialization();
  await member.publish(member.compose(initialization));
  await member.shareScenario();
  await member.start();
}

/** The numbers of the next reports. */
async function numbers(stream: Stream, count: number): Promise<number[]> {
  const heard: number[] = [];
  for await (const { xml } of stream) {
    heard.push(Number(/<ReportID>[^<]*-(\d+)</.exec(xml)?.[1]));
    if (heard.length === count) break;
  }
  return heard;
}

const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);
const reports = { kinds: ["ReportBody"] };

interface Exercise {
  readonly session: string;
  readonly admin: Client;
  readonly c2: Member;
  readonly sim: Member;
  readonly proxy: Proxy;
}

/** A test in a session of its own, with a member C2, and SIM behind a proxy. */
function exercise(name: string, run: (exercise: Exercise) => Promise<void>): void {
  test(name, async () => {
    const session = `ts-${crypto.randomUUID()}`;
    const admin = new Client(url);
    const proxy = await Proxy.open(new URL(url));
    await admin.createSession(session, { displayName: "TypeScript" });
    try {
      const c2 = await admin.join(session, { system: "C2" });
      const other = new Client(proxy.url, { backoff: { firstS: 0.01, longestS: 0.1 } });
      const sim = await other.join(session, { system: "SIM" });
      await run({ session, admin, c2, sim, proxy });
    } finally {
      await admin.deleteSession(session);
      proxy.close();
    }
  });
}

exercise("an exercise from joining to resigning", async ({ c2, sim }) => {
  const stream = await sim.stream();
  await runScenario(c2);
  const receipt = await c2.publish(c2.compose(report(52.1)));
  const kinds: string[] = [];
  for await (const message of stream) {
    kinds.push(message.kind);
    if (message.kind !== "ReportBody") continue;
    assert.deepEqual([message.address, message.trackingId], [receipt.address, receipt.trackingId]);
    assert.ok(message.at instanceof Date);
    break;
  }
  const expected = ["SubmitInitialization", "C2SIMInitializationBody", "ShareScenario", "StartScenario", "ReportBody"];
  assert.deepEqual(kinds, expected);
  stream.close();
  assert.equal((await sim.info()).state, "RUNNING");
  assert.match(await sim.initialization(), /C2SIMInitializationBody/);
  assert.deepEqual((await sim.picture()).entities.map(({ latitude }) => latitude), [52.1]);
  const history: string[] = [];
  for await (const { kind } of sim.history()) history.push(kind);
  assert.equal(history.at(-1), "ReportBody");
  for (const step of [c2.pause, c2.resume, c2.stop, c2.reset]) await step();
  await c2.resign();
});

exercise("what was sent while the connection was cut is heard once and in order", async ({ c2, sim, proxy }) => {
  await runScenario(c2);
  const count = 400;
  const stream = await sim.stream(undefined, reports);
  const upstream = await c2.stream();
  const publishing = Promise.all(upTo(count).map((number) => upstream.publish(c2.compose(report(52, number)))));
  const heard: number[] = [];
  while (heard.length < count) {
    heard.push(...(await numbers(stream, 50)));
    proxy.cut();
  }
  await publishing;
  assert.deepEqual(heard, upTo(count));
  await c2.publish(c2.compose(report(52, count)));
  assert.deepEqual(await numbers(stream, 1), [count]);
  assert.ok(stream.reconnections > 0);
  stream.close();
  upstream.close();
});

exercise("a stream goes on where another one ended", async ({ c2, sim }) => {
  await runScenario(c2);
  const first = await sim.stream();
  await c2.publish(c2.compose(report(52, 1)));
  await numbers(first, 1);
  first.close();
  await c2.publish(c2.compose(report(52, 2)));
  const second = await sim.stream(first.position);
  assert.deepEqual(await numbers(second, 1), [2]);
  second.close();
});

exercise("a refusal has its code and what is wrong with the document", async ({ c2 }) => {
  await runScenario(c2);
  const stream = await c2.stream();
  for (const publish of [(xml: string) => c2.publish(xml), (xml: string) => stream.publish(xml)]) {
    const refusal = await publish(c2.compose(report(152.1))).catch((failure: unknown) => failure);
    assert.ok(refusal instanceof Refused);
    assert.deepEqual([refusal.status, refusal.code], [400, "XSD_VALIDATION_ERROR"]);
    assert.ok(refusal.trackingId);
    const [violation] = refusal.violations;
    assert.equal(violation?.line, 1);
    assert.match(violation?.path ?? "", /\/Latitude$/);
  }
  assert.ok((await stream.publish(c2.compose(report(52.1)))).address);
  stream.close();
});

exercise("what is in flight when the connection is cut is told of", async ({ c2, sim, proxy }) => {
  await runScenario(c2);
  const stream = await sim.stream();
  const publishing = upTo(300).map((number) => stream.publish(sim.compose(report(52, number))));
  const answers = Promise.allSettled(publishing);
  await publishing[0];
  proxy.cut();
  const accepted = new Set<string | undefined>();
  for (const answer of await answers) {
    if (answer.status === "fulfilled") accepted.add((answer.value as Receipt).address);
    else assert.ok(answer.reason instanceof OutcomeUnknown, String(answer.reason));
  }
  assert.ok((await stream.publish(sim.compose(report(52)))).address);
  for await (const { address } of sim.history(undefined, reports)) accepted.delete(address);
  assert.equal(accepted.size, 0, "what was accepted is kept");
  stream.close();
});

exercise("a stream that cannot go on says so", async ({ session, admin, c2, sim }) => {
  const { address } = await c2.submitInitialization();
  await admin.deleteSession(session);
  await admin.createSession(session);
  const missed = await sim.stream(address).catch((failure: unknown) => failure);
  assert.ok(missed instanceof MessagesMissed);
  assert.equal(missed.after, address);
  (await sim.stream(missed.address)).close();
});

exercise("a stream ends with its membership and a wrong one does not begin", async ({ sim }) => {
  const stream = await sim.stream();
  await sim.resign();
  for await (const message of stream) assert.fail(message.xml);
  await assert.rejects(sim.stream("nonsense"), StreamClosed);
});

exercise("a slow reader hears everything and may publish meanwhile", async ({ c2, sim }) => {
  await runScenario(c2);
  const count = 3000;
  const slow = await sim.stream(undefined, reports);
  const upstream = await c2.stream();
  await Promise.all(upTo(count).map((number) => upstream.publish(c2.compose(report(52, number)))));
  await slow.publish(sim.compose(report(52)));
  assert.deepEqual(await numbers(slow, count), upTo(count));
  slow.close();
  upstream.close();
});

test("no server is told apart from a refusal", async () => {
  await assert.rejects(new Client("http://127.0.0.1:9").sessions(), Unreachable);
  await assert.rejects(new Client(url).session("no-such-session"), { code: "SHARED_SESSION_NOT_FOUND" });
});
