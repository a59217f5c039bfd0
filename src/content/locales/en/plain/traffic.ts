import type { Plain } from '../../../../core/model/plain.ts';
import { bold, code } from '../names.ts';
import type { Said } from './said.ts';
import { bolds, codes, exportedText, joined, labelsText, sentence, targetsText } from './words.ts';

/** "*The proxies of all workloads in shop know only the services of their own namespace and of istio-system.*" */
export function saySidecar({ targets, hosts, outbound, ingress }: Extract<Plain, { kind: 'Sidecar' }>): Said {
  const who = `The proxies of ${targetsText(targets)}`;
  const known =
    hosts === null || hosts.includes('*/*')
      ? 'all services'
      : hosts.every((host) => host.startsWith('~'))
        ? 'no service'
        : `only ${joined(hosts.map(hostText), 'and')}`;
  const unknown =
    outbound === 'REGISTRY_ONLY'
      ? 'Whatever they do not know is blocked, as long as it goes through the proxy.'
      : 'Whatever they do not know is passed through, in plaintext and without an identity: nothing is blocked.';
  const ports =
    ingress.length === 0
      ? ''
      : ` Incoming connections are declared for ${codes(ingress, 'and')} alone; other ports stay reachable.`;
  return { lead: `${who} know ${known}.`, items: [], rest: `${unknown}${ports}` };
}

function hostText(host: string): string {
  const [, namespace = '', name = '', port] = /^([^/]*)\/(.*?)(?::(\d+))?$/.exec(host) ?? [];
  const at = port === undefined ? '' : ` on port ${code(port)}`;
  const where =
    namespace === '.' ? 'their own namespace' : namespace === '*' ? 'any namespace' : bold(namespace.replace(/^~/, ''));
  const what = name === '*' ? `the services of ${where}` : `${code(name)} of ${where}`;
  return `${namespace.startsWith('~') ? 'not ' : ''}${what}${at}`;
}

const resolutions = {
  NONE: 'Connections go to the address that the caller dialled.',
  STATIC: '',
  DNS: 'The proxy looks its address up by DNS.',
  DYNAMIC_DNS: 'The proxy looks up, by DNS, the name that a request is for.',
} as const;

/** "*Makes api.github.com known, outside of the mesh, on port 443 TLS.*" */
export function sayEntry(entry: Extract<Plain, { kind: 'ServiceEntry' }>): Said {
  const { hosts, addresses, ports, outside, resolution, endpoints, selects, exportTo, namespace } = entry;
  const where = outside ? 'as a service outside of the mesh' : 'as a service of the mesh';
  const on = ports.length === 0 ? '' : ` on ${ports.length === 1 ? 'port' : 'ports'} ${codes(ports, 'and')}`;
  const at = addresses.length === 0 ? '' : ` at ${codes(addresses, 'and')}`;
  const ends =
    selects !== null
      ? `It leads to workloads with ${labelsText(selects)} in ${bold(namespace)}.`
      : endpoints.length > 0
        ? `It leads to ${codes(endpoints, 'and')}.`
        : resolutions[resolution];
  const mtls = outside ? 'Clients send it no mTLS of the mesh.' : '';
  return {
    lead: `Makes ${codes(hosts, 'and')}${at} known to proxies${exportedText(exportTo, namespace)}, ${where}${on}.`,
    items: [],
    rest: [ends, mtls, 'It permits nothing and blocks nothing by itself.'].filter((part) => part !== '').join(' '),
  };
}

const tlsWords: Readonly<Record<string, string>> = {
  DISABLE: 'in plaintext',
  SIMPLE: 'with TLS, without a certificate of their own',
  MUTUAL: 'with mTLS, by certificates given here',
  ISTIO_MUTUAL: 'with Istio’s mTLS',
};
const auto = 'as automatic mTLS finds best';

function clientsText(exportTo: readonly string[], own: string): string {
  if (exportTo.includes('*')) return 'Clients';
  return `Clients in ${bolds([...new Set(exportTo.map((each) => (each === '.' ? own : each)))], 'and')}`;
}

/** "*Clients connect to reviews with Istio’s mTLS.*" */
export function sayDestinationRule(rule: Extract<Plain, { kind: 'DestinationRule' }>): Said {
  const { host, clients, exportTo, namespace, tls, ports, subsets, more } = rule;
  const who = clients === null ? clientsText(exportTo, namespace) : sentence(targetsText(clients));
  const say = (mode: string | null): string => (mode === null ? auto : (tlsWords[mode] ?? code(mode)));
  const items = [
    ...ports.map(({ port, tls: mode }) => `On port ${code(port)}: ${say(mode)}`),
    ...subsets.map(
      ({ name, labels, tls: mode }) =>
        `Subset ${bold(name)}: pods with ${Object.keys(labels).length === 0 ? 'any labels' : labelsText(labels)}${mode === null ? '' : `, ${say(mode)}`}`,
    ),
  ];
  return {
    lead: `${who} connect to ${code(host)} ${say(tls)}.`,
    items,
    rest:
      more.length === 0
        ? ''
        : `It also sets ${codes(more, 'and')}, which ${more.length === 1 ? 'decides' : 'decide'} nothing about security.`,
  };
}
