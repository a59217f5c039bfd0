import { parseDocument } from '../../yaml/parse.ts';
import { buildWorld } from '../world.ts';

const networking: readonly string[] = [
  'ServiceEntry',
  'WorkloadEntry',
  'Gateway',
  'VirtualService',
  'DestinationRule',
  'Sidecar',
];

/** Why one resource, written as `{kind: …, metadata: …, spec: …}`, is refused: reason, place (in `spec`, unless it says otherwise) and value. */
export function refusals(kind: string, spec: string, annotations = '{}', name = 'x', labels = '{}'): readonly string[] {
  const text = `{apiVersion: istio.io/v1, kind: ${kind}, metadata: {name: ${name}, namespace: b, annotations: ${annotations}, labels: ${labels}}, spec: ${spec}}`;
  const group = networking.includes(kind) ? 'networking.istio.io/v1' : 'security.istio.io/v1';
  const { resources } = parseDocument({ files: [{ name: 'x.yaml', text: text.replace('istio.io/v1', group) }] });
  const { rejected } = buildWorld(resources, { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' });
  return rejected.flatMap(({ diagnostics }) =>
    diagnostics.map(({ code, args, path }) => {
      const [top = 'nowhere', ...rest] = path;
      const place = top === 'spec' ? rest : [top, ...rest];
      return `${code === 'rejected' ? args['reason'] : code} ${place.join('.')} ${args['value'] ?? ''}`.trim();
    }),
  );
}
