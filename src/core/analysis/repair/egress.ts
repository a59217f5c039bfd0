import { valueAt } from '../../cluster/fields.ts';
import { resolveName } from '../../cluster/dns.ts';
import { sidecarScope } from '../../controlplane/sidecarScope.ts';
import type { JsonObject } from '../../model/json.ts';
import type { RepairEdit } from '../../model/repair.ts';
import { resourceId } from '../../model/resource.ts';
import { besideOf, freeName, type Site } from './site.ts';

/** The caller's proxy knows no such host: it becomes known, comes into scope, or proxies let pass what they do not know. */
export function egressRepairs(site: Site): readonly RepairEdit[] {
  return [...entryRepairs(site), ...scopeRepairs(site), ...modeRepairs(site)];
}

function dialled({ request }: Site): string | null {
  return request.target.kind === 'host' && /[a-z]/i.test(request.target.host) ? request.target.host : null;
}

/** "A ServiceEntry makes a host of the outside a valid destination." */
function entryRepairs(site: Site): readonly RepairEdit[] {
  const { world, sender, request } = site;
  const host = dialled(site);
  if (host === null || sender === undefined) return [];
  const answer = resolveName(world.cluster, host, sender.namespace);
  if (answer.kind === 'service') return [];
  const { namespace } = sender;
  const kind = 'ServiceEntry';
  const name = freeName(world, kind, namespace, host.replaceAll('.', '-'));
  const resource = resourceId(kind, namespace, name);
  const { port } = request.target;
  const protocol = request.tls !== null ? 'TLS' : request.payload.kind === 'http' ? 'HTTP' : 'TCP';
  const body: JsonObject = {
    apiVersion: 'networking.istio.io/v1',
    kind,
    metadata: { name, namespace },
    spec: {
      hosts: [host],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      ports: [{ number: port, name: `${protocol.toLowerCase()}-${port}`, protocol }],
      exportTo: ['.'],
    },
  };
  return [
    {
      code: 'serviceEntry',
      args: { resource, value: host },
      edits: [{ op: 'add', beside: besideOf(world, kind, sender), manifest: body }],
    },
  ];
}

/** "A Sidecar's egress hosts are all that its proxies know." */
function scopeRepairs(site: Site): readonly RepairEdit[] {
  const { world, sender, request } = site;
  if (sender === undefined || request.target.kind !== 'host') return [];
  const { sidecar } = sidecarScope(world, sender);
  if (sidecar === null) return [];
  const answer = resolveName(world.cluster, request.target.host, sender.namespace);
  const [namespace, hostname] =
    answer.kind === 'service' ? [answer.service.namespace, answer.service.hostname] : ['.', request.target.host];
  const value = `${namespace === sender.namespace ? '.' : namespace}/${hostname}`;
  const resource = sidecar.resource.id;
  const listeners = valueAt(sidecar.resource.body, ['spec', 'egress']);
  const known = valueAt(sidecar.resource.body, ['spec', 'egress', 0, 'hosts']);
  const change = !Array.isArray(listeners)
    ? { path: ['spec', 'egress'], value: [{ hosts: [value] }] }
    : { path: ['spec', 'egress', 0, 'hosts', Array.isArray(known) ? known.length : 0], value };
  return [{ code: 'egressHost', args: { resource, value }, edits: [{ op: 'set', resource, ...change }] }];
}

function modeRepairs({ determining }: Site): readonly RepairEdit[] {
  if (determining?.kind !== 'setting' || determining.ref === null) return [];
  const { resource, path } = determining.ref;
  const at = path.at(-1) === 'mode' ? path : [...path, 'mode'];
  return [{ code: 'allowAny', args: { resource }, edits: [{ op: 'set', resource, path: at, value: 'ALLOW_ANY' }] }];
}
