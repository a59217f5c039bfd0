import { expect, it } from 'vitest';
import issued from '../../content/earlier/links.json';
import { scenarios } from '../../content/scenarios.ts';
import { formatLink, readLink } from '../../core/scenario/link.ts';
import { meshOfFifty } from './meshOfFifty.ts';
import { nodeLinkTools, readingOnce } from './nodeTools.ts';
import { tryLinks } from './tryLinks.ts';

const tools = readingOnce(
  nodeLinkTools(async (id) =>
    scenarios.filter((one) => one.id === id).map(({ files }) => files.map(({ text }) => text).join('')),
  ),
);

it('A thousand damaged and forged links open nothing wrong, throw nothing and hang nothing', async () => {
  const links = issued.map(({ fragment }) => fragment);
  const { faults, outcomes } = await tryLinks(1000, 1, links, tools, 20_000, () => performance.now());
  expect(faults).toEqual([]);
  for (const kind of ['damaged', 'junk', 'version', 'content', 'tooLong', 'tooLarge', 'tooManyDocuments'])
    expect([...outcomes.keys()], 'every way to be broken is among them').toContain(kind);
}, 120_000);

it('A mesh of fifty workloads is shared in a link of less than 4,000 characters, and comes back', async () => {
  const text = meshOfFifty();
  expect(text.match(/^kind: Deployment/gm)).toHaveLength(50);
  const link = {
    scenario: null,
    payload: { files: [{ name: 'mesh.yaml', text }], request: null },
    request: null,
    frame: null,
    detail: null,
  };
  const fragment = await formatLink(link, tools);
  expect(fragment.length).toBeLessThan(4000);
  expect(await readLink(fragment, tools)).toEqual(link);
});

it('A built-in mesh in which one value is changed is shared in a link of less than 200 characters', async () => {
  for (const { id, files } of scenarios.slice(0, 3)) {
    const changed = files.map(({ name, text }, at) => ({
      name,
      text: at === 0 ? text.replace('name: ', 'name: my-') : text,
    }));
    const link = { scenario: id, payload: { files: changed, request: null }, request: null, frame: null, detail: null };
    const fragment = await formatLink(link, tools);
    expect(fragment.length, id).toBeLessThan(200);
    expect(await readLink(fragment, tools)).toEqual(link);
  }
});
