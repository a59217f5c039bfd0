import { createMemory } from '../../core/scenario/evaluate.ts';
import { exactDifference } from '../../core/scenario/exact.ts';
import { meshText } from './meshText.ts';
const size = Number(process.env['SIZE'] ?? 100);
const text = meshText(size, size, 2);
const memory = createMemory();
for (const round of [1, 2, 3]) {
  const edited = process.env['ONE']
    ? text.replace('/api/v0/*', `/api/${round}/*`)
    : text.replaceAll('/api/v0/*', `/api/${round}/*`);
  const [a, b] = [text, edited].map((each) => ({ files: [{ name: 'mesh.yaml', text: each }] }));
  const c = process.cpuUsage();
  if (a && b) console.log(exactDifference(a, b, Infinity, memory).classes);
  const d = process.cpuUsage(c);
  console.log('cpu ms', d.user / 1000);
}
