/** When istiod cannot be reached, in seconds since 1970. */
export interface Outage {
  readonly from: number;
  /** Infinity: it has not come back. */
  readonly until: number;
}

/** The first moment from this one on at which istiod answers. */
export function reachedFrom(moment: number, outage: Outage | null): number {
  return outage !== null && moment >= outage.from && moment < outage.until ? outage.until : moment;
}

/**
 * When the certificate was issued that a proxy holds: it asks for one when it starts, and for the next one each `period`.
 * Null: it has none yet. "Rotation attempts fail, and Envoy keeps the old certificate"; they are tried again until
 * istiod answers (1.12).
 */
export function lastIssued(started: number, now: number, period: number, outage: Outage | null): number | null {
  const first = reachedFrom(started, outage);
  if (first > now) return null;
  if (outage === null || first >= outage.until || now < outage.from) return latest(first, now, period);
  // The last one before istiod went away; the next, which falls due while it is away, comes late.
  const before = latest(first, outage.from - 1, period);
  const next = reachedFrom(before + period, outage);
  return next > now ? before : latest(next, now, period);
}

function latest(first: number, now: number, period: number): number {
  return first + Math.floor((now - first) / period) * period;
}
