import { refusedReply, sayMode, sayPlace } from '../content/locales/en/canvas.ts';
import type { CallerView, Place, StepDetail } from '../core/model/trace.ts';
import type { CanvasSay } from './canvas/types.ts';
import { nodeName } from './store/names.ts';

/** Short words for the drawing; sentences are the catalogue's. */
export const canvasSay: CanvasSay = {
  gate(step: StepDetail) {
    if (step.kind === 'rbac') return step.action;
    if (step.kind === 'jwt') return 'JWT';
    if (step.kind === 'extAuthz') return 'CUSTOM';
    // A gateway's own certificate says nothing about who calls.
    return step.kind === 'handshake' && step.serverIdentity === null ? 'TLS' : 'mTLS';
  },
  namespaceMode: sayMode,
  place: (at: Place) => sayPlace(at, 'workload' in at ? nodeName(at.workload) : ''),
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
        return refusedReply;
      case 'timeout':
        return '…';
      case 'dnsError':
        return 'DNS';
      case 'unknown':
        return '?';
    }
  },
};
