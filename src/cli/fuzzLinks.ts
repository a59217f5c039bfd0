import issued from '../content/earlier/links.json';
import { scenarios } from '../content/scenarios.ts';
import { nodeLinkTools, readingOnce } from './links/nodeTools.ts';
import { tryLinks } from './links/tryLinks.ts';

/** `npm run fuzz:links -- [COUNT] [SEED]`: opens damaged and forged links; exit 1 if one opens what it should not, throws or hangs. */
const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number);
const tools = readingOnce(
  nodeLinkTools(async (id) =>
    scenarios.filter((one) => one.id === id).map(({ files }) => files.map(({ text }) => text).join('')),
  ),
);
const links = issued.map(({ fragment }) => fragment);
const { outcomes, faults, longest } = await tryLinks(count, seed, links, tools, 20_000, () => performance.now());

for (const [outcome, times] of [...outcomes].toSorted(([, a], [, b]) => b - a))
  console.log(`${String(times).padStart(8)}  ${outcome}`);
console.log(
  `${count.toLocaleString('en')} links, seed ${seed}; the longest took ${Math.round(longest)} ms; ${faults.length} faults`,
);
for (const fault of faults.slice(0, 20)) console.log(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
