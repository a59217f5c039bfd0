import type { NamespaceOverview } from '../core/model/overview.ts';
import type { CallerView, MtlsMode, Place, StepDetail } from '../core/model/trace.ts';
import type { CanvasSay } from './canvas/types.ts';
import { nodeName } from './store/names.ts';

const modes = {
  STRICT: 'strict mTLS',
  PERMISSIVE: 'permissive',
  DISABLE: 'mTLS disabled',
} as const satisfies Record<MtlsMode, string>;

/** Short words for the drawing; sentences are the catalogue's. */
export const canvasSay: CanvasSay = {
  gate(step: StepDetail) {
    if (step.kind === 'rbac') return step.action;
    if (step.kind === 'jwt') return 'JWT';
    if (step.kind === 'extAuthz') return 'CUSTOM';
    // A gateway's own certificate says nothing about who calls.
    return step.kind === 'handshake' && step.serverIdentity === null ? 'TLS' : 'mTLS';
  },
  namespaceMode({ mtls, injected, ambient }: NamespaceOverview) {
    // ztunnel knows strict or not: DISABLE means nothing to it.
    if (ambient) return `ambient, ${modes[mtls === 'STRICT' ? 'STRICT' : 'PERMISSIVE']}`;
    return injected ? modes[mtls] : 'no sidecars';
  },
  place(at: Place) {
    if (at.kind === 'sidecar') return `${nodeName(at.workload)} proxy, ${at.side}`;
    if (at.kind === 'ztunnel') return `${nodeName(at.workload)} ztunnel, ${at.side}`;
    return at.kind === 'gateway' || at.kind === 'waypoint' ? `${nodeName(at.workload)}, ${at.kind}` : '';
  },
  reply(caller: CallerView) {
    switch (caller.kind) {
      case 'http':
        return String(caller.status);
      case 'connected':
        return 'OK';
      case 'closed':
        return 'RST';
      case 'tlsError':
        return 'TLS';
      case 'refused':
        return 'no';
      case 'timeout':
        return '…';
      case 'dnsError':
        return 'DNS';
      case 'unknown':
        return '?';
    }
  },
};
