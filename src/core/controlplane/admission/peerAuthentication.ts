import type { PeerAuthenticationSpec } from '../../yaml/schema/peerAuthentication.ts';
import type { Admitted } from '../world.ts';
import { selectorFindings } from './attachment.ts';
import { type Finding, finding } from './finding.ts';

/** Everything for which istiod's webhook refuses a PeerAuthentication (section 13). */
export function peerAuthenticationFindings({ spec }: Admitted<PeerAuthenticationSpec>): readonly Finding[] {
  const labels = spec.selector?.matchLabels ?? {};
  const found: Finding[] = [...selectorFindings(labels)];
  if (!spec.portLevelMtls) return found;
  const ports = Object.keys(spec.portLevelMtls);
  const path = ['spec', 'portLevelMtls'];
  // "portLevelMtls without (non-empty) selector; empty portLevelMtls map; port outside 1-65535."
  if (Object.keys(labels).length === 0) found.push(finding('portLevelWithoutSelector', path));
  if (ports.length === 0) found.push(finding('portLevelEmpty', path));
  for (const port of ports) {
    const number = Number(port);
    if (!/^\d+$/.test(port) || number < 1 || number > 65535) found.push(finding('portRange', [...path, port], port));
  }
  return found;
}
