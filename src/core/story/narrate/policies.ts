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
  return step.outcome === 'denied' ? told('jwt.rejected', {}) : told('jwt.passed', {});
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
    DENY: () => (step.outcome === 'denied' ? told('rbac.denied', withHit) : told('rbac.noMatch', args)),
    ALLOW: () => {
      if (step.outcome === 'denied') return told('rbac.notAllowed', args);
      return hit === null ? told('rbac.onlyDryRun', args) : told('rbac.allowed', withHit);
    },
  } satisfies Record<RbacAction, () => Told>;
  return by[action]();
}
