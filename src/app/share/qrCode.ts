/** A QR code as one path of squares, with the quiet zone that readers need. */
export interface Code {
  /** Squares to a side. */
  readonly size: number;
  readonly path: string;
}

/** What a code of the largest size takes as bytes at the lowest level of correction. */
export const mostCharacters = 2953;

/** From here on a camera must come close. */
export const dense = 800;

/** The code of an address; null for one that is too long. Rejects where what draws it cannot be fetched. */
export async function codeOf(address: string): Promise<Code | null> {
  if (address.length > mostCharacters) return null;
  const { encode } = await import('uqr');
  const { data, size } = encode(address, { ecc: 'L', boostEcc: true, border: 4 });
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
  return { size, path: squares.join('') };
}
