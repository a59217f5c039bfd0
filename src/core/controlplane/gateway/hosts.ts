import { covers } from '../hostPatterns.ts';
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
