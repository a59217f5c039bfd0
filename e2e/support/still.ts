/** For `test.use`: less motion is asked for, so that every story opens on its verdict. */
export const still = { contextOptions: { reducedMotion: 'reduce' } } as const;
