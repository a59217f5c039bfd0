import { reasonPhrases } from '../../model/httpStatus.ts';
import type { CallerView, HttpHead, Trace } from '../../model/trace.ts';

/** What a program says in its own words; they belong to the catalogue. */
export const callerNotes = [
  'connected',
  'resolve',
  'refused',
  'timeout',
  'empty',
  'reset',
  'tls',
  'open',
  'closed',
  'unknown',
] as const;
export type CallerNote = (typeof callerNotes)[number];

export type CallerLine =
  /** What is sent, what comes back, and the body. */
  | { readonly kind: 'sent' | 'received' | 'body'; readonly text: string }
  | { readonly kind: 'note'; readonly note: CallerNote };

/** What the calling program prints. */
export interface CallerOutput {
  readonly program: 'curl' | 'nc';
  readonly command: string;
  readonly host: string;
  readonly port: number;
  /** Where it connects to; null: not known. */
  readonly address: string | null;
  readonly lines: readonly CallerLine[];
  /** Its exit code, or those that timing chooses from; empty: it does not exit, or nobody can tell. */
  readonly exits: readonly number[];
  /** The status stands for an answer of the application, which is not modelled. */
  readonly standsIn: boolean;
}

/** What `curl -v` prints for a request, and `nc -v` for bytes that are not HTTP. */
export function callerOutput(trace: Trace): CallerOutput {
  const { request, caller, hops, delivery } = trace;
  const { target, payload } = request;
  const steps = hops.flatMap((hop) => hop.steps);
  const dns = steps.find((step) => step.kind === 'dns');
  const [{ packet }] = hops[0].steps;
  const host = target.kind === 'host' ? target.host : (pod(trace) ?? target.workload);
  const address = dns?.kind === 'dns' ? dns.address : isAddress(host) ? host : null;
  const facts = { host, port: target.port, address };
  if (payload.kind === 'tcp')
    return { ...facts, program: 'nc', command: `nc -v ${host} ${target.port}`, ...byNc(caller), standsIn: false };
  const scheme = request.tls === null ? 'http' : 'https';
  const usual = scheme === 'http' ? 80 : 443;
  const flags = [
    ...(payload.version === '2' && request.tls === null ? ['--http2-prior-knowledge'] : []),
    ...(payload.method === 'GET' ? [] : ['-X', payload.method]),
    ...(payload.host === null ? [] : ['-H', quoted(`host: ${payload.host}`)]),
    ...payload.headers.flatMap(([name, value]) => ['-H', quoted(`${name}: ${value}`)]),
  ];
  const url = `${scheme}://${host}${target.port === usual ? '' : `:${target.port}`}${payload.path}`;
  return {
    ...facts,
    program: 'curl',
    command: ['curl -v', ...flags, quoted(url)].join(' '),
    ...byCurl(caller, packet.http, payload.version === '2', request.tls !== null),
    standsIn: delivery !== null && caller.kind === 'http' && caller.status === 200 && caller.body === '',
  };
}

type Printed = Pick<CallerOutput, 'lines' | 'exits'>;
const note = (of: CallerNote): CallerLine => ({ kind: 'note', note: of });

function byCurl(view: CallerView, http: HttpHead | null, two: boolean, tls: boolean): Printed {
  const version = two ? 'HTTP/2' : 'HTTP/1.1';
  const sent = http === null ? [] : sentBy(http, version);
  switch (view.kind) {
    case 'http':
      return { lines: [note('connected'), ...sent, ...answer(view, version)], exits: [0] };
    case 'closed':
      // Inside TLS nobody knows whether the request was sent before the end.
      return { lines: [note('connected'), ...(tls ? [] : sent), note('empty'), note('reset')], exits: [52, 56] };
    case 'tlsError':
      return { lines: [note('connected'), note('tls')], exits: [35] };
    case 'connected':
      return { lines: [note('connected'), note('open')], exits: [] };
    case 'refused':
      return { lines: [note('refused')], exits: [7] };
    case 'timeout':
      return { lines: [note('timeout')], exits: [28] };
    case 'dnsError':
      return { lines: [note('resolve')], exits: [6] };
    case 'unknown':
      return { lines: [note('unknown')], exits: [] };
  }
}

function byNc(view: CallerView): Printed {
  switch (view.kind) {
    case 'connected':
    case 'http':
      return { lines: [note('connected'), note('open')], exits: [] };
    case 'closed':
    case 'tlsError':
      return { lines: [note('connected'), note('closed')], exits: [] };
    case 'refused':
    case 'timeout':
      return { lines: [note(view.kind)], exits: [1] };
    case 'dnsError':
      return { lines: [note('resolve')], exits: [1] };
    case 'unknown':
      return { lines: [note('unknown')], exits: [] };
  }
}

function sentBy({ method, path, authority, headers }: HttpHead, version: string): readonly CallerLine[] {
  const lines = [
    `${method} ${path} ${version}`,
    `Host: ${authority}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return [...lines, ''].map((text) => ({ kind: 'sent', text }));
}

function answer(
  { status, body, headers }: Extract<CallerView, { kind: 'http' }>,
  version: string,
): readonly CallerLine[] {
  const reason = version === 'HTTP/2' ? undefined : reasonPhrases.get(status);
  const lines = [
    `${version} ${status}${reason === undefined ? '' : ` ${reason}`}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
  ];
  return [
    ...lines.map((text): CallerLine => ({ kind: 'received', text })),
    ...(body === '' ? [] : [{ kind: 'body', text: body } as const]),
  ];
}

/** The address of a pod that is dialled as such. */
function pod({ hops }: Trace): string | null {
  return (
    hops.flatMap(({ steps }) => steps).find(({ packet }) => packet.destination.ip !== null)?.packet.destination.ip ??
    null
  );
}

function isAddress(host: string): boolean {
  return /^[\d.]+$|:/.test(host);
}

function quoted(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
