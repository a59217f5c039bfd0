import { grpcCodes } from '../model/grpcStatus.ts';
import type { HttpRoute } from '../controlplane/virtualService.ts';
import type { SourceRef } from '../model/resource.ts';
import type { HttpHead } from '../model/trace.ts';
import { type Draw, drawnWay, recordDraw, type Way } from './draw.ts';
import type { Journey } from './journey.ts';
import type { DirectAnswer } from './routeAction.ts';
import { isGrpc } from './serverEnd.ts';

type Fault = NonNullable<HttpRoute['fault']>;
type Share = { readonly value?: number | undefined } | undefined;

/** What the fault filter did to a request. */
export interface FaultResult {
  readonly delayed: boolean;
  /** The abort that was drawn and ends it here; null: it goes on. */
  readonly aborts: DirectAnswer | null;
}

/** The fault filter of a route: it holds the request back, or answers in its place; each is drawn by itself (11.H). */
export function injectFaults(journey: Journey, fault: Fault | undefined, http: HttpHead, at: SourceRef): FaultResult {
  const delayed = holds(journey, fault?.delay, at);
  const answer = abortAnswer(fault?.abort, http);
  const share = percentOf(fault?.abort?.percentage);
  const drawn = answer !== null && share > 0 && share < 100;
  return { delayed, aborts: drawn && aborts(journey, fault?.abort, share, at) ? answer : null };
}

/** An abort of every request needs no draw: the route itself ends it. "Without a percentage no request is aborted." */
export function alwaysAborts(fault: Fault | undefined, http: HttpHead): DirectAnswer | null {
  return percentOf(fault?.abort?.percentage) === 100 ? abortAnswer(fault?.abort, http) : null;
}

function holds(journey: Journey, delay: Fault['delay'], at: SourceRef): boolean {
  // "exponentialDelay is not supported: there is no delay." The deprecated `percent` counts where there is no `percentage`.
  const share = delay?.percentage ? percentOf(delay.percentage) : (delay?.percent ?? 0);
  if (!delay?.fixedDelay || share === 0) return false;
  const draw = faultDraw('delay', share, delay.fixedDelay, at);
  const way = drawnWay(journey, draw, draw.ways[0]);
  recordDraw(journey, draw, way);
  return way.name === 'delay';
}

function aborts(journey: Journey, abort: Fault['abort'], share: number, at: SourceRef): boolean {
  const draw = faultDraw('abort', share, abort?.grpcStatus ?? String(abort?.httpStatus ?? ''), at);
  const way = drawnWay(journey, draw, draw.ways[0]);
  return recordDraw(journey, draw, way, way.name === 'abort' ? 'faultInjected' : null).stops;
}

/** The usual way comes first: without the fault, unless every request gets it. */
function faultDraw(of: 'delay' | 'abort', share: number, what: string, at: SourceRef): Draw<Way> {
  const source = { ...at, path: at.path.at(-1) === 'fault' ? [...at.path, of] : at.path };
  const fault = { name: of, weight: share, source };
  if (share >= 100) return { of, what, ways: [fault] };
  return { of, what, ways: [{ name: 'none', weight: 100 - share, source }, fault] };
}

/** "VirtualService fault abort: the configured status; body fault filter abort; flag FI." */
function abortAnswer(abort: Fault['abort'], http: HttpHead): DirectAnswer | null {
  const code = abort?.grpcStatus === undefined ? undefined : grpcCodes.indexOf(abort.grpcStatus);
  const common = {
    cause: 'faultInjected',
    headers: [],
    details: 'fault_filter_abort',
    flags: ['FI'],
    body: 'fault filter abort',
  } as const;
  if (abort?.httpStatus) return { ...common, status: abort.httpStatus };
  if (code === undefined || code < 0) return null;
  // Envoy answers 200 then; only a gRPC client gets the code, any other the body alone.
  return isGrpc(http)
    ? { ...common, status: 200, body: '', headers: [['grpc-status', String(code)]] }
    : { ...common, status: 200 };
}

function percentOf(share: Share): number {
  return Math.min(100, Math.max(0, share?.value ?? 0));
}
