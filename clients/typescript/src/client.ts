/** The way in: a server, as one client instance uses it. */

import {
  Configuration,
  DynamicSessionInfo,
  SchemaDescription,
  SchemasApi,
  SessionApi,
  ValidationType,
} from "c2sim-api";

import { Backoff, DEFAULT_BACKOFF } from "./backoff.js";
import { OpenSocket, openWs } from "./connection.js";
import { C2simError } from "./errors.js";
import { Member } from "./member.js";
import { NAMESPACES } from "./messages.js";
import { Token, Transport } from "./transport.js";

export interface ClientOptions {
  /** 5 to 10 characters, the same for the life of the instance; made up where they are left out. */
  readonly clientId?: string;
  /** A token, or what gives the current one. */
  readonly token?: Token;
  /** How long to wait before connecting again. */
  readonly backoff?: Partial<Backoff>;
  /** How a WebSocket is opened; by the package `ws` where it is left out. */
  readonly openSocket?: OpenSocket;
}

export interface SessionOptions {
  /** Messages may follow any of these versions; 2.0.0 where they are left out. */
  readonly schemas?: readonly string[];
  readonly displayName?: string;
  readonly description?: string;
  readonly validation?: ValidationType;
}

export interface JoinOptions {
  /** FromSendingSystem of the member's messages. */
  readonly system: string;
  readonly displayName?: string;
  /** The version in which messages are received; as they were published where it is left out. */
  readonly schema?: string;
}

/** One client instance of a server. `url` is what the server says at its start, such as `http://127.0.0.1:7777`. */
export class Client {
  private readonly transport: Transport;
  private readonly backoff: Backoff;
  private readonly openSocket: OpenSocket;
  private readonly api: SessionApi;

  constructor(url: string, { clientId, token, backoff, openSocket = openWs }: ClientOptions = {}) {
    this.transport = new Transport(url, clientId, token);
    this.backoff = { ...DEFAULT_BACKOFF, ...backoff };
    this.openSocket = openSocket;
    this.api = new SessionApi(this.transport.configuration);
  }

  /** The name of this client instance. */
  get clientId(): string {
    return this.transport.clientId;
  }

  /** What the classes of `c2sim-api` take, for operations that are not here. */
  get configuration(): Configuration {
    return this.transport.configuration;
  }

  /** Every session as it is now. */
  async sessions(): Promise<DynamicSessionInfo[]> {
    return this.transport.call(() => this.api.getSessions({ clientId: this.clientId }));
  }

  /** One session as it is now. */
  async session(sessionId: string): Promise<DynamicSessionInfo> {
    return this.transport.call(() => this.api.getSessionInfo({ clientId: this.clientId, sessionId }));
  }

  /** The versions of the schema that sessions can have. */
  async schemas(): Promise<SchemaDescription[]> {
    const api = new SchemasApi(this.transport.configuration);
    return (await this.transport.call(() => api.getSchemas({ clientId: this.clientId }))).schemas;
  }

  /** Creates a session, or changes how an existing one is shown. */
  async createSession(sessionId: string, options: SessionOptions = {}): Promise<DynamicSessionInfo> {
    const { schemas = ["2.0.0"], displayName = sessionId, description = "", validation } = options;
    const requestCreateSession = {
      data: { c2simSchemaVersion: schemas[0] ?? "2.0.0", displayName, description },
      ...(schemas.length > 1 && { schemaVersions: [...schemas] }),
      ...(validation && { validation }),
    };
    const request = { clientId: this.clientId, sessionId, requestCreateSession };
    return (await this.transport.call(() => this.api.createSession(request))).session;
  }

  /** Deletes a session; without `force` only when it has no members. */
  async deleteSession(sessionId: string, force = true): Promise<void> {
    await this.transport.call(() => this.api.deleteSession({ clientId: this.clientId, sessionId, force }));
  }

  /** Becomes a member. Who is a member already stays one. */
  async join(sessionId: string, { system, displayName = system, schema }: JoinOptions): Promise<Member> {
    const namespace = await this.namespace((await this.session(sessionId)).info.c2simSchemaVersion);
    const request = { systemName: system, clientIdDisplayName: displayName, ...(schema && { schemaVersion: schema }) };
    const member = new Member(this.transport, sessionId, request, namespace, this.backoff, this.openSocket);
    await member.joinAgain();
    return member;
  }

  /** What messages of this version declare. */
  private async namespace(version: string): Promise<string> {
    const known = NAMESPACES[version];
    if (known) return known;
    const schema = (await this.schemas()).find((each) => each.version === version);
    if (!schema?.namespace) throw new C2simError(`the server names no namespace of its schema ${version}`);
    return schema.namespace;
  }
}
