import type { Certificate } from '../../core/model/certificate.ts';

/** A moment on the line of a certificate's life. */
export interface Moment {
  /** `renewal`: when the agent asks for the next; `missed`: it has asked and got none. `now`: when it is shown. */
  readonly kind: 'issued' | 'renewal' | 'missed' | 'end' | 'now';
  readonly at: string;
  /** From 0, the issue, to 1. */
  readonly place: number;
}

/** The life of a certificate on a line, in the order of time; the line goes on where it is shown after its end. */
export function lifeOf({ issued, notAfter, renews, at }: Certificate): readonly Moment[] {
  const start = Date.parse(issued);
  const end = Date.parse(notAfter);
  const now = Date.parse(at);
  // What is long past its end still shows how much of the line was life.
  const last = Math.min(Math.max(end, now), start + (end - start) * 3);
  const place = (time: number): number => Math.min(1, Math.max(0, (time - start) / (last - start)));
  const moment = (kind: Moment['kind'], time: string): Moment => ({ kind, at: time, place: place(Date.parse(time)) });
  return [
    moment('issued', issued),
    ...(renews === null ? [] : [moment(Date.parse(renews) < now ? 'missed' : 'renewal', renews)]),
    moment('end', notAfter),
    moment('now', at),
  ].toSorted((a, b) => a.place - b.place);
}
