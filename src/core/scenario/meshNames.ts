import { identityOf } from '../controlplane/certificates.ts';
import type { World } from '../controlplane/world.ts';
import { objectsAt, textAt, valueAt } from '../cluster/fields.ts';
import { isList, type Json } from '../model/json.ts';
import type { MeshNames, NameKind } from '../model/meshNames.ts';
import type { HopwiseDocument, Scenario } from '../model/scenario.ts';
import type { EvaluationMemory } from './memory.ts';
import { type Prepared, prepare } from './prepare.ts';

/** Every name of the mesh that a value in a resource could be. Never throws. */
export function meshNames(document: HopwiseDocument, memory: EvaluationMemory): MeshNames {
  const prepared = prepare(document, memory);
  const { world, own } = prepared;
  const namespaces = [...world.cluster.namespaces.keys()].filter((name) => name !== '');
  const byKind: Record<NameKind, readonly string[]> = {
    namespace: namespaces,
    exportTo: ['.', '*', ...namespaces],
    ...identities(world),
    ...jwt(world, own),
    ...hosts(world),
    ...sent(world, own),
    gateway: ['mesh', ...world.gateways.map(({ resource: { namespace, name } }) => `${namespace}/${name}`)],
    provider: world.mesh.extensionProviders.flatMap((json) => textAt(json, 'name') ?? []),
    subset: [...world.destinationRules.values()]
      .flat()
      .flatMap(({ spec }) => (spec.subsets ?? []).map(({ name }) => name)),
    ...objects(prepared),
    podLabel: [],
    namespaceLabel: [],
  };
  const pods = [...world.cluster.workloads.values()].map(({ labels }) => labels);
  const spaces = [...world.cluster.namespaces.values()].map(({ name, labels }) => ({
    'kubernetes.io/metadata.name': name,
    ...labels,
  }));
  return {
    byKind: { ...mapped(byKind), podLabel: keysOf(pods), namespaceLabel: keysOf(spaces) },
    labels: valuesOf([...pods, ...spaces]),
  };
}

function mapped(names: Record<NameKind, readonly string[]>): Record<NameKind, readonly string[]> {
  for (const kind of Object.keys(names) as NameKind[]) names[kind] = [...new Set(names[kind])];
  return names;
}

type Labels = Readonly<Record<string, string>>;

function keysOf(all: readonly Labels[]): readonly string[] {
  return [...new Set(all.flatMap((labels) => Object.keys(labels)))].sort();
}

function valuesOf(all: readonly Labels[]): MeshNames['labels'] {
  return Object.fromEntries(
    keysOf(all).map((key) => [key, [...new Set(all.flatMap((labels) => labels[key] ?? []))].sort()]),
  );
}

function identities(
  world: World,
): Pick<Record<NameKind, readonly string[]>, 'serviceAccount' | 'accountName' | 'principal' | 'trustDomain'> {
  const workloads = [...world.cluster.workloads.values()];
  return {
    serviceAccount: workloads.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`),
    accountName: workloads.map(({ serviceAccount }) => serviceAccount),
    principal: workloads.map((workload) => identityOf(world, workload)),
    trustDomain: world.mesh.trustDomainBundle,
  };
}

type JwtKinds = 'issuer' | 'audience' | 'requestPrincipal' | 'claim';

function jwt(world: World, { tokens }: Scenario): Pick<Record<NameKind, readonly string[]>, JwtKinds> {
  const rules = [...world.requestAuthentications.values()].flat().flatMap(({ spec }) => spec.jwtRules ?? []);
  const issuers = [...rules.flatMap(({ issuer }) => issuer ?? []), ...tokens.flatMap(({ issuer }) => issuer ?? [])];
  return {
    issuer: issuers,
    audience: [...rules.flatMap(({ audiences }) => audiences ?? []), ...tokens.flatMap(({ audiences }) => audiences)],
    requestPrincipal: [
      ...tokens.flatMap(({ issuer, subject }) => (issuer === null || subject === null ? [] : `${issuer}/${subject}`)),
      ...issuers.map((issuer) => `${issuer}/*`),
      '*',
    ],
    claim: tokens.flatMap(({ claims }) => ['iss', 'sub', 'aud', ...claimPaths(claims)]),
  };
}

/** Claims, nested ones as `outer.inner`. */
function claimPaths(claims: { readonly [key: string]: Json }, before = ''): readonly string[] {
  return Object.entries(claims).flatMap(([key, value]) => {
    const path = `${before}${key}`;
    return typeof value === 'object' && value !== null && !isList(value) ? claimPaths(value, `${path}.`) : [path];
  });
}

type HostKinds = 'host' | 'sidecarHost' | 'podPort' | 'servicePort' | 'address';

function hosts({ cluster, registry }: World): Pick<Record<NameKind, readonly string[]>, HostKinds> {
  const services = [...registry.values()].flat();
  const ports = services.flatMap((service) => service.ports.map(({ port }) => port));
  const pods = [...cluster.workloads.values()];
  return {
    host: services.map(({ hostname }) => hostname),
    sidecarHost: [
      './*',
      'istio-system/*',
      ...services.map(({ namespace }) => `${namespace}/*`),
      ...services.map(({ namespace, hostname }) => `${namespace}/${hostname}`),
    ],
    podPort: sorted(pods.flatMap(({ containerPorts }) => containerPorts.map(({ port }) => port))),
    servicePort: sorted(ports),
    address: pods.map(({ ip }) => ip).filter((ip) => ip !== ''),
  };
}

function sorted(ports: readonly number[]): readonly string[] {
  return [...new Set(ports)].sort((a, b) => a - b).map(String);
}

const attributes = ['source.ip', 'remote.ip', 'source.namespace', 'source.principal', 'source.serviceAccount']
  .concat(['request.auth.principal', 'request.auth.audiences', 'request.auth.presenter'])
  .concat(['destination.ip', 'destination.port', 'connection.sni']);

type SentKinds = 'method' | 'path' | 'header' | 'conditionKey';

function sent(world: World, own: Scenario): Pick<Record<NameKind, readonly string[]>, SentKinds> {
  const payloads = own.requests.flatMap(({ payload }) => (payload.kind === 'http' ? [payload] : []));
  const headers = payloads.flatMap((payload) => payload.headers.map(([name]) => name.toLowerCase()));
  return {
    method: [...payloads.map(({ method }) => method), 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    path: payloads.map(({ path }) => path.split('?')[0] ?? path),
    header: headers,
    conditionKey: [
      ...attributes,
      ...headers.map((name) => `request.headers[${name}]`),
      ...jwt(world, own).claim.map((claim) => `request.auth.claims[${claim.replaceAll('.', '][')}]`),
    ],
  };
}

function objects({ resources }: Prepared): Pick<Record<NameKind, readonly string[]>, 'secret' | 'target'> {
  const named = (...kinds: readonly string[]): readonly string[] =>
    resources.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const credentials = resources
    .filter(({ kind }) => kind === 'Gateway')
    .flatMap(({ body }) => objectsAt(body, 'spec', 'servers'))
    .map((server) => valueAt(server, ['tls', 'credentialName']));
  return {
    secret: [...named('Secret'), ...credentials.filter((name) => typeof name === 'string')],
    target: named('Gateway.gateway.networking.k8s.io', 'GatewayClass', 'Service', 'ServiceEntry'),
  };
}
