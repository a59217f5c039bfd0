// Writes meshes of what np-guard's network-config-analyzer and Hopwise both understand: random ones, and those of cases.ts.
// node scripts/run-ts.mjs scripts/npguard/worlds.ts COUNT SEED CHECKOUT > worlds.json
import fc from 'fast-check';
import { cases } from './cases.ts';
import { onTcp } from './onTcp.ts';
import { ownWorlds } from './own.ts';
import { type MadeWorld, resourcesOf, topologies } from './topologies.ts';

const [count = '200', seed = '1', checkout = ''] = process.argv.slice(2);

const few = (...values: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const account = (namespace: string, name: string) => `cluster.local/ns/${namespace}/sa/${name}`;
const principals = few(
  account('shop', 'web'),
  account('pay', 'api'),
  account('pay', 'db'),
  account('nowhere', 'nobody'),
  'cluster.local/ns/shop/*',
  '*/sa/api',
  '*',
);
const namespaces = few('shop', 'pay', 'tools', 'p*', '*ools', 'nowhere', '*');
const source = fc
  .record(
    { principals, notPrincipals: principals, namespaces, notNamespaces: namespaces },
    { requiredKeys: [], noNullPrototype: true },
  )
  .filter((each) => Object.keys(each).length > 0 && Object.keys(each).length < 3);
const paths = few('/', '/a', '/a/b', '/a*', '/b/*', '*/b', '*', '*.png');
const methods = few('GET', 'POST', 'PUT', 'P*', '*T', '*');
const ports = few('8080', '9090', '1234');
const operation = fc
  .record(
    { methods, notMethods: methods, paths, notPaths: paths, ports, notPorts: ports },
    { requiredKeys: [], noNullPrototype: true },
  )
  .filter((each) => Object.keys(each).length > 0 && Object.keys(each).length < 4);
const condition = fc.oneof(
  fc.record({ key: fc.constant('source.namespace'), values: namespaces }),
  fc.record({ key: fc.constant('source.principal'), notValues: principals }),
  fc.record({ key: fc.constant('destination.port'), values: ports }),
  fc.record({ key: fc.constant('destination.port'), notValues: ports }),
);
const some = <T>(each: fc.Arbitrary<T>) => fc.array(each, { minLength: 1, maxLength: 2 });
const rule = fc.record(
  {
    from: some(source.map((each) => ({ source: each }))),
    to: some(operation.map((each) => ({ operation: each }))),
    when: some(condition),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const selector = fc.constantFrom(undefined, { app: 'api' }, { app: 'db' }, { tier: 'back' });
/** Mostly something that is there: a policy that selects nobody tells nothing. */
const place = fc.constantFrom('pay', 'pay', 'pay', 'istio-config', 'shop');
const authorization = fc
  .record({
    namespace: place,
    action: fc.constantFrom('ALLOW', 'ALLOW', 'DENY'),
    selector,
    rules: some(rule),
  })
  .map(({ namespace, action, selector: labels, rules }) => ({
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { namespace },
    spec: { ...(labels === undefined ? {} : { selector: { matchLabels: labels } }), action, rules },
  }));
const peer = fc.constantFrom(
  { podSelector: {} },
  { podSelector: { matchLabels: { tier: 'back' } } },
  { namespaceSelector: { matchLabels: { team: 'shop' } } },
  { namespaceSelector: {}, podSelector: { matchLabels: { app: 'web' } } },
);
const entry = fc.record(
  {
    from: some(peer),
    ports: some(fc.constantFrom({ port: 8080 }, { port: 9090, protocol: 'TCP' }, { port: 8000, endPort: 8999 })),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const dns = {
  to: [{ namespaceSelector: {} }],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};
const network = fc
  .record({
    namespace: fc.constantFrom('pay', 'pay', 'shop'),
    selector,
    ingress: fc.array(entry, { maxLength: 2 }),
    egress: fc.option(fc.array(entry, { maxLength: 2 }), { nil: undefined }),
  })
  .map(({ namespace, selector: labels, ingress, egress }) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace },
    spec: {
      podSelector: labels === undefined ? {} : { matchLabels: labels },
      policyTypes: egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'],
      ingress,
      // Without this nobody there finds a name, of which np-guard knows nothing.
      ...(egress === undefined
        ? {}
        : {
            egress: [
              dns,
              ...egress.map(({ from, ...rest }) => ({ ...rest, ...(from === undefined ? {} : { to: from }) })),
            ],
          }),
    },
  }));
const world = fc.record({
  base: fc.constantFrom('http', 'http', 'http', 'tcp', 'tcp', 'bare'),
  authorizations: fc.array(authorization, { minLength: 1, maxLength: 4 }),
  networks: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some(network) }),
});

const made = fc.sample(world, { seed: Number(seed), numRuns: Number(count) });
const random: readonly MadeWorld[] = made.map(({ base, authorizations, networks }, index) => ({
  name: `random-${index}`,
  base,
  policies: [...authorizations, ...networks].map((policy, at) => ({
    ...policy,
    metadata: { name: `p${at}`, ...policy.metadata },
  })),
}));
const bases = Object.fromEntries(Object.keys(topologies).map((base) => [base, resourcesOf(base)]));
const own = ownWorlds(checkout);
const worlds = [...cases, ...own.worlds, ...random].map((each) =>
  each.base === 'tcp' ? { ...each, onTcp: each.policies.map(onTcp) } : each,
);
console.log(JSON.stringify({ bases: { ...bases, ...own.bases }, worlds }));
