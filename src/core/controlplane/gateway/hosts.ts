import { hostCovers } from '../visibility.ts';
import type { GatewayServer } from './servers.ts';

/** The hosts of a server that VirtualServices of a namespace may use. */
export function hostsFor(server: GatewayServer, namespace: string): readonly string[] {
  return server.hosts.flatMap((host) => {
    const [owner = '', rest] = host.split('/');
    if (rest === undefined) return [host];
    return owner === namespace ? [rest] : [];
  });
}

/** "A VirtualService needs hosts in common with the server": where one covers the other, the narrower (7.1). */
export function commonHosts(server: GatewayServer, hosts: readonly string[], namespace: string): readonly string[] {
  const common = new Set<string>();
  for (const offered of hostsFor(server, namespace).map((host) => host.toLowerCase())) {
    for (const wanted of hosts.map((host) => host.toLowerCase())) {
      if (covers(offered, wanted)) common.add(wanted);
      else if (covers(wanted, offered)) common.add(offered);
    }
  }
  return [...common];
}

function covers(pattern: string, host: string): boolean {
  return pattern === host || hostCovers(pattern, host);
}

/** "Exact, else the longest wildcard, else `*`": the entry for a host or server name, or null. */
export function mostSpecific<T>(entries: readonly (readonly [pattern: string, value: T])[], name: string): T | null {
  let best: readonly [string, T] | null = null;
  for (const entry of entries) {
    const [pattern] = entry;
    if (!covers(pattern, name)) continue;
    if (pattern === name) return entry[1];
    if (best === null || pattern.length > best[0].length) best = entry;
  }
  return best?.[1] ?? null;
}
