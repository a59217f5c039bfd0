import { requestFormWords } from '../../content/locales/en/requestForm.ts';
import type { MeshOverview, NodeId } from '../../core/model/overview.ts';
import type { Caller, Payload, Request, Target } from '../../core/model/request.ts';
import type { WorkloadId } from '../../core/model/resource.ts';
import { nodeName } from '../store/names.ts';

/** What a person has typed; every value is text until it is read. */
export interface RequestForm {
  readonly from: NodeId;
  /** `host:NAME`, `workload:ID`, or `other` with `host` typed by hand. */
  readonly to: string;
  readonly host: string;
  readonly port: string;
  readonly protocol: 'http' | 'tcp';
  readonly method: string;
  readonly path: string;
  readonly headers: string;
  readonly tls: boolean;
}

export type FormErrors = Partial<Record<keyof RequestForm, string>>;
export type ReadForm = { readonly request: Request } | { readonly errors: FormErrors };

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/; // RFC 9110, 5.6.2
const hostName = /^[A-Za-z0-9_*]([A-Za-z0-9_.:-]*[A-Za-z0-9_.])?$/;

/** Reads the form; each error stands at the field that it is about. `taken` are ids already in the document. */
export function readForm(form: RequestForm, overview: MeshOverview, taken: readonly string[]): ReadForm {
  const errors: Record<string, string> = {};
  const caller = readCaller(form.from, overview);
  if (caller === null) errors['from'] = requestFormWords.noWorkload;
  const port = Number(form.port);
  if (!/^\d+$/.test(form.port.trim()) || port < 1 || port > 65535) errors['port'] = requestFormWords.badPort;
  const target = readTarget(form, port, overview);
  if (typeof target === 'string') errors[form.to === 'other' ? 'host' : 'to'] = target;
  const headers = readHeaders(form.headers);
  if (form.protocol === 'http') {
    if (!token.test(form.method.trim())) errors['method'] = requestFormWords.badMethod;
    if (!/^(\/|\*$)/.test(form.path) || /\s/.test(form.path)) errors['path'] = requestFormWords.badPath;
    if (typeof headers === 'string') errors['headers'] = headers;
  }
  if (caller === null || typeof target === 'string' || typeof headers === 'string' || Object.keys(errors).length > 0) {
    return { errors };
  }
  const payload: Payload =
    form.protocol === 'tcp'
      ? { kind: 'tcp' }
      : { kind: 'http', method: form.method.trim(), path: form.path, host: null, headers, version: '1.1' };
  const tls = form.tls ? { sni: target.kind === 'host' ? target.host : null, alpn: [] } : null;
  const id = uniqueId(form, target, taken);
  return { request: { id, title: '', caller, target, payload, tls } };
}

function readCaller(from: NodeId, overview: MeshOverview): Caller | null {
  if (from === 'outside') return { kind: 'external', ip: null };
  const workload = overview.workloads.find(({ id }) => id === from);
  return workload === undefined ? null : { kind: 'workload', workload: workload.id };
}

function readTarget(form: RequestForm, port: number, overview: MeshOverview): Target | string {
  // An outside caller reaches a mesh only through a gateway; the first one is it.
  const via = form.from === 'outside' ? gatewayService(overview) : null;
  if (form.to.startsWith('workload:')) {
    const id = form.to.slice('workload:'.length);
    const workload = overview.workloads.find((one) => one.id === id);
    return workload === undefined ? requestFormWords.noWorkload : { kind: 'workload', workload: workload.id, port };
  }
  const host = form.to === 'other' ? form.host.trim() : form.to.slice('host:'.length);
  if (host === '') return requestFormWords.noHost;
  if (!hostName.test(host)) return requestFormWords.badHost;
  return { kind: 'host', host, port, via };
}

function gatewayService(overview: MeshOverview): string | null {
  const gateway = overview.workloads.find(({ proxy }) => proxy === 'gateway');
  const service = gateway?.services[0];
  return gateway === undefined || service === undefined ? null : `${gateway.namespace}/${service}`;
}

function readHeaders(text: string): readonly (readonly [string, string])[] | string {
  const headers: (readonly [string, string])[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim();
    if (at < 1 || !token.test(name)) return requestFormWords.headerLine(index + 1);
    headers.push([name, line.slice(at + 1).trim()]);
  }
  return headers;
}

function uniqueId(form: RequestForm, target: Target, taken: readonly string[]): string {
  const to = target.kind === 'host' ? target.host.split('.').slice(0, 1).join('') : nodeName(target.workload);
  const what = form.protocol === 'tcp' ? `tcp-${form.port}` : `${form.method}-${form.path}`;
  const base = `${nodeName(form.from)}-${to}-${what}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (!taken.includes(base)) return base;
  for (let n = 2; ; n += 1) if (!taken.includes(`${base}-${n}`)) return `${base}-${n}`;
}

/** Whom one can dial: each service of the mesh, then workloads that have none. */
export function calleeOptions(
  overview: MeshOverview,
): readonly { value: string; label: string; workload: WorkloadId | null }[] {
  const options = overview.workloads.flatMap(({ id, name, namespace, services }) =>
    services.length === 0
      ? [{ value: `workload:${id}`, label: requestFormWords.podAddress(name, namespace), workload: id }]
      : services.map((service) => {
          const host = `${service}.${namespace}`;
          return { value: `host:${host}`, label: host, workload: id };
        }),
  );
  const externals = overview.externals.map(({ host }) => ({ value: `host:${host}`, label: host, workload: null }));
  const all = [...options, ...externals];
  return all.filter(({ value }, index) => all.findIndex((one) => one.value === value) === index);
}

/** `backend.payments.svc.cluster.local` as people write it: `backend.payments`. */
function shortHost(host: string): string {
  return host.replace(/\.svc\.cluster\.local$/, '');
}

/** What is known before the form is filled in. */
export interface FormStart {
  readonly overview: MeshOverview;
  /** The document's requests: the first to the same callee lends its port, method and path. */
  readonly known: readonly Request[];
  /** The request that is open; without `from` and `to`, the form begins as a copy of it. */
  readonly current: Request | null;
  /** Nodes of the canvas. */
  readonly from: NodeId | null;
  readonly to: NodeId | null;
}

export function startForm({ overview, known, current, from, to }: FormStart): RequestForm {
  const copied = from === null && to === null ? current : null;
  const callees = calleeOptions(overview);
  const callee = copied === null ? (calleeOf(callees, to) ?? callees[0]?.value ?? 'other') : targetValue(copied.target);
  const offered = callees.some(({ value }) => value === callee);
  const like = copied ?? known.find((request) => calleeValue(request) === callee);
  const http = like?.payload.kind === 'http' ? like.payload : null;
  const sidecar = overview.workloads.find(({ proxy }) => proxy === 'sidecar')?.id;
  return {
    from: from ?? (copied === null ? null : callerNode(copied.caller)) ?? sidecar ?? 'outside',
    to: offered ? callee : 'other',
    host: offered ? '' : callee.replace(/^host:|^workload:.*|^other$/, ''),
    port: String(like?.target.port ?? 80),
    protocol: like?.payload.kind ?? 'http',
    method: http?.method ?? 'GET',
    path: http?.path ?? '/',
    headers:
      copied === null || http === null ? '' : http.headers.map(([name, value]) => `${name}: ${value}`).join('\n'),
    tls: copied !== null && copied.tls !== null,
  };
}

/** The form, now to another callee; what the document's first request there says of port and HTTP comes with it. */
export function dial(form: RequestForm, to: string, known: readonly Request[]): RequestForm {
  const like = known.find((request) => calleeValue(request) === to);
  if (like === undefined) return { ...form, to };
  const { payload } = like;
  const http = payload.kind === 'http' ? { method: payload.method, path: payload.path } : {};
  return { ...form, to, port: String(like.target.port), protocol: payload.kind, ...http };
}

function calleeOf(callees: ReturnType<typeof calleeOptions>, to: NodeId | null): string | undefined {
  if (to === null) return undefined;
  const host = to.startsWith('external:') ? `host:${to.slice('external:'.length)}` : null;
  return host ?? callees.find(({ workload }) => workload === to)?.value;
}

function targetValue(target: Target): string {
  return target.kind === 'workload' ? `workload:${target.workload}` : `host:${shortHost(target.host)}`;
}

/** Whom a request dials, as the callees name it: `ledger`, dialled in payments, is `ledger.payments`. */
function calleeValue({ caller, target }: Request): string {
  const bare = target.kind === 'host' && !target.host.includes('.') && caller.kind === 'workload';
  return bare ? `host:${target.host}.${caller.workload.split('/')[0]}` : targetValue(target);
}

function callerNode(caller: Caller): NodeId {
  return caller.kind === 'workload' ? caller.workload : 'outside';
}
