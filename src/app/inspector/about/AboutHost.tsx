import { aboutWords as words } from '../../../content/locales/en/about.ts';
import type { MeshOverview, NodeId } from '../../../core/model/overview.ts';
import { nodeName } from '../../store/names.ts';
import { Breakable } from '../../ui/Breakable.tsx';
import { Requests } from './Requests.tsx';

/** What stands outside the mesh: a host, callers without identity, or the kubelet. */
export function AboutHost({ id, overview }: { id: NodeId; overview: MeshOverview }) {
  const external = overview.externals.find((one) => one.id === id);
  return (
    <>
      <h2>
        <Breakable text={nodeName(id)} />
      </h2>
      <p>{external !== undefined ? words[external.registered ? 'registered' : 'unregistered'] : sayPlace(id)}</p>
      <Requests title={words.incoming} rows={overview.requests.filter(({ to }) => to === id)} />
      {external === undefined && (
        <Requests title={words.outgoing} rows={overview.requests.filter(({ from }) => from === id)} />
      )}
    </>
  );
}

function sayPlace(id: NodeId): string {
  return id === 'kubelet' ? words.kubelet : words.outside;
}
