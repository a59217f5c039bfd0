import type { Edit } from './lint.ts';

/** Every way in which resources can be edited so that a request passes, or is stopped. The sentence for each lives in `content/locales`. */
export const repairCodes = [
  'addValue', // args.field, args.value, and perhaps args.field2, args.value2: one more value in lists of a rule that misses little
  'addRule', // one more rule in a policy, for this caller and this operation
  'newAllow', // a policy of its own for them
  'exemptCaller', // args.value: a rule leaves the caller out
  'exemptPath', // args.value: a rule leaves the path out
  'dryRun', // the policy only says what it would do
  'permissive', // a PeerAuthentication takes plaintext wherever it decides
  'permissivePort', // args.port: plaintext on one port of one workload
  'inject', // args.workload: it gets a sidecar
  'tlsMode', // args.value: how a DestinationRule says to speak
  'acceptIdentity', // args.value: one more name that the client takes from the server
  'openIngress', // a NetworkPolicy lets the caller in
  'openEgress', // a NetworkPolicy lets the caller out
  'openDns', // a NetworkPolicy lets the caller ask for names
  'serviceEntry', // args.value: the host becomes known
  'egressHost', // args.value: the host comes into a Sidecar's scope
  'allowAny', // proxies let pass what they do not know
  'dropCaller', // args.value: a rule of an ALLOW policy loses the caller
  'dropRule', // the rule that let it pass goes
  'newDeny', // a policy that denies this caller this operation
  'capture', // args.workload, args.field: a pod no longer keeps traffic from its sidecar
  'hideEntry', // args.value: a ServiceEntry is for nobody
  'knownHosts', // the caller may only call what is registered
] as const;
export type RepairCode = (typeof repairCodes)[number];

/** One step of a repair, in terms that a sentence can be made of, and what it does to the text. */
export interface RepairEdit {
  readonly code: RepairCode;
  readonly args: Readonly<Record<string, string>>;
  readonly edits: readonly Edit[];
}
