import { describe, expect, it } from 'vitest';
import { refusals } from './admission.fixture.ts';

type Row = readonly [spec: string, refused: readonly string[]];

const alone: readonly Row[] = [
  ['{address: 1.2.3.4}', []],
  ['{address: "::1", ports: {http: 80}, labels: {app: a}}', []],
  ['{address: x.com}', []],
  ['{address: "unix:///a/b"}', []],
  ['{address: "unix://@a"}', []],
  ['{network: n}', []],
  ['{}', ['endpointAddress']],
  ['{address: "x.com:80"}', ['endpointAddress address x.com:80']],
  ['{address: "*.x.com"}', ['endpointAddress address *.x.com']],
  ['{address: "unix://a"}', ['socketPath address unix://a']],
  ['{address: "unix:///a/"}', ['socketPath address unix:///a/']],
  ['{address: "unix:///a", ports: {http: 80}}', ['socketPorts ports']],
  ['{address: 1.2.3.4, ports: {"@": 80}}', ['portName ports.@ @']],
  ['{address: 1.2.3.4, ports: {http: 0}}', ['portRange ports.http 0']],
  ['{network: n, ports: {http: 65536}}', ['portRange ports.http 65536']],
  ['{address: 1.2.3.4, labels: {app: "a*"}}', ['labelFormat labels.app app=a*']],
];

const entry = (endpoint: string, resolution: string, more = ''): string =>
  `{hosts: [x.com], ports: [{number: 80, name: http}${more}], resolution: ${resolution}, endpoints: [${endpoint}]}`;
const second = ', {number: 81, name: other}';
const at = 'endpoints.0';

const within: readonly Row[] = [
  [entry('{address: 1.2.3.4, ports: {http: 8080}}', 'STATIC'), []],
  [entry('{network: n}', 'STATIC'), []],
  [entry('{}', 'STATIC'), [`endpointAddress ${at}`]],
  [entry('{address: y.com}', 'STATIC'), [`staticName ${at}.address y.com`]],
  [entry('{address: "unix:///a"}', 'STATIC', second), ['socketOnePort ports']],
  [entry('{address: "unix://a"}', 'STATIC'), [`socketPath ${at}.address unix://a`]],
  [entry('{address: 1.2.3.4, ports: {other: 8080}}', 'STATIC'), [`endpointPort ${at}.ports.other other`]],
  [entry('{address: 1.2.3.4, ports: {http: 0}}', 'STATIC'), [`portRange ${at}.ports.http 0`]],
  [entry('{address: 1.2.3.4, labels: {"*": a}}', 'STATIC'), [`labelFormat ${at}.labels.* *=a`]],
  [entry('{address: y.com}', 'DNS'), []],
  [entry('{address: "::1"}', 'DNS'), []],
  [entry('{network: n}', 'DNS'), [`endpointAddress ${at}.address`]],
  [entry('{address: "*.y.com"}', 'DNS'), [`endpointAddress ${at}.address *.y.com`]],
  [entry('{address: "unix:///a"}', 'DNS_ROUND_ROBIN'), [`endpointAddress ${at}.address unix:///a`]],
  [entry('{address: y.com, ports: {http: 0}}', 'DNS'), [`portRange ${at}.ports.http 0`]],
  [entry('{address: y.com, labels: {a: "-"}}', 'DNS'), [`labelFormat ${at}.labels.a a=-`]],
];

describe('where a workload is (13)', () => {
  it.each(alone)('a WorkloadEntry: %s', (spec, refused) => {
    expect(refusals('WorkloadEntry', spec)).toEqual(refused);
  });

  it.each(within)('a ServiceEntry: %s', (spec, refused) => {
    expect(refusals('ServiceEntry', spec)).toEqual(refused);
  });
});
