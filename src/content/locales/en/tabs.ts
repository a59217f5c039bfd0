/** What the side panel shows of a step. */
export const tabNames = {
  why: 'Why',
  packet: 'Packet',
  caller: 'Caller and logs',
  engine: 'Engine',
  about: 'About',
} as const;

export const tabsLabel = 'Inspector';
