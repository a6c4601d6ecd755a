/** One WebSocket connection of a stream, read frame by frame. */

import WebSocket from "ws";

import { C2simError, Refused, Unreachable } from "./errors.js";

/** The stream protocol of the server. */
export const PROTOCOL = "c2sim.v1+json";
/** A connection of which nothing is heard for this long is lost; the server sends pings more often. */
export const SILENCE_MS = 60_000;
/** Frames that are held for a reader that is slow; the server holds the rest. */
export const MAX_WAITING_FRAMES = 1024;

/** What is used of a WebSocket; those of browsers and of `ws` are such. */
export interface Socket {
  readonly protocol: string;
  send(text: string): void;
  close(): void;
  addEventListener(type: "open", heard: () => void): void;
  addEventListener(type: "message", heard: (event: { data: unknown }) => void): void;
  addEventListener(type: "close", heard: (event: { code: number; reason: string }) => void): void;
  addEventListener(type: "error", heard: (event: { message?: string }) => void): void;
  /** Not in browsers: pings are heard, and reading can wait. */
  on?(type: "ping", heard: () => void): unknown;
  pause?(): void;
  resume?(): void;
}

/** Opens a WebSocket. In a browser: `(url, protocol) => new WebSocket(url, protocol)`; it sends no headers. */
export type OpenSocket = (url: string, protocol: string, headers: Record<string, string>) => Socket;

/** The WebSocket of the package `ws`. */
export const openWs: OpenSocket = (url, protocol, headers) =>
  new WebSocket(url, protocol, { headers, maxPayload: 256 * 1024 * 1024 }) as unknown as Socket;

/** How a connection ended; 0 and 1006 where the peer gave no code. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

export class Connection {
  private readonly frames: string[] = [];
  private closed: Closed | undefined;
  private wake: (() => void) | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;

  private constructor(private readonly socket: Socket) {
    socket.addEventListener("message", ({ data }) => this.heard(data));
    socket.addEventListener("close", ({ code, reason }) => this.over({ code, reason }));
    socket.addEventListener("error", () => {});
    socket.on?.("ping", () => this.listen());
    this.listen();
  }

  /** A connection that is open; throws `Refused` or `Unreachable` where there is none. */
  static async open(socket: Socket): Promise<Connection> {
    const connection = new Connection(socket);
    await new Promise<void>((opened, failed) => {
      socket.addEventListener("open", opened);
      socket.addEventListener("error", ({ message = "the connection failed" }) => {
        const status = /server response: (\d+)/.exec(message)?.[1];
        failed(status ? new Refused(Number(status), `HTTP_${status}`, message, {}) : new Unreachable(message));
      });
      socket.addEventListener("close", () => failed(new Unreachable("the connection ended at once")));
    });
    if (socket.protocol !== PROTOCOL) {
      connection.close();
      throw new C2simError(`the server does not speak ${PROTOCOL}; use the plain stream of getStreamEndpoints`);
    }
    return connection;
  }

  /** The next frame, or how the connection ended. */
  async receive(): Promise<string | Closed> {
    for (;;) {
      const frame = this.frames.shift();
      if (frame !== undefined) {
        if (this.frames.length === MAX_WAITING_FRAMES - 1) this.socket.resume?.();
        return frame;
      }
      if (this.closed) return this.closed;
      await new Promise<void>((wake) => (this.wake = wake));
    }
  }

  send(text: string): void {
    this.socket.send(text);
  }

  close(): void {
    this.socket.close();
    this.over({ code: 0, reason: "" });
  }

  private heard(data: unknown): void {
    this.listen();
    this.frames.push(String(data));
    if (this.frames.length === MAX_WAITING_FRAMES) this.socket.pause?.();
    this.wake?.();
  }

  private over(closed: Closed): void {
    clearTimeout(this.silence);
    this.closed ??= closed;
    this.wake?.();
  }

  /** Something was heard. Where pings are not heard, or reading waits, silence says nothing. */
  private listen(): void {
    clearTimeout(this.silence);
    if (!this.socket.on || this.closed) return;
    this.silence = setTimeout(() => {
      if (this.frames.length < MAX_WAITING_FRAMES) this.close();
      else this.listen();
    }, SILENCE_MS);
  }
}
