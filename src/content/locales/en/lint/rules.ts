import { bold, code } from '../names.ts';
import { ports, type Teaching } from './teaching.ts';

const parts: Readonly<Record<string, string>> = { from: 'senders', to: 'operations', when: 'conditions' };

/** Rules of an AuthorizationPolicy. */
export const rules = {
  ruleLostOnTcp: {
    says: (arg) =>
      `${bold(arg('workload'))} takes TCP on ${ports(arg('ports'))}, where ${code(arg('field'))} does not exist: this rule allows nothing there.`,
    why: 'On a TCP port the proxy sees no HTTP. An ALLOW rule with one HTTP field in it is left out there as a whole, and the policy still counts: connections that no other rule allows are refused.',
    docs: 'concepts/security/#using-istio-authorization-on-plain-tcp-protocols',
  },
  ruleWidenedOnTcp: {
    says: (arg) =>
      `On ${ports(arg('ports'))} of ${bold(arg('workload'))}, which carries TCP, ${code(arg('field'))} is dropped and the rest of this ${arg('action')} rule stays: it matches more than it says.`,
    why: 'On a TCP port the proxy sees no HTTP. A DENY, AUDIT or CUSTOM rule loses its HTTP fields there and keeps what is left; with nothing left it matches every connection.',
    fix: 'Say which ports the rule is about',
    docs: 'concepts/security/#using-istio-authorization-on-plain-tcp-protocols',
  },
  splitRule: {
    says: (arg) =>
      `This dash starts a rule of its own: rule ${arg('rule')} has ${parts[arg('first')] ?? ''} alone and this one ${parts[arg('second')] ?? ''} alone, and either is enough.`,
    why: 'Parts of one rule must all match; of several rules one is enough. With one dash too many, whoever matches the first rule may do everything, and everybody may do what the second one says.',
    fix: 'Join the two rules',
    docs: 'reference/config/security/authorization-policy/#Rule',
  },
} as const satisfies Record<string, Teaching>;
