/** Texts that built-in scenarios had before, by `<id>.<checksum>.yaml`: links that change one are read after them. */
const texts = import.meta.glob<string>('./earlier/*.yaml', { query: '?raw', import: 'default' });

/** Every text that the built-in scenario of this id had before; each is fetched when it is asked for. */
export function earlierTexts(id: string): Promise<readonly string[]> {
  const own = Object.entries(texts).filter(([name]) => name.startsWith(`./earlier/${id}.`));
  return Promise.all(own.map(([, fetch]) => fetch()));
}
