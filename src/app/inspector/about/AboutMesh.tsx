import { aboutWords as words, meshSentence } from '../../../content/locales/en/about.ts';
import { sayMode } from '../../../content/locales/en/canvas.ts';
import type { MeshOverview, NamespaceOverview } from '../../../core/model/overview.ts';
import type { VerdictKind } from '../../../core/model/trace.ts';
import { showSource } from '../../store/show.ts';
import { Marked } from '../../ui/Marked.tsx';
import styles from './AboutTab.module.css';

/** The mesh as a whole: how much of it there is, and how each namespace takes connections. */
export function AboutMesh({ overview }: { overview: MeshOverview }) {
  const { workloads, namespaces, policies, requests, kept } = overview;
  const homes = namespaces.filter(({ name }) => workloads.some(({ namespace }) => namespace === name));
  const strict = homes.filter(({ mtls, injected, ambient }) => (injected || ambient) && mtls === 'STRICT').length;
  const count = (kind: VerdictKind): number => requests.filter(({ verdict }) => verdict === kind).length;
  return (
    <div className={styles.tab}>
      <h2>{words.mesh}</h2>
      <p>
        <Marked text={meshSentence(workloads.length, policies.length, strict, homes.length)} />
      </p>
      <p className={styles.quiet}>{words.select}</p>
      <section>
        <h3>{words.namespaces}</h3>
        <ul>
          {homes.map((one) => (
            <Home key={one.name} one={one} />
          ))}
        </ul>
      </section>
      <section>
        <h3>{words.requests}</h3>
        <p>{words.verdicts(count('allowed'), count('denied'), count('undetermined'))}</p>
      </section>
      {kept.length > 0 && (
        <p className={styles.quiet}>
          {words.kept(kept.map(({ kind, count: many }) => `${kind} (${many})`).join(', '))}
        </p>
      )}
    </div>
  );
}

/** A namespace; how it takes connections leads to where that is written. */
function Home({ one }: { one: NamespaceOverview }) {
  const { name, mtlsSource } = one;
  return (
    <li className={styles.namespace}>
      <b translate="no">{name}</b>
      {mtlsSource === null ? (
        <span>{sayMode(one)}</span>
      ) : (
        <button type="button" className={styles.name} onClick={() => showSource(mtlsSource)}>
          {sayMode(one)}
        </button>
      )}
    </li>
  );
}
