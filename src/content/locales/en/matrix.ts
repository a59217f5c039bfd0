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
  play: (what: string, verdict: string, was: string | null): string =>
    `Play ${what}: ${verdict}${was === null ? '' : `, ${was}`}`,
  otherwise: 'otherwise than in your mesh as written',
  sum: (allowed: number, all: number, outside: number): string =>
    `**${count(allowed)}** of ${count(all)} requests are allowed, **${count(outside)}** of them leave the cluster`,
  askedSo: (asked: number, of: number): string => ` · ${asked} of ${of} callers asked`,
  against: (allowed: number, denied: number, unclear: number): string =>
    `against your mesh as written: ${changes(allowed, denied, unclear)}`,
} as const;
