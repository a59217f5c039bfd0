import { accountOf, shortName } from '../../model/naming.ts';
import type { Packet } from '../../model/trace.ts';
import { type StepOf, type Told, told } from './telling.ts';

export function wire({ packet, outcome }: StepOf<'wire'>): Told {
  if (outcome === 'denied') return told('wire.lost', { address: addressOf(packet) });
  const presents = packet.wire.kind === 'mtls' || packet.wire.kind === 'hbone' ? packet.wire.presents : null;
  const from = presents === null ? null : accountOf(presents);
  const { workload } = packet.destination;
  const to = workload === null ? addressOf(packet) : shortName(workload);
  return told('wire.travels', { wire: packet.wire.kind, from, to });
}

function addressOf({ destination }: Packet): string {
  return destination.ip === null ? `:${destination.port}` : `${destination.ip}:${destination.port}`;
}

export function networkPolicy({ direction, outcome }: StepOf<'networkPolicy'>): Told {
  return told(outcome === 'denied' ? 'networkPolicy.dropped' : 'networkPolicy.passed', { direction });
}
