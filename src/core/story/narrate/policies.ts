import type { RbacArgs } from '../../model/message.ts';
import type { RbacAction } from '../../model/trace.ts';
import { nameAt } from '../place.ts';
import { type StepOf, type Telling, type Told, told } from './telling.ts';

export function extAuthz({ provider, checks }: StepOf<'extAuthz'>, { cause }: Telling): Told {
  if (cause === 'extAuthzDenied') return told('extAuthz.denied', { provider });
  if (cause !== null) return told('extAuthz.failed', { provider });
  const asked = checks.length === 0 || checks.some((check) => check.matched);
  return asked ? told('extAuthz.allowed', { provider }) : told('extAuthz.notAsked', { provider });
}

export function jwt(step: StepOf<'jwt'>): Told {
  if (step.outcome === 'denied') return told('jwt.rejected', {});
  const rules = step.checks.filter(({ kind }) => kind === 'rule');
  const valid = rules.find(({ actual }) => actual.kind === 'value' && actual.value === 'valid');
  if (valid !== undefined) return told('jwt.valid', { issuer: valid.name });
  const none = rules.length > 0 && rules.every(({ actual }) => actual.kind === 'none');
  return told(none ? 'jwt.none' : 'jwt.passed', {});
}

/** One RBAC filter: all attached policies of one action. */
export function rbac(step: StepOf<'rbac'>, { at }: Telling): Told {
  const server = nameAt(at);
  const { action, checks, rule: hit } = step;
  const policies = checks.filter((check) => check.kind === 'policy').map((check) => check.name);
  const args: RbacArgs = { action, server, policies };
  const withHit = { ...args, policies: [hit?.name ?? ''], rule: hit?.rule ?? 0 };
  const by = {
    AUDIT: () => told(hit === null ? 'rbac.noMatch' : 'rbac.match', args),
    DENY: () => {
      if (step.outcome === 'denied' && hit?.resource.startsWith('PeerAuthentication/'))
        return told('rbac.strict', { server, policy: hit.name });
      if (step.outcome === 'denied') return told('rbac.denied', withHit);
      // Nothing but PeerAuthentications, which ztunnel has as DENY policies.
      if (policies.length === 0 && step.selects > 0) return told('rbac.strictPassed', { server });
      const dry = step.shadow.find(({ result }) => result === 'denied')?.rule ?? null;
      if (dry === null) return told('rbac.noMatch', args);
      return told('rbac.wouldDeny', { ...args, policies: [dry.name], rule: dry.rule });
    },
    ALLOW: () => {
      if (step.outcome === 'denied') return told('rbac.notAllowed', args);
      return hit === null ? told('rbac.onlyDryRun', args) : told('rbac.allowed', withHit);
    },
  } satisfies Record<RbacAction, () => Told>;
  return by[action]();
}
