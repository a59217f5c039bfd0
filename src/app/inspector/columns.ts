/** Width of the two value columns, and how many characters of mono fit. */
export interface Columns {
  readonly asks: number;
  readonly has: number;
  readonly asksRoom: number;
  readonly hasRoom: number;
}

/** One character of the 12.2 px mono. */
const character = 7.34;
const gap = 6;
/** Up to this width of the tree the columns are as narrow as they can be. */
const narrow = 400;

/** The columns of a tree of this width: 96 and 112 in the narrow panel, more as it grows. */
export function columnsFor(width: number): Columns {
  const extra = Math.max(0, width - narrow) * 0.36;
  const asks = Math.round(96 + extra);
  const has = Math.round(112 + extra);
  return { asks, has, asksRoom: Math.floor((asks - gap) / character), hasRoom: Math.floor((has - 1) / character) };
}
