import { inboundListener, inboundPort } from '../../../controlplane/inboundListener.ts';
import { ztunnelPolicies } from '../../../controlplane/ambient/ztunnelPolicies.ts';
import type { RbacField, RbacRule } from '../../../controlplane/authorization/rbac.ts';
import type { World } from '../../../controlplane/world.ts';
import { send } from '../../../dataplane/send.ts';
import type { Decider, DeadReason } from '../../../model/proof.ts';
import type { Request } from '../../../model/request.ts';
import type { RuleRef, Verdict } from '../../../model/trace.ts';
import type { Bench } from '../exact/bench.ts';
import { benchBeside, podsOf } from './beside.ts';
import type { Enforced } from './policies.ts';
import { asWritten, type Removed, withRule, worldWithOnly, worldWithout } from './removal.ts';
import { seekUse, type Useless } from './seek.ts';

interface Known {
  readonly bench: Bench;
  readonly removed: Removed;
}

interface Why {
  readonly why: DeadReason;
  readonly by: readonly Decider[];
  readonly witness: Request | null;
}

/** Why a rule that is proved to decide nothing does not: it is asked again as if it were the only one. */
export function whyDead(known: Known, of: Enforced, rule: RuleRef, classes: readonly Useless[]): Why {
  const { bench } = known;
  // At a gateway many routes lead on: why is not looked for.
  if (of.gateways.length > 0) return { why: 'other', by: [], witness: null };
  const { world } = bench.sides[0];
  const alone = worldWithOnly(world, rule);
  const beside = benchBeside(bench, alone, worldWithout(alone, new Map([[rule.resource, new Set([0])]])));
  const found: Useless[] = [];
  let doubt = false;
  for (const target of podsOf(bench, of)) {
    const sought = seekUse(beside, target, { ...rule, rule: 0 });
    if (sought.kind === 'used') return shadowed(known, alone, rule, sought.use.witness, classes);
    if (sought.kind === 'doubt') doubt = true;
    else found.push(...sought.classes);
  }
  const told = (why: DeadReason): Why => ({ why, by: [], witness: null });
  if (doubt) return told('other');
  if (found.some((each) => each.rule === 'matches')) return told('refused');
  if (isLostOnTcp(alone, bench, of)) return told('tcp');
  return told(asksOtherPorts(bench, of, rule) ? 'port' : 'unmatched');
}

/** `witness`: what the rule would decide; of other requests only those count that it would decide, too. */
function shadowed(
  { bench, removed }: Known,
  alone: World,
  rule: RuleRef,
  witness: Request,
  classes: readonly Useless[],
): Why {
  const gone = withRule(removed, rule);
  const would = (request: Request): boolean =>
    decidersOf(send(alone, request).verdict).some((each) => each.resource === rule.resource && each.rule === 0);
  const instead = [
    ...decidersOf(send(worldWithout(bench.sides[0].world, gone), witness).verdict, gone),
    ...classes.flatMap((each) => {
      if (each.rule === 'misses' || !would(each.witness)) return [];
      return decidersOf(each.verdict, each.rule === 'before' ? removed : gone);
    }),
  ];
  const by = new Map(instead.map((each) => [`${each.resource} ${String(each.rule)}`, each]));
  return { why: 'shadowed', by: [...by.values()], witness };
}

/** By the indices of the text, where some rules are gone. */
function decidersOf(verdict: Verdict, gone: Removed = new Map()): readonly Decider[] {
  const determining = verdict.kind === 'undetermined' ? null : verdict.determining;
  if (determining === null || determining.kind === 'setting') return [];
  if (determining.kind === 'matched') return determining.rules.map((each) => asWritten(gone, each));
  return determining.policies.map((policy) => ({ ...policy, rule: null }));
}

/** "HTTP-only parts on a TCP chain: an ALLOW rule is dropped" (4.2); at ztunnel, all of HTTP (10.2). */
function isLostOnTcp(alone: World, bench: Bench, of: Enforced): boolean {
  return podsOf(bench, of).every(({ target, pod }) => {
    if (pod === null) return false;
    if (pod.proxy === 'ambient') {
      const { allow, deny } = ztunnelPolicies(alone, pod);
      return [allow, deny].every((filter) => filter === null || filter.enforced.every(asksForHttp));
    }
    const listener = inboundListener(alone, pod);
    const { protocol } = inboundPort(alone, pod, listener, target.port);
    return protocol === 'TCP' && listener.tcp.every(({ enforced }) => enforced.length === 0);
  });
}

/** "An empty match counts as no match" (10.3): what it asks for has been erased. */
function asksForHttp({ from, to, when }: RbacRule): boolean {
  return [from, to, when === null ? [] : [when]].some(
    (entries) => entries.length > 0 && entries.every(({ never, fields }) => never === true && fields.some(isOfHttp)),
  );
}

function isOfHttp({ leftOut }: RbacField): boolean {
  return leftOut?.key === 'field.httpOnlyAtZtunnel';
}

function asksOtherPorts(bench: Bench, of: Enforced, { rule }: RuleRef): boolean {
  const own = new Set(podsOf(bench, of).map(({ target }) => String(target.port)));
  const to = of.policy.spec.rules?.[rule]?.to ?? [];
  return (
    to.length > 0 &&
    to.every(({ operation }) => {
      const ports = operation?.ports ?? [];
      return ports.length > 0 && !ports.some((port) => own.has(port));
    })
  );
}
