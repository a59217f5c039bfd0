import type { ServiceEntry } from '../serviceEntry.ts';
import { type Finding, finding } from './finding.ts';
import { isLabel, isPort } from './hostNames.ts';
import { isProtocol } from './protocols.ts';

/** "Duplicate port names/numbers; invalid protocol/port", of a ServiceEntry (section 13). */
export function entryPortFindings(ports: NonNullable<ServiceEntry['spec']['ports']>): readonly Finding[] {
  const found: Finding[] = [];
  const seen = new Set<string | number>();
  for (const [index, { number, name, protocol = '', targetPort = 0 }] of ports.entries()) {
    const path = ['spec', 'ports', index];
    if (!isPort(number)) found.push(finding('portRange', [...path, 'number'], String(number)));
    if (targetPort !== 0 && !isPort(targetPort))
      found.push(finding('portRange', [...path, 'targetPort'], String(targetPort)));
    if (!isLabel(name)) found.push(finding('portName', [...path, 'name'], name));
    // "Empty string is used for protocol sniffing."
    if (protocol !== '' && !isProtocol(protocol))
      found.push(finding('protocolUnknown', [...path, 'protocol'], protocol));
    for (const [key, value] of [
      ['number', number],
      ['name', name],
    ] as const) {
      if (seen.has(value)) found.push(finding('portTwice', [...path, key], String(value)));
      seen.add(value);
    }
  }
  return found;
}
