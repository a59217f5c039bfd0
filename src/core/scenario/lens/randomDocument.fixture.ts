import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';

/** How the pods of a namespace take part in the mesh. */
export type Part = 'sidecar' | 'ambient' | 'waypoint' | 'none';

/** Small meshes as documents: two namespaces, a few pods with a Service each and one without, and policies of every kind that proxies differ in. */
export function documentOf(parts: fc.Arbitrary<Part>): fc.Arbitrary<HopwiseDocument> {
  return fc
    .record({
      a: parts,
      b: fc.oneof({ weight: 3, arbitrary: parts }, { weight: 1, arbitrary: fc.constant<Part>('none') }),
      policies: fc.array(policy, { maxLength: 3 }),
      peers: fc.array(peer, { maxLength: 2 }),
    })
    .map(({ a, b, policies, peers }) => meshOf({ a, b }, [...policies, ...peers]));
}

/** The mesh with these parts and objects; each object gets a name of its own. */
export function meshOf(parts: { readonly a: Part; readonly b: Part }, objects: readonly JsonObject[]): HopwiseDocument {
  const named = objects.map((object, index): JsonObject => {
    const { metadata } = object;
    return {
      ...object,
      metadata: { ...(metadata !== undefined && isObject(metadata) ? metadata : {}), name: `p${index}` },
    };
  });
  const all = [...namespace('a', parts.a), ...namespace('b', parts.b), ...fixed, ...named];
  return { files: [{ name: 'random.yaml', text: all.map((object) => JSON.stringify(object)).join('\n---\n') }] };
}

function namespace(name: string, part: Part): readonly JsonObject[] {
  const labels = {
    sidecar: { 'istio-injection': 'enabled' },
    ambient: { 'istio.io/dataplane-mode': 'ambient' },
    waypoint: { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' },
    none: {},
  }[part];
  const gateway = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'waypoint', namespace: name },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
  };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
    ...(part === 'waypoint' ? [gateway] : []),
  ];
}

const pods = ['a/one', 'a/two', 'b/three', 'b/bare'] as const;

const fixed = pods.flatMap((id): readonly JsonObject[] => {
  const [home = '', name = ''] = id.split('/');
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: home, labels: { app: name } },
    spec: {
      serviceAccountName: name,
      containers: [{ name: 'app', ports: [{ containerPort: 8080 }, { containerPort: 9000 }] }],
    },
  };
  const ports = [
    { name: 'http', port: 80, targetPort: 8080 },
    { name: 'tcp', port: 9000 },
  ];
  const spec = { selector: { app: name }, ports };
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: home }, spec };
  return name === 'bare' ? [pod] : [pod, service];
});

const some = (values: readonly string[]): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const maybe = <T extends Json>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const clean = (fields: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const principals = pods.map((id) => `cluster.local/ns/${id.replace('/', '/sa/')}`);
const source = fc
  .record({
    principals: maybe(some([...principals, '*', 'cluster.local/ns/a/sa/waypoint'])),
    namespaces: maybe(some(['a', 'b'])),
    notNamespaces: maybe(some(['a', 'b'])),
  })
  .map(clean)
  .filter((each) => Object.keys(each).length > 0);
const operation = fc
  .record({
    methods: maybe(some(['GET', 'POST'])),
    paths: maybe(some(['/', '/x*'])),
    ports: maybe(some(['80', '8080', '9000'])),
  })
  .map(clean)
  .filter((each) => Object.keys(each).length > 0);
const portOperation = some(['8080', '9000']).map((ports): JsonObject => ({ ports }));

/** A rule; `withHttp`: it may ask for methods and paths. */
export function ruleOf(withHttp: boolean): fc.Arbitrary<JsonObject> {
  return fc
    .record({
      from: maybe(
        fc.array(source, { minLength: 1, maxLength: 2 }).map((list) => list.map((each) => ({ source: each }))),
      ),
      to: maybe(
        fc
          .array(withHttp ? operation : portOperation, { minLength: 1, maxLength: 2 })
          .map((list) => list.map((each) => ({ operation: each }))),
      ),
    })
    .map(clean);
}

const selector = maybe(fc.constantFrom('one', 'two', 'three', 'bare').map((app): Json => ({ matchLabels: { app } })));

/** An AuthorizationPolicy by namespace or selector. */
export function policyOf(rule: fc.Arbitrary<JsonObject>, actions: readonly string[]): fc.Arbitrary<JsonObject> {
  return fc
    .record({
      home: fc.constantFrom('a', 'b', 'istio-system'),
      selector,
      action: fc.constantFrom(...actions),
      rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
    })
    .map(({ home, selector: selects, action, rules }) => ({
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { namespace: home },
      spec: clean({ selector: home === 'istio-system' ? undefined : selects, action, rules }),
    }));
}

/** One that is bound to a Service, or to the waypoint of a namespace. */
const bound = fc
  .record({
    target: fc.constantFrom(
      { home: 'a', ref: { group: '', kind: 'Service', name: 'one' } },
      { home: 'b', ref: { group: '', kind: 'Service', name: 'three' } },
      { home: 'a', ref: { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'waypoint' } },
    ),
    action: fc.constantFrom('ALLOW', 'DENY'),
    rules: fc.array(ruleOf(true), { minLength: 1, maxLength: 2 }),
  })
  .map(({ target: { home, ref }, action, rules }) => ({
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { namespace: home },
    spec: { targetRefs: [ref], action, rules },
  }));

const policy = fc.oneof(policyOf(ruleOf(true), ['ALLOW', 'ALLOW', 'DENY', 'AUDIT']), bound);

const mode = fc.constantFrom('STRICT', 'STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET');
const peer = fc
  .record({
    home: fc.constantFrom('a', 'b', 'istio-system'),
    selector,
    own: maybe(mode),
    ports: maybe(fc.record({ port: fc.constantFrom('8080', '9000'), mode })),
  })
  .map(({ home, selector: selects, own, ports }) => {
    const narrow = home !== 'istio-system' && selects !== undefined;
    const spec = clean({
      selector: narrow ? selects : undefined,
      mtls: own === undefined ? undefined : { mode: own },
      portLevelMtls: narrow && ports !== undefined ? { [ports.port]: { mode: ports.mode } } : undefined,
    });
    return { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { namespace: home }, spec };
  });
