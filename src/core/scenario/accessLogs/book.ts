import { podOf } from '../../cluster/pod.ts';
import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { LogPart } from '../../model/accessLog.ts';
import type { Meant } from './pods.ts';

/** Whose address is whose, as far as the mesh or the log itself says. */
export type AddressBook = (ip: string) => Workload | undefined;

/**
 * Addresses of pods: those that the resources state, and those that lines of the log tie to a workload, by the proxy that wrote
 * them or by the pod that they name. An address that is tied to two is nobody's. Addresses that Hopwise made up do not count:
 * a real log has others.
 */
export function addressBook(world: World, { entries }: LogPart, writerOf: WriterOf, podAt: PodAt): AddressBook {
  const book = new Map<string, Workload | null>();
  const tie = (ip: string | null | undefined, workload: Meant | null): void => {
    if (ip === null || ip === undefined || workload === null || typeof workload === 'string' || isLoopback(ip)) return;
    const known = book.get(ip);
    book.set(ip, known === undefined || known === workload ? workload : null);
  };
  for (const workload of world.cluster.workloads.values()) {
    if (workload.hostNetwork) continue;
    tie(podOf(workload.resource).ip ?? workload.annotations['hopwise.dev/ip'], workload);
  }
  for (const { entry } of entries) {
    if (entry.kind === 'flow') {
      if (entry.from.pod !== null) tie(entry.from.ip, podAt(entry.from.pod));
      if (entry.to.pod !== null) tie(entry.to.ip, podAt(entry.to.pod));
      continue;
    }
    const writer = writerOf(entry);
    if (writer === null || typeof writer === 'string') continue;
    if (entry.cluster?.startsWith('inbound|') === true) tie(entry.downstreamLocal?.ip, writer);
    else if (entry.cluster?.startsWith('outbound|') === true) {
      tie(entry.upstreamLocal, writer);
      if (writer.proxy === 'sidecar') tie(entry.downstreamRemote, writer);
    }
  }
  return (ip) => book.get(ip) ?? undefined;
}

export type WriterOf = (entry: Extract<LogPart['entries'][number]['entry'], { kind: 'proxy' }>) => Meant | null;
type PodAt = (pod: NonNullable<Parameters<WriterOf>[0]['writer']>) => Meant;

function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1';
}
