import type { Check, CheckKind, Term } from '../../../core/model/trace.ts';
import { sayNote } from './notes.ts';

export interface SaidCheck {
  readonly name: string;
  readonly note: string | null;
}

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

/** The name of the resource that a check is about. */
const resource: Namer = ({ source }) => source?.resource.split('/').slice(2).join('/') ?? '';

/** For whom a candidate speaks, or where the search for a DestinationRule found it. */
const levels: ReadonlyMap<string, Namer> = new Map<string, Namer>([
  ['mesh', () => 'Mesh-wide'],
  ['namespace', () => 'Namespace-wide'],
  ['workload', () => 'Workload'],
  // `spec.portLevelMtls.8080.mode`
  ['port', ({ source }) => `Port ${source?.path[2] ?? ''}`],
  ['clientNamespace', () => "Caller's namespace"],
  ['serviceNamespace', () => "Service's namespace"],
  ['rootNamespace', () => 'Root namespace'],
]);

/** The two ways that a fault can go; a destination is called by its name. */
const branches: Readonly<Record<string, string>> = { none: 'no fault', delay: 'delay', abort: 'abort' };

const names = {
  policySet: ({ name }) => `${name} policies`,
  policy: own,
  notAttached: ({ name, note }) => (note === undefined ? `${name}, not modelled` : name),
  rule: ruleName,
  from: numbered('source'),
  to: numbered('operation'),
  when: () => 'when',
  field: own,
  value: own,
  httpOnly: own,
  mtlsMode: () => 'mTLS mode',
  scope: resource,
  protocol: () => 'protocol',
  filterChain: ({ name }) => (name === '' ? 'filter chain' : name),
  host: () => 'host',
  capture: ({ name }) => (name === '' ? 'iptables' : name),
  listener: ({ name }) => (name === '' ? 'listener' : name),
  route: ({ name }) => (name === '' ? 'route' : name),
  branch: ({ name }) => branches[name] ?? name,
  cluster: ({ name }) => (name === '' ? 'cluster' : name),
  destinationRule: (check) => (check.name === 'tls.mode' ? 'DestinationRule tls.mode' : resource(check)),
  autoMtls: () => 'automatic mTLS',
  endpoint: ({ name }) => (name === '' ? 'endpoint' : name),
  certificate: ({ name }) => (name === 'server' ? "server's certificate" : "caller's certificate"),
  subjectAltName: () => 'subject alternative name',
  trustDomain: () => 'trust domain',
  validity: ({ name }) => (name === 'server' ? "server's certificate is valid" : "caller's certificate is valid"),
  networkPolicy: own,
  port: () => 'port',
  setting: own,
} as const satisfies Record<CheckKind, Namer>;

/** What a row of the check tree is called, and why it counts or does not. */
export function sayCheck(check: Check): SaidCheck {
  const name = names[check.kind](check);
  return { name: name === '' ? check.kind : name, note: noteOf(check) };
}

function noteOf(check: Check): string | null {
  if (check.note === undefined) return null;
  const candidate = check.kind === 'scope' || check.kind === 'destinationRule';
  const level = candidate ? levels.get(check.name)?.(check) : undefined;
  return level === undefined ? sayNote(check.note) : `${level}. ${sayNote(check.note)}`;
}

/** A value beside another. */
export function sayTerm(term: Term): string {
  switch (term.kind) {
    case 'value':
      return term.value === '' ? 'nothing' : term.value;
    case 'values':
      return term.values.join(', ');
    case 'not':
      return term.values.length === 1 ? `not ${term.values[0] ?? ''}` : `none of ${term.values.join(', ')}`;
    case 'any':
      return 'anything';
    case 'none':
      return 'nothing';
    case 'count':
      return `${term.matched} of ${term.of}`;
  }
}
