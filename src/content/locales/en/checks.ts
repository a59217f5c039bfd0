import type { Check, CheckKind, Term } from '../../../core/model/trace.ts';

type Namer = (check: Check) => string;

const own: Namer = ({ name }) => name;
const ruleName: Namer = ({ name, source }) => {
  const last = source?.path.at(-1);
  const index = typeof last === 'number' ? last : Number(name);
  return Number.isNaN(index) ? `rule ${name}` : `rule ${index + 1}`;
};
/** `source 2` of several; alone it is what its field is called. */
const numbered =
  (word: string): Namer =>
  ({ name }) =>
    /^\d+$/.test(name) ? `${word} ${Number(name) + 1}` : word;

const scopes: ReadonlyMap<string, string> = new Map([
  ['mesh', 'mesh'],
  ['namespace', 'namespace'],
  ['workload', 'workload'],
  ['port', 'port'],
  ['default', "Istio's default"],
  ['ignored', 'not used'],
]);

const names = {
  policySet: ({ name }) => `${name} policies`,
  policy: own,
  notAttached: ({ name }) => `${name}, not attached`,
  rule: ruleName,
  from: numbered('source'),
  to: numbered('operation'),
  when: () => 'when',
  field: own,
  value: own,
  httpOnly: ({ name }) => `${name}, HTTP only`,
  mtlsMode: () => 'mTLS mode',
  scope: ({ name }) => scopes.get(name) ?? name,
  protocol: () => 'protocol',
  filterChain: ({ name }) => (name === '' ? 'filter chain' : name),
  host: () => 'host',
  capture: () => 'iptables',
  listener: ({ name }) => (name === '' ? 'listener' : name),
  route: ({ name }) => (name === '' ? 'route' : name),
  cluster: ({ name }) => (name === '' ? 'cluster' : name),
  destinationRule: ({ name }) => (name === 'tls.mode' ? 'DestinationRule tls.mode' : `DestinationRule (${name})`),
  autoMtls: () => 'automatic mTLS',
  endpoint: ({ name }) => (name === '' ? 'endpoint' : name),
  certificate: ({ name }) => (name === 'server' ? "server's certificate" : "caller's certificate"),
  subjectAltName: () => 'subject alternative name',
  trustDomain: () => 'trust domain',
  networkPolicy: own,
  port: () => 'port',
  setting: own,
} as const satisfies Record<CheckKind, Namer>;

/** The name of a row in the check tree. */
export function sayCheck(check: Check): { name: string } {
  const name = names[check.kind](check);
  return { name: name === '' ? check.kind : name };
}

/** A value beside another. */
export function sayTerm(term: Term): string {
  switch (term.kind) {
    case 'value':
      return term.value === '' ? 'nothing' : term.value;
    case 'values':
      return term.values.join(', ');
    case 'not':
      return `not ${term.values.join(', ')}`;
    case 'any':
      return 'anything';
    case 'none':
      return 'nothing';
    case 'count':
      return `${term.matched} of ${term.of}`;
  }
}
