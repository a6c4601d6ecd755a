/** What client, member and stream share: who calls, and how a refusal becomes an exception. */

import { Configuration, FetchError, ResponseError } from "c2sim-api";

import { C2simError, Refused, Unreachable } from "./errors.js";

/** A token, or what gives the current one: it is asked before every request, so that it can be renewed. */
export type Token = string | (() => string | Promise<string>);

const CLIENT_ID_LENGTH = 10;
const RETRIED: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** One server as one client instance sees it. */
export class Transport {
  readonly configuration: Configuration;

  constructor(
    url: string,
    readonly clientId: string = crypto.randomUUID().replaceAll("-", "").slice(0, CLIENT_ID_LENGTH),
    private readonly givenToken?: Token,
  ) {
    this.configuration = new Configuration({
      basePath: `${url.replace(/\/+$/, "")}/api`,
      ...(givenToken && { accessToken: async () => (await this.token()) ?? "" }),
    });
  }

  /** The token as it is now. */
  async token(): Promise<string | undefined> {
    return typeof this.givenToken === "function" ? this.givenToken() : this.givenToken;
  }

  /** Whether another attempt would come with another token. */
  get renewsItsToken(): boolean {
    return typeof this.givenToken === "function";
  }

  /** The answer of an operation of the generated client, or what this package throws in its place. */
  async call<T>(operation: () => Promise<T>): Promise<T> {
    try {
      return await operation();
    } catch (failure) {
      if (failure instanceof ResponseError) throw await Refused.read(failure.response);
      if (failure instanceof FetchError || failure instanceof TypeError) {
        throw new Unreachable(failure.message, { cause: failure });
      }
      throw failure;
    }
  }
}

/** Whether another attempt may meet another answer. */
export function mayPass(failure: unknown): failure is C2simError {
  return failure instanceof Unreachable || (failure instanceof Refused && RETRIED.has(failure.status));
}
