import { hasSelector } from '../../controlplane/selector.ts';
import { wideCandidates } from '../../controlplane/peerCandidates.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { MtlsMode } from '../../model/trace.ts';
import type { Plain, PlainProvider } from '../../model/plain.ts';
import type { PeerAuthenticationSpec } from '../../yaml/schema/peerAuthentication.ts';
import type { RequestAuthenticationSpec } from '../../yaml/schema/requestAuthentication.ts';
import { targetsOf } from './targets.ts';

export function plainPeer(world: World, { resource, spec }: Admitted<PeerAuthenticationSpec>): Plain {
  const root = resource.namespace === world.mesh.rootNamespace;
  // "A non-empty selector inside the root namespace = ignored everywhere" (2.1).
  const ignored = root && hasSelector(spec);
  return {
    kind: 'PeerAuthentication',
    targets: ignored ? { kind: 'nobody' } : targetsOf(world, { resource, spec }),
    mode: spec.mtls?.mode ?? 'UNSET',
    wider: widerMode(world, { resource, spec }),
    ports: Object.entries(spec.portLevelMtls ?? {}).map(([port, mtls]) => ({ port, mode: mtls.mode ?? 'UNSET' })),
  };
}

/** "Start PERMISSIVE; overwrite by mesh, then by namespace, if not UNSET" (2.3). */
function widerMode(world: World, { resource, spec }: Admitted<PeerAuthenticationSpec>): MtlsMode {
  let mode: MtlsMode = 'PERMISSIVE';
  for (const candidate of wideCandidates(world, resource.namespace)) {
    const wider = hasSelector(spec) || (candidate.scope === 'mesh' && resource.namespace !== world.mesh.rootNamespace);
    if (candidate.fate === 'won' && wider && candidate.mode !== 'UNSET') mode = candidate.mode;
  }
  return mode;
}

export function plainTokens(world: World, authentication: Admitted<RequestAuthenticationSpec>): Plain {
  return {
    kind: 'RequestAuthentication',
    targets: targetsOf(world, authentication),
    providers: (authentication.spec.jwtRules ?? []).map(
      (rule): PlainProvider => ({
        issuer: rule.issuer || null,
        audiences: rule.audiences ?? [],
        locations: [
          ...(rule.fromHeaders ?? []).map(({ name }) => ({ kind: 'header', name }) as const),
          ...(rule.fromParams ?? []).map((name) => ({ kind: 'param', name }) as const),
          ...(rule.fromCookies ?? []).map((name) => ({ kind: 'cookie', name }) as const),
        ],
      }),
    ),
  };
}
