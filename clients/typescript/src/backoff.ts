/** How long to wait before the next attempt: waits that double, each with a random part. */

export interface Backoff {
  /** The first wait, at most. */
  readonly firstS: number;
  /** The longest wait. */
  readonly longestS: number;
  /** How many attempts are made. */
  readonly attempts: number;
}

export const DEFAULT_BACKOFF: Backoff = { firstS: 0.2, longestS: 15, attempts: Infinity };

/** One wait for each attempt, in seconds: between half and all of what it has grown to. */
export function* waitsS(backoff: Backoff): Generator<number> {
  let wait = backoff.firstS;
  for (let made = 0; made < backoff.attempts; made++) {
    yield wait * (0.5 + Math.random() / 2);
    wait = Math.min(wait * 2, backoff.longestS);
  }
}
