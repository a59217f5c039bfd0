import type { Workload } from '../../cluster/types.ts';

/** HBONE's port, at ztunnel, at waypoints and at sidecars that take it. */
export const hbonePort = 15008;

/** "A captured pod, or the label networking.istio.io/tunnel=http" (istio `ambient/workloads.go`, setTunnelProtocol; 2.13). */
export function takesHbone({ proxy, labels }: Workload): boolean {
  return proxy === 'ambient' || (proxy === 'sidecar' && labels['networking.istio.io/tunnel'] === 'http');
}
