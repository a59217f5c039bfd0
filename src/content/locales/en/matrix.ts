const count = (of: number): string => of.toLocaleString('en');

function changes(allowed: number, denied: number, unclear: number): string {
  const parts = [
    ...(allowed > 0 ? [`${allowed} newly allowed`] : []),
    ...(denied > 0 ? [`${denied} newly denied`] : []),
    ...(unclear > 0 ? [`${unclear} no longer clear`] : []),
  ];
  return parts.length === 0 ? 'nothing changes' : parts.join(', ');
}

/** Who reaches whom. */
export const matrixWords = {
  title: 'Who reaches whom',
  failed: 'The matrix could not be made.',
  hint: 'A cell plays its request.',
  outsideHeading: 'Outside the cluster',
  table: 'Callers and callees',
  calleeAxis: 'callee →',
  callerAxis: 'caller ↓',
  notAsked: 'not asked yet',
  noRequest: 'no request',
  outside: 'outside the cluster',
  all: (count: number): string => `all ${count}`,
  pair: (from: string, to: string): string => `${from} to ${to}`,
  cell: (from: string, to: string, says: string): string => `${from} to ${to}: ${says}`,
  /** Where the requests of a cell end differently. */
  part: (verdict: string, count: number, of: number): string => `${verdict} ${count} of ${of}`,
  changed: (said: string): string => `${said}, changed`,
  was: (verdict: string): string => `was ${verdict}`,
  /** `more`: what it was before, and whether it goes in plaintext. */
  play: (what: string, verdict: string, more: readonly string[]): string =>
    `Play ${what}: ${[verdict, ...more].join(', ')}`,
  otherwise: { written: 'otherwise than in your mesh as written', A: 'otherwise than in A' },
  show: 'What is shown',
  byVerdict: 'Verdict',
  everyVerdict: 'Every verdict',
  onlyChanged: 'Changed',
  byNamespace: 'Namespace',
  everyNamespace: 'Every namespace',
  columnsFor: 'A column for each',
  splits: { callee: 'By callee', port: 'By port', operation: 'By port, method and path' },
  inPlaintext: 'Allowed in plaintext',
  leaves: 'Leaves the cluster',
  nothingFound: 'No request is like that.',
  found: (found: number, all: number): string =>
    `**${count(found)}** of ${count(all)} requests ${found === 1 ? 'is' : 'are'} like that`,
  plaintext: 'in plaintext',
  sum: (allowed: number, all: number, outside: number): string =>
    `**${count(allowed)}** of ${count(all)} requests are allowed, **${count(outside)}** of them leave the cluster`,
  askedSo: (asked: number, of: number): string => ` · ${asked} of ${of} callers asked`,
  against: (than: 'written' | 'A', allowed: number, denied: number, unclear: number): string =>
    `against ${than === 'A' ? 'A' : 'your mesh as written'}: ${changes(allowed, denied, unclear)}`,
} as const;
