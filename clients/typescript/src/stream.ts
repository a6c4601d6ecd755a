/**
 * The messages of a session as they come, also across interruptions, and publishing on the same socket.
 *
 * What must always hold: every message of the others is handed over once, in the order of the session, whatever happens to the
 * connection; where that cannot be, the iteration ends with `MessagesMissed`, never silently.
 */

import { Backoff, waitsS } from "./backoff.js";
import { Closed, Connection, OpenSocket, PROTOCOL } from "./connection.js";
import { C2simError, MessagesMissed, OutcomeUnknown, Refused, StreamClosed, Unreachable } from "./errors.js";
import { Message, readMessage, Receipt } from "./messages.js";
import { mayPass, Transport } from "./transport.js";

/** Messages that are held for a reader that is slow. */
export const MAX_WAITING_MESSAGES = 1024;

// Close codes of the server. Whatever is not here ends a connection, not the stream.
const ENDED = 1000; // resigned, removed, replaced by another stream, or the session was deleted
const WRONG_REQUEST = 1003;
const TOKEN_ENDED = 4401;

/** Which messages are wanted. A part that names nothing lets everything through. */
export interface Filter {
  /** Kinds, such as `OrderBody` or `StartScenario`. */
  readonly kinds?: readonly string[];
  /** Systems by FromSendingSystem. */
  readonly senders?: readonly string[];
  /** Systems by ToReceivingSystem; what is for all is for each. */
  readonly receivers?: readonly string[];
}

/** What a stream needs of its member. */
export interface StreamOwner {
  readonly transport: Transport;
  readonly backoff: Backoff;
  readonly openSocket: OpenSocket;
  streamUrl(): Promise<string>;
  joinAgain(): Promise<void>;
}

interface Waiting {
  resolve(receipt: Receipt): void;
  reject(failure: C2simError): void;
}

/**
 * A stream, opened by `Member.stream`; iterate over it with `for await`. The iteration ends when the client resigned, was
 * removed, opened another stream, or the session was deleted.
 */
export class Stream implements AsyncIterableIterator<Message> {
  /** How often the connection was lost and made anew. */
  reconnections = 0;

  private readonly messages: Message[] = [];
  private readonly unanswered = new Map<number, Waiting>();
  private readonly watchers = new Set<() => void>();
  private nextRef = 0;
  private handedOver: string | undefined;
  private connection: Connection | undefined;
  private over = false;
  private closing = false;
  private failure: unknown;

  private constructor(
    private readonly owner: StreamOwner,
    private received: string | undefined,
    private readonly filter: Filter,
  ) {}

  /** A stream from now on, or after an address. */
  static async open(owner: StreamOwner, after: string | undefined, filter: Filter): Promise<Stream> {
    const stream = new Stream(owner, after, filter);
    stream.connection = await stream.connect();
    stream.handedOver = stream.received;
    void stream.run(stream.connection);
    return stream;
  }

  /** The address of the last message that was handed over: another stream goes on there with `after`. */
  get position(): string | undefined {
    return this.handedOver;
  }

  /** Whether there is a connection now; while there is none, one is being made, unless the stream has ended. */
  get connected(): boolean {
    return this.connection !== undefined;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Message, undefined>> {
    await this.until(() => this.messages.length > 0 || this.over);
    const message = this.messages.shift();
    if (message) {
      this.handedOver = message.address;
      this.changed();
      return { value: message, done: false };
    }
    if (this.failure) throw this.failure;
    return { value: undefined, done: true };
  }

  /** Closes the connection; the membership stays. Leaving a `for await` does not close. */
  close(): void {
    this.closing = true;
    this.connection?.close();
    this.end();
  }

  /**
   * Publishes a message on the socket. Many may be in flight: they are decided on in the order in which this was called. While
   * there is no connection it waits for one. Throws `Refused`, or `OutcomeUnknown` when the connection was lost before the
   * answer came.
   */
  async publish(xml: string): Promise<Receipt> {
    while (!this.connection && !this.over) await this.until(() => this.connection !== undefined || this.over);
    const connection = this.connection;
    if (!connection) throw this.failure ?? new C2simError("the stream is closed");
    const ref = this.nextRef++;
    return new Promise((resolve, reject) => {
      this.unanswered.set(ref, { resolve, reject });
      this.changed();
      connection.send(JSON.stringify({ publish: xml, ref }));
    });
  }

  /** Reads one connection after the other until the stream is over. */
  private async run(connection: Connection): Promise<void> {
    try {
      for (;;) {
        const { code, reason } = await this.read(connection);
        this.lost();
        if (this.closing || code === ENDED) return this.end();
        if (code === WRONG_REQUEST || (code === TOKEN_ENDED && !this.owner.transport.renewsItsToken)) {
          throw new StreamClosed(code, reason);
        }
        connection = await this.connectAgain();
        this.connection = connection;
        this.changed();
        if (this.closing) connection.close();
      }
    } catch (failure) {
      this.end(failure);
    }
  }

  /** Takes frames until the connection ends. */
  private async read(connection: Connection): Promise<Closed> {
    for (;;) {
      const frame = await connection.receive();
      if (typeof frame !== "string") return frame;
      if (!frame.trim()) continue;
      const heard = JSON.parse(frame);
      if ("ref" in heard) this.answer(heard);
      else if ("xml" in heard) await this.keep(readMessage(heard));
    }
  }

  private async keep(message: Message): Promise<void> {
    // Whoever waits for an answer must get it, also when it comes behind messages that nobody takes.
    await this.until(() => this.messages.length < MAX_WAITING_MESSAGES || this.unanswered.size > 0 || this.over);
    this.messages.push(message);
    this.received = message.address;
    this.changed();
  }

  private answer(heard: { ref: unknown; error?: any; trackingId: string; address: string }): void {
    const waiting = this.unanswered.get(heard.ref as number);
    this.unanswered.delete(heard.ref as number);
    if (!heard.error) waiting?.resolve({ trackingId: heard.trackingId, address: heard.address });
    else waiting?.reject(new Refused(400, heard.error.code, heard.error.message, heard.error.details));
  }

  private async connectAgain(): Promise<Connection> {
    let failure: C2simError = new Unreachable("no attempt to connect again was made");
    for (const waitS of waitsS(this.owner.backoff)) {
      await new Promise((over) => setTimeout(over, waitS * 1000));
      try {
        const connection = await this.connect();
        this.reconnections++;
        return connection;
      } catch (again) {
        if (!mayPass(again) || this.closing) throw again;
        failure = again;
      }
    }
    throw failure;
  }

  /** A connection that goes on after the last message that was received. */
  private async connect(): Promise<Connection> {
    const { transport } = this.owner;
    await this.owner.joinAgain();
    const url = new URL(await this.owner.streamUrl());
    url.searchParams.set("clientId", transport.clientId);
    for (const kind of this.filter.kinds ?? []) url.searchParams.append("kind", kind);
    for (const sender of this.filter.senders ?? []) url.searchParams.append("from", sender);
    for (const receiver of this.filter.receivers ?? []) url.searchParams.append("to", receiver);
    if (this.received !== undefined) url.searchParams.set("after", this.received);
    const token = await transport.token();
    const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
    const connection = await Connection.open(this.owner.openSocket(url.href, PROTOCOL, headers));
    await this.begin(connection);
    return connection;
  }

  /** Reads the first frame: whether the stream goes on where it was left off. */
  private async begin(connection: Connection): Promise<void> {
    const frame = await connection.receive();
    if (typeof frame !== "string") {
      if ([ENDED, WRONG_REQUEST, TOKEN_ENDED].includes(frame.code)) throw new StreamClosed(frame.code, frame.reason);
      throw new Unreachable("the connection ended before the stream began");
    }
    const beginning: { recovered: boolean; address: string } = JSON.parse(frame);
    const after = this.received;
    this.received = beginning.address;
    if (!beginning.recovered && after !== undefined) {
      connection.close();
      throw new MessagesMissed(after, beginning.address);
    }
  }

  /** What was in flight has no answer, and what is to be published waits. */
  private lost(): void {
    this.connection = undefined;
    for (const waiting of this.unanswered.values()) {
      waiting.reject(new OutcomeUnknown("the connection was lost before the answer came"));
    }
    this.unanswered.clear();
  }

  private end(failure?: unknown): void {
    this.lost();
    if (!this.over) this.failure = failure;
    this.over = true;
    this.changed();
  }

  private changed(): void {
    for (const look of [...this.watchers]) look();
  }

  private async until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
    });
  }
}
