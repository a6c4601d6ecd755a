/** A member of a session: what a system does in an exercise. */

import {
  DynamicSessionInfo,
  HistoryApi,
  NotificationsApi,
  Picture,
  PictureApi,
  PublishApi,
  RequestJoinSession,
  SessionApi,
} from "c2sim-api";

import { Backoff } from "./backoff.js";
import { OpenSocket } from "./connection.js";
import { Refused } from "./errors.js";
import { compose, Message, readMessage, Receipt, systemMessage } from "./messages.js";
import { Filter, Stream, StreamOwner } from "./stream.js";
import { Transport } from "./transport.js";

const ALREADY_JOINED = "C2SIM_CLIENT_ALREADY_JOINED";
const PAGE_MESSAGES = 1000;

/** A membership, made by `Client.join`. */
export class Member implements StreamOwner {
  private readonly sessions: SessionApi;
  private readonly publishing: PublishApi;

  constructor(
    readonly transport: Transport,
    /** The name of the session. */
    readonly session: string,
    private readonly request: RequestJoinSession,
    /** The namespace of the session's messages. */
    readonly namespace: string,
    readonly backoff: Backoff,
    readonly openSocket: OpenSocket,
  ) {
    this.sessions = new SessionApi(transport.configuration);
    this.publishing = new PublishApi(transport.configuration);
  }

  /** FromSendingSystem of its messages. */
  get system(): string {
    return this.request.systemName ?? "UNKNOWN";
  }

  /** Becomes a member anew where the server removed it meanwhile; a stream does so by itself. */
  async joinAgain(): Promise<void> {
    try {
      await this.transport.call(() => this.sessions.joinSession({ ...this.who, requestJoinSession: this.request }));
    } catch (failure) {
      if (!(failure instanceof Refused && failure.code === ALREADY_JOINED)) throw failure;
    }
  }

  /** Leaves; its streams end. */
  async resign(reason = "done"): Promise<void> {
    await this.transport.call(() =>
      this.sessions.resignFromSession({ ...this.who, requestResignSession: { reason } }),
    );
  }

  /** The session as it is now, its state among it. */
  async info(): Promise<DynamicSessionInfo> {
    return this.transport.call(() => this.sessions.getSessionInfo(this.who));
  }

  /** The messages of the others, from now on or after an address. */
  async stream(after?: string, filter: Filter = {}): Promise<Stream> {
    return Stream.open(this, after, filter);
  }

  /** Where the stream is, complete but for the clientId. */
  async streamUrl(): Promise<string> {
    const api = new NotificationsApi(this.transport.configuration);
    return (await this.transport.call(() => api.getStreamEndpoints(this.who))).websocket.url;
  }

  /** Publishes a message. Many at once are cheaper on a stream: `Stream.publish`. */
  async publish(xml: string): Promise<Receipt> {
    return this.transport.call(async () => {
      const answer = await this.publishing.sendRaw({ ...this.who, body: xml });
      const { trackingId = "" } = await answer.value();
      const header = (name: string) => answer.raw.headers.get(name) ?? undefined;
      return { trackingId, address: header("c2sim-address"), warning: header("c2sim-warning") };
    });
  }

  /** A message of this system around the XML of one body, in the session's namespace. */
  compose(body: string, receivers?: readonly string[]): string {
    return compose(body, { namespace: this.namespace, sender: this.system, ...(receivers && { receivers }) });
  }

  /** Publishes a system message of one empty element, such as `StartScenario`. */
  async command(element: string): Promise<Receipt> {
    return this.publish(systemMessage(element, { namespace: this.namespace, sender: this.system }));
  }

  /** UNINITIALIZED → INITIALIZING: initializations are taken from now on. */
  submitInitialization = () => this.command("SubmitInitialization");
  /** Tells that this system has submitted its part of the initialization. */
  initializationComplete = () => this.command("InitializationComplete");
  /** INITIALIZING → INITIALIZED: everyone gets the initialization. */
  shareScenario = () => this.command("ShareScenario");
  /** INITIALIZED → RUNNING. */
  start = () => this.command("StartScenario");
  /** RUNNING → PAUSED. */
  pause = () => this.command("PauseScenario");
  /** PAUSED → RUNNING. */
  resume = () => this.command("ResumeScenario");
  /** RUNNING or PAUSED → INITIALIZED. */
  stop = () => this.command("StopScenario");
  /** INITIALIZING or INITIALIZED → UNINITIALIZED: the initialization is forgotten. */
  reset = () => this.command("ResetScenario");

  /** The initialization as it was shared, a whole message in XML. */
  async initialization(): Promise<string> {
    return this.transport.call(() => this.sessions.getSessionInitialization(this.who));
  }

  /** The latest of every entity, for whoever joins late; a stream goes on after its `address`. */
  async picture(): Promise<Picture> {
    const api = new PictureApi(this.transport.configuration);
    return this.transport.call(() => api.getSessionPicture(this.who));
  }

  /** What went out in the session, its own messages included, from the beginning or after an address. */
  async *history(after?: string, filter: Filter = {}): AsyncGenerator<Message, void, undefined> {
    const api = new HistoryApi(this.transport.configuration);
    for (;;) {
      const text = await this.transport.call(() =>
        api.getSessionMessages({
          ...this.who,
          limit: PAGE_MESSAGES,
          ...(after !== undefined && { after }),
          ...(filter.kinds && { kind: [...filter.kinds] }),
          ...(filter.senders && { from: [...filter.senders] }),
          ...(filter.receivers && { to: [...filter.receivers] }),
        }),
      );
      const page = text.split("\n").filter((line) => line !== "").map((line) => readMessage(JSON.parse(line)));
      yield* page;
      if (page.length < PAGE_MESSAGES) return;
      after = page.at(-1)?.address;
    }
  }

  private get who(): { clientId: string; sessionId: string } {
    return { clientId: this.transport.clientId, sessionId: this.session };
  }
}
