/** What can go wrong, each as a type of its own. */

/** Whatever this package throws by itself. */
export class C2simError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** One place where a document does not follow its schema. */
export interface Violation {
  /** From 1; 0 where the server does not say it. */
  readonly line: number;
  /** From 1; 0 where the server does not say it. */
  readonly column: number;
  /** The elements down to the one that is wrong; empty where the server does not say it. */
  readonly path: string;
  /** The rule that is broken; empty where the server does not say it. */
  readonly rule: string;
  /** What stands there; the whole text, where the server does not tell it apart. */
  readonly found: string;
  /** What would do. */
  readonly expected: readonly string[];
}

const VIOLATION = /^Line (\d+)(?:, column (\d+))?: (?:(\/\S*): )?([\s\S]*)$/;

/** A violation from the text of an `XSD_ERROR_…`, which is all that other servers tell. */
function readViolation(text: string): Violation {
  const [, line = 0, column = 0, path = "", found = text] = VIOLATION.exec(text) ?? [];
  return { line: Number(line), column: Number(column), path, rule: "", found, expected: [] };
}

/** The server refused a request or a message; nothing was changed by it. */
export class Refused extends C2simError {
  constructor(
    /** The HTTP status; 400 for what was refused on a stream. */
    readonly status: number,
    /** The code of the catalogue, for programs. */
    readonly code: string,
    /** What is wrong and what to do, for people. */
    readonly text: string,
    /** The particulars, by the keys of the catalogue. */
    readonly details: Readonly<Record<string, unknown>>,
    /** When to try again, in seconds, where the server says so. */
    readonly retryAfterS?: number,
  ) {
    super(`${code}: ${text}`);
  }

  /** The ticket under which the log of the server has the request. */
  get trackingId(): string | undefined {
    const ticket = this.details["trackingId"];
    return typeof ticket === "string" ? ticket : undefined;
  }

  /** Where the document does not follow the schema, in the order of the document. */
  get violations(): Violation[] {
    const told = this.details["violations"];
    if (Array.isArray(told)) return told;
    const found: Violation[] = [];
    for (;;) {
      const text = this.details[`XSD_ERROR_${found.length + 1}`];
      if (typeof text !== "string") return found;
      found.push(readViolation(text));
    }
  }

  /** From an answer of the server; one that is no error of the interface has the code `HTTP_` and its status. */
  static async read(response: Response): Promise<Refused> {
    const body = await response.text();
    const after = response.headers.get("retry-after") ?? "";
    const retryAfterS = /^\d+$/.test(after) ? Number(after) : undefined;
    try {
      const error = JSON.parse(body);
      if (typeof error.code === "string") {
        const text = error.message ?? error.title ?? "";
        return new Refused(response.status, error.code, text, error.details ?? {}, retryAfterS);
      }
    } catch {
      // It is no JSON, so it is no error of the interface.
    }
    return new Refused(response.status, `HTTP_${response.status}`, body, {}, retryAfterS);
  }
}

/** The server could not be reached, or did not speak HTTP; what happened is in `cause`. */
export class Unreachable extends C2simError {}

/** The stream ended and is not to be opened again by itself: the request was wrong, or its token has ended. */
export class StreamClosed extends C2simError {
  constructor(
    readonly code: number,
    readonly reason: string,
  ) {
    super(`the server closed the stream with ${code}: ${reason}`);
  }
}

/**
 * The stream cannot go on where it was left off: what lies between is gone for good. Read `Member.initialization` and
 * `Member.picture` anew, and open another stream.
 */
export class MessagesMissed extends C2simError {
  constructor(
    /** The address after which the stream was to begin. */
    readonly after: string,
    /** The address after which a stream can begin now. */
    readonly address: string,
  ) {
    super(`what came after ${after} is not kept any more; the session goes on after ${address}`);
  }
}

/** The connection ended before the answer to a message came: it may have been accepted, or not. `Member.history` tells. */
export class OutcomeUnknown extends C2simError {}
