/** Plays keyframes once, holding the first one until they begin. An element that is not there is left alone. */
export function animate(
  element: Element | null,
  frames: PropertyIndexedKeyframes | Keyframe[],
  timing: { readonly duration: number; readonly delay?: number; readonly easing?: string; readonly rate: number },
): Animation | null {
  if (element === null) return null;
  const { duration, delay = 0, easing = 'linear', rate } = timing;
  const animation = element.animate(frames, { duration, delay, easing, fill: 'backwards' });
  animation.playbackRate = rate;
  return animation;
}
