import type { Delivery } from '../model/delivery.ts';
import type { DenyCause, Determining } from '../model/trace.ts';
import type { Stop } from './journey.ts';
import type { ServerEnd } from './serverEnd.ts';

/** How the destination's side ended. */
export interface InboundResult {
  readonly end: ServerEnd;
  readonly stop: Stop | null;
  readonly delivery: Delivery | null;
  readonly allowedBy: Determining | null;
}

export function stopped(end: ServerEnd, cause: DenyCause, determining: Determining | null): InboundResult {
  return { end, stop: { cause, determining }, delivery: null, allowedBy: null };
}
