/** What the side panel shows of a step. */
export const tabNames = {
  why: 'Why',
  packet: 'Packet',
} as const;

export const tabsLabel = 'Inspector';
