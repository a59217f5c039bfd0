import type { FlowDifference } from '../../../core/model/difference.ts';
import type { RepairCode, RepairEdit } from '../../../core/model/repair.ts';
import { bold, code } from './names.ts';

type Args = (key: string) => string;

/** What an edit does to the resources, one sentence each. */
const sentences = {
  addValue: (arg) => {
    const more = arg('field2') === '' ? '' : ` and ${code(arg('value2'))} to ${code(arg('field2'))}`;
    return `Add ${code(arg('value'))} to ${code(arg('field'))}${more} in a rule of ${named(arg('resource'))}.`;
  },
  addRule: (arg) => `Add a rule to ${named(arg('resource'))} for just this caller and this request.`,
  newAllow: (arg) => `Write a policy ${named(arg('resource'))} that allows just this caller this request.`,
  exemptCaller: (arg) => `Leave ${code(arg('value'))} out of the rule of ${named(arg('resource'))}.`,
  exemptPath: (arg) =>
    `Leave the path ${code(arg('value'))} out of the rule of ${named(arg('resource'))}, for all callers.`,
  dryRun: (arg) => `Set ${named(arg('resource'))} to dry-run: it only logs what it would refuse.`,
  permissive: (arg) =>
    `Set ${named(arg('resource'))} to ${code('PERMISSIVE')}: plaintext is taken wherever it decides.`,
  permissivePort: (arg) =>
    `Take plaintext on port ${code(arg('port'))} of ${bold(arg('workload'))}, with ${named(arg('resource'))}.`,
  inject: (arg) => `Give ${bold(arg('workload'))} a sidecar, so that it has an identity and speaks mTLS.`,
  tlsMode: (arg) => `Set the TLS mode of ${named(arg('resource'))} to ${code(arg('value'))}.`,
  acceptIdentity: (arg) => `Accept ${code(arg('value'))} as the server in ${named(arg('resource'))}.`,
  openIngress: (arg) => `Let the caller in, with a rule in ${named(arg('resource'))}.`,
  openEgress: (arg) => `Let the caller out to this destination, with a rule in ${named(arg('resource'))}.`,
  openDns: (arg) => `Let the caller ask for names, with a rule for DNS in ${named(arg('resource'))}.`,
  serviceEntry: (arg) => `Make ${code(arg('value'))} known in the caller’s namespace, with ${named(arg('resource'))}.`,
  egressHost: (arg) => `Add ${code(arg('value'))} to the hosts of ${named(arg('resource'))}.`,
  allowAny: (arg) => `Let proxies pass every host that they do not know, in ${named(arg('resource'))}.`,
  dropCaller: (arg) => `Take ${code(arg('value'))} out of the rule of ${named(arg('resource'))}.`,
  dropRule: (arg) => `Remove the rule of ${named(arg('resource'))} that let it pass.`,
  newDeny: (arg) => `Write a policy ${named(arg('resource'))} that denies just this caller this request.`,
  capture: (arg) =>
    `Remove ${code(arg('field'))} from ${bold(arg('workload'))}, so that its sidecar sees this connection.`,
  hideEntry: (arg) => `Show ${named(arg('resource'))}, which makes ${code(arg('value'))} known, to nobody.`,
  knownHosts: (arg) => `Let ${bold(arg('workload'))} call registered hosts only, with ${named(arg('resource'))}.`,
} as const satisfies Record<RepairCode, (arg: Args) => string>;

/** One edit of a repair as a sentence with marks. */
export function sayRepair({ code: key, args }: RepairEdit): string {
  return sentences[key]((name) => args[name] ?? '');
}

/** `AuthorizationPolicy/payments/backend-callers`: its name, with its namespace. */
function named(resource: string): string {
  const [kind = '', namespace = '', name = ''] = resource.split('/');
  if (kind === 'Scenario') return bold('mesh settings');
  return namespace === '' ? bold(name) : bold(`${namespace}/${name}`);
}

/** What an edit changes, in a few words: `opens only this flow`, `opens 6 flows, closes 2`. */
export function sayRadius({ counts }: FlowDifference, goal: 'allowed' | 'denied'): string {
  const { opened, closed, unclear } = counts;
  const only = goal === 'allowed' ? opened === 1 && closed === 0 : closed === 1 && opened === 0;
  if (only && unclear === 0) return goal === 'allowed' ? 'opens only this flow' : 'closes only this flow';
  const parts = [
    opened > 0 ? `opens ${flows(opened)}` : '',
    closed > 0 ? `closes ${flows(closed)}` : '',
    unclear > 0 ? `makes ${flows(unclear)} unclear` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'changes no flow' : parts.join(', ');
}

function flows(count: number): string {
  return count === 1 ? '1 flow' : `${count} flows`;
}

/** The dialog with what would let a request pass, or stop it. */
export const repairWords = {
  letPass: 'What would let it pass',
  stop: 'What would stop it',
  theCaller: 'The caller',
  failed: 'The edits could not be worked out. Close this, then try again.',
  tryingEdits: 'Trying edits…',
  noneToPass:
    'No edit of the security resources is known that would let it pass: what stops it is of another kind. See its cause.',
  noneToStop: 'No edits of the security resources are known that would stop it.',
  notMeasured: 'not measured',
  apply: 'Apply',
  flowsThatChange: 'Flows that change',
  measuring: (measured: number, of: number): string => `Measuring what else changes: ${measured} of ${of}…`,
  found: (count: number, goal: 'allowed' | 'denied'): string =>
    `${count === 1 ? 'One way was' : `${count} ways were`} tried and ${goal === 'allowed' ? 'let it pass' : 'stop it'}.${count > 1 ? ' The one that changes least comes first.' : ''}`,
  /** How many flows were asked, and how many of them end as before for another reason. */
  asked: (asked: number, reason: number): string =>
    `${asked} flows were asked.${reason > 0 ? ` ${reason} end as before for another reason.` : ''}`,
} as const;
