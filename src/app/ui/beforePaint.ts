/**
 * For an effect that asks where things are: with the next picture, when the browser has to work that out anyway, instead
 * of once more in between. Returns what calls it off.
 */
export function beforePaint(work: () => void): () => void {
  const asked = requestAnimationFrame(work);
  return () => cancelAnimationFrame(asked);
}
