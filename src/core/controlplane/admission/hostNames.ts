import type { RejectReason } from '../../model/rejection.ts';
import type { Path } from '../../model/resource.ts';
import { parseAddress } from '../authorization/cidr.ts';
import { type Finding, finding } from './finding.ts';

const label = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const wholeLabel = new RegExp(`^${label}$`);
const wildcardLabel = new RegExp(`^(?:\\*|(?:\\*|\\*-)?${label})$`);
const longest = 255;

/** A label of DNS, as istiod has them: upper case too. */
export function isLabel(text: string): boolean {
  return text.length <= 63 && wholeLabel.test(text);
}

/** "A fully-qualified domain name": labels, the last not all digits, a dot at the end allowed. */
export function isDomain(name: string): boolean {
  return name !== '' && name.length <= longest && labelsHold(name);
}

/** The same; its first label may be or begin with a `*`. */
export function isWildcardDomain(name: string): boolean {
  if (name === '' || name.length > longest) return false;
  const dot = name.indexOf('.');
  const first = dot < 0 ? name : name.slice(0, dot);
  return first.length <= 63 && wildcardLabel.test(first) && (dot < 0 || labelsHold(name.slice(dot + 1)));
}

function labelsHold(name: string): boolean {
  const labels = name.split('.');
  if (/^[-+]?\d+$/.test(labels.at(-1) ?? '')) return false;
  const named = labels.at(-1) === '' ? labels.slice(0, -1) : labels;
  return named.every(isLabel);
}

/** "outbound_.<PORT>_._.<HOSTNAME>": the server name that istiod's own clusters send. */
export function isOutboundName(name: string): boolean {
  const [direction = '', port = '', , host = ''] = name.split('_');
  return direction === 'outbound' && /\d/.test(port) && /[a-zA-Z]/.test(host);
}

export function isPort(number: number): boolean {
  return number >= 1 && number <= 65535;
}

/** `NAMESPACE/HOST`, or at a Gateway HOST alone: no short name, no wildcard inside a label. */
export function scopedHostFindings(text: string, path: Path, at: 'gateway' | 'sidecar'): readonly Finding[] {
  const slash = text.indexOf('/');
  const refuse = (reason: RejectReason): readonly Finding[] => [finding(reason, path, text)];
  if (slash < 0 && at === 'sidecar') return refuse('hostScope');
  const host = text.slice(slash + 1);
  if (slash >= 0) {
    const namespace = text.slice(0, slash);
    const bare = at === 'sidecar' ? namespace.replace(/^~/, '') : namespace;
    const excludes = bare === '' && namespace === '~';
    if (namespace === '' || host === '') return refuse('hostScope');
    if (!excludes && bare !== '*' && bare !== '.' && !isLabel(bare)) return refuse('hostScope');
  }
  const address = at === 'gateway' && parseAddress(host) !== null;
  // "Short names (non FQDN) are not allowed."
  if (host !== '*' && !host.includes('.')) return refuse('hostShort');
  const partial = host.includes('*') && host !== '*' && !host.startsWith('*.');
  return partial || !(address || isWildcardDomain(host)) ? refuse('hostName') : [];
}
