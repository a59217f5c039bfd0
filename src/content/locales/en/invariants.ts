import {
  type AllowedCaller,
  type Demand,
  type InvariantKind,
  type InvariantResult,
  type Scope,
  type UnclearReason,
  type Unsettled,
  type Witness,
  openCodes,
} from '../../../core/model/invariant.ts';
import { doubtCodes } from '../../../core/model/proof.ts';
import { dialled, requestWords } from '../../../core/model/naming.ts';
import type { Caller } from '../../../core/model/request.ts';
import { bold, code } from './names.ts';
import { whyNotProved } from './proof.ts';

/** Each kind by what it is for, as a choice. */
export const invariantNames = {
  flow: 'This request stays as it is',
  onlyCallers: 'Only these callers',
  mtls: 'Always mutual TLS',
  knownIdentity: 'No unknown identity',
  noPlaintext: 'No plaintext',
  egress: 'Only these hosts outside',
} as const satisfies Record<InvariantKind, string>;

/** What has become of one, in a word. */
export function resultWord(result: InvariantResult): string {
  if (result.kind === 'held') return result.by === 'asking' ? 'Holds' : 'Proved';
  return result.kind === 'broken' ? 'Broken' : "Can't tell";
}

/** What an invariant demands, as a sentence with marks. */
export function sayDemand(demand: Demand): string {
  switch (demand.kind) {
    case 'flow': {
      const { asks, wants } = demand;
      const may = wants === 'allowed' ? 'may send' : 'must not get through with';
      return `${capital(sayCaller(asks.caller))} ${may} ${code(requestWords(asks))} to ${code(dialled(asks))}.`;
    }
    case 'onlyCallers': {
      const but = demand.callers.length === 0 ? '' : ` but ${joined(demand.callers.map(sayAllowed))}`;
      return `Nobody${but} reaches ${sayTarget(demand)}.`;
    }
    case 'mtls':
      return `Whatever reaches ${sayTarget(demand)} comes by mutual TLS.`;
    case 'knownIdentity':
      return `Whoever reaches ${sayTarget(demand)} has an identity that was verified.`;
    case 'noPlaintext':
      return `Nothing in ${sayScope(demand.within)} sends or takes plaintext.`;
    case 'egress': {
      const but = demand.hosts.length === 0 ? '' : `, but to ${joined(demand.hosts.map(code))}`;
      return `Nothing in ${sayScope(demand.from)} leaves the cluster${but}.`;
    }
    case 'unknown':
      return `A demand of the kind ${code(demand.word)}, which this version does not know.`;
  }
}

/** What was found out, and how: `holds for the 298 requests asked`. */
export function sayResult(result: InvariantResult): string {
  switch (result.kind) {
    case 'held':
      return sayHeld(result);
    case 'broken': {
      if (result.asked === 1) return 'Refuted: it ends otherwise.';
      const asked = result.by === 'asking' ? 'requests asked' : 'classes of requests';
      return `Refuted: ${result.found.toLocaleString('en')} of ${result.asked.toLocaleString('en')} ${asked} ${result.found === 1 ? 'breaks' : 'break'} it.`;
    }
    case 'unclear':
      return unclearSentences[result.reason];
  }
}

function sayHeld(result: Extract<InvariantResult, { readonly kind: 'held' }>): string {
  switch (result.by) {
    case 'request':
      return 'Proved: however this request goes, it ends so.';
    case 'proof':
      return `Proved: none of ${result.classes.toLocaleString('en')} classes of requests breaks it, and every request is in one.${
        result.bySidecar ? ' That is by sidecars alone: a program that goes past its own is not kept.' : ''
      }`;
    case 'asking': {
      const reasons = result.unsettled.map(whyUnsettled);
      return `Holds for ${result.asked.toLocaleString('en')} requests asked. Not proved of all: ${reasons.join('; ')}.`;
    }
  }
}

function whyUnsettled({ code: reason, name }: Unsettled): string {
  const own = openCodes.find((each) => each === reason);
  if (own !== undefined) return openReasons[own](name);
  const doubt = doubtCodes.find((each) => each === reason);
  return doubt === undefined ? '' : whyNotProved(doubt, name);
}

type OpenCode = (typeof openCodes)[number];

const openReasons = {
  leaves: (name) => `${name} is kept from no host, and hosts can have any name`,
  bypass: (name) => `some of what ${name} sends does not meet its sidecar`,
  host: (name) => `sidecars know ${name}, and what is sent there was only asked`,
  anyAddress: (name) => `what is sent for ${name} goes to any address`,
  takesPlaintext: (name) => `${name} takes plaintext, and who sends it some was only asked`,
  relay: (name) => `${name} may send on what it takes`,
  gateway: (name) => `whoever comes through ${name} shows its identity, and who that is was only asked`,
  whoSends: () => 'a network policy decides it by who sends',
  serverName: () => 'a policy reads server names, which clients with TLS of their own choose',
  idle: () => 'nothing there listens on a port that is known',
} as const satisfies Record<OpenCode, (name: string) => string>;

const unclearSentences = {
  undetermined: 'Of some requests the engine cannot tell how they end.',
  nobody: 'Nothing of what it is about is in the mesh.',
  unreadable: 'The YAML cannot be read in full.',
  noCaller: 'Whoever sends the request is not in the mesh.',
  unknownKind: 'It is kept, and not checked.',
} as const satisfies Record<UnclearReason, string>;

/** A request that breaks an invariant, as a sentence with marks. */
export function sayWitness(demand: Demand, { request, reached }: Witness): string {
  const sent = `${capital(sayCaller(request.caller))} sends ${code(requestWords(request))} to ${code(dialled(request))}`;
  return `${sent}${sayBreach(demand, reached)}`;
}

function sayBreach(demand: Demand, reached: string | null): string {
  const there = reached === null ? '' : `, which reaches ${bold(reached.replace(/^external:/, ''))}`;
  switch (demand.kind) {
    case 'flow':
      return demand.wants === 'allowed' ? ', and is denied.' : `, and is allowed.`;
    case 'mtls':
      return `${there} without mutual TLS.`;
    case 'knownIdentity':
      return `${there} without a verified identity.`;
    case 'noPlaintext':
      return `${there} in plaintext.`;
    case 'onlyCallers':
    case 'egress':
    case 'unknown':
      return `${there}.`;
  }
}

/** Who sends, in words. */
export function sayCaller(caller: Caller): string {
  switch (caller.kind) {
    case 'workload':
      return bold(caller.workload);
    case 'external':
      return 'somebody outside the cluster';
    case 'kubelet':
      return 'the kubelet';
    case 'peer':
      return caller.identity === null
        ? 'a client without a certificate'
        : `a client with the identity ${code(caller.identity)}${caller.tunnel === true ? ' through HBONE' : ''}`;
  }
}

/** A part of the mesh, in words. */
export function sayScope(scope: Scope): string {
  switch (scope.kind) {
    case 'all':
      return 'the mesh';
    case 'namespace':
      return bold(scope.namespace);
    case 'workload':
      return bold(scope.workload);
  }
}

function sayAllowed(caller: AllowedCaller): string {
  return caller.kind === 'outside' ? 'callers outside the cluster' : sayScope(caller);
}

function sayTarget({ to, port }: { readonly to: Scope; readonly port: number | null }): string {
  return `${sayScope(to)}${port === null ? '' : ` on port ${port}`}`;
}

function joined(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
