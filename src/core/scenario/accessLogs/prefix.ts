import type { LoggedPod } from '../../model/accessLog.ts';

/** `[pod/backend-7d9c-x2x/istio-proxy] `, as `kubectl logs --prefix` writes before each line. */
const kubectl = /^\[pod\/([a-z0-9.-]+)\/[a-z0-9-]+\] /;
/** `backend-7d9c-x2x istio-proxy `, as stern does; with all namespaces `payments backend-7d9c-x2x istio-proxy `. */
const stern = /^(?:([a-z0-9-]+) )?([a-z0-9][a-z0-9.-]*) (?:istio-proxy|envoy)(?: |› )(?=[[{])/;

/** Who wrote a line, by what a tool put before it, and the line without that. */
export function withoutPrefix(line: string): { readonly writer: LoggedPod | null; readonly rest: string } {
  const [whole, pod] = kubectl.exec(line) ?? [];
  if (whole !== undefined && pod !== undefined)
    return { writer: { namespace: null, name: pod, workload: false }, rest: line.slice(whole.length) };
  const [head, namespace, name] = stern.exec(line) ?? [];
  if (head === undefined || name === undefined) return { writer: null, rest: line };
  return { writer: { namespace: namespace ?? null, name, workload: false }, rest: line.slice(head.length) };
}
