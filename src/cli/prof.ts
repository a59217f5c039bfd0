import { buildWorld } from '../core/controlplane/world.ts';
import { send } from '../core/dataplane/send.ts';
import { workloadId } from '../core/model/resource.ts';
import { parseDocument } from '../core/yaml/parse.ts';
import { meshText } from './bench/meshText.ts';
const world = buildWorld(parseDocument({ files: [{ name: 'm.yaml', text: meshText(100, 100, 2) }] }).resources, { mesh: {}, topology: null, clock: '' });
const rs = Array.from({ length: 200 }, (_, i) => { const from = i % 100; const to = (i * 7 + 1) % 100; return { id: 'r', title: '', caller: { kind: 'workload' as const, workload: workloadId(`ns${from % 10}`, `w${from}`) }, target: { kind: 'host' as const, host: `w${to}.ns${to % 10}`, port: 80, via: null }, payload: { kind: 'http' as const, method: 'GET', path: '/api/v0/items', host: null, headers: [], version: '1.1' as const }, tls: null }; });
const t = performance.now(); let n = 0;
const c0 = process.cpuUsage(); while (performance.now() - t < 5000) { for (const r of rs) send(world, r); n += rs.length; } const c = process.cpuUsage(c0); console.log(Math.round(n / ((c.user) / 1e6)), 'per user cpu s');
