/** Sizes of the look, in canvas pixels. */
export const metrics = {
  node: { width: 160, widest: 200, height: 72, radius: 14, shell: 8, doorway: 24 },
  bare: { width: 136, height: 56 },
  gateway: { width: 160, height: 64, cut: 16 },
  external: { width: 190, widest: 260, height: 56 },
  outside: { width: 80, height: 72 },
  plot: { padding: 24, head: 60, titleX: 20, titleY: 27, radius: 18 },
  /** Between a node and what stands right of it: an open passage, else the next node. */
  columnGap: 112,
  rowGap: 60,
  plotGap: 24,
  margin: 20,
  passage: { height: 100, lane: 36, appGrowth: 14 },
} as const;

/** The pane that the opening scenario is laid out for. */
export const referencePane = { width: 832, height: 664 } as const;

const firstGate = 40;
const packetRoom = 16;
const lastGap = 36;

/** Distance between two gates: closer from four gates on. From five on CUSTOM is among them, the longest name. */
export function gatePitch(gates: number): number {
  if (gates >= 5) return 58;
  return gates === 4 ? 52 : 64;
}

/** How far the open in-door reaches left of its shell. No gates, no passage. */
export function passageLength(gates: number): number {
  return gates === 0 ? 0 : firstGate + (gates - 1) * gatePitch(gates) + packetRoom + lastGap;
}

/** Where each gate stands, measured from the mouth; the packet has its room before gate `stops`. */
export function gateOffsets(gates: number, stops: number): readonly number[] {
  return Array.from({ length: gates }, (_, i) => firstGate + i * gatePitch(gates) + (i >= stops ? packetRoom : 0));
}
