import type { Probe } from '../../model/matrix.ts';
import { requestWords } from '../../model/naming.ts';
import type { Payload, Request, Target } from '../../model/request.ts';
import type { DeclaredProtocol } from '../../model/trace.ts';

const get: Payload = { kind: 'http', method: 'GET', path: '/', host: null, headers: [], version: '1.1' };
const bytes: Payload = { kind: 'tcp' };
/** Who asks makes no difference to the words. */
const nobody = { id: '', title: '', caller: { kind: 'external', ip: null } } as const;

/** The plainest request that a port takes: `GET /` where it may speak HTTP, TLS where it says so, else bytes. */
export function plainProbe(target: Target, declared: DeclaredProtocol, secure: boolean): Probe {
  const payload = declared === 'TCP' && !secure ? bytes : get;
  const tls = secure ? { sni: null, alpn: [] } : null;
  return { words: requestWords({ ...nobody, target, payload, tls }), target, payload, tls };
}

/** The requests that ask something new of a callee. */
export function askedOnce(requests: readonly Request[]): readonly Request[] {
  return requests.filter((request, index) => requests.findIndex((other) => sameQuestion(other, request)) === index);
}

type Question = Pick<Request, 'target' | 'payload' | 'tls'>;

/** Whether two requests ask the same of a callee: port, TLS, method, path, headers. */
export function sameQuestion(a: Question, b: Question): boolean {
  return a.target.port === b.target.port && (a.tls === null) === (b.tls === null) && samePayload(a.payload, b.payload);
}

function samePayload(a: Payload, b: Payload): boolean {
  if (a.kind === 'tcp' || b.kind === 'tcp') return a.kind === b.kind;
  return a.method === b.method && a.path === b.path && sameText(a, b);
}

/** Who dials by another name sends another Host header; that is no other question, unless the request insists on one. */
function sameText(a: Extract<Payload, { kind: 'http' }>, b: Extract<Payload, { kind: 'http' }>): boolean {
  return a.host === b.host && a.version === b.version && JSON.stringify(a.headers) === JSON.stringify(b.headers);
}

/** Names a question: port, TLS and payload. */
export function keyOf({ target, payload, tls }: Probe): string {
  return JSON.stringify([target, payload, tls]);
}
