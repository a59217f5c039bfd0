import { aboutWords as words, mtlsWords, proxyWords } from '../../../content/locales/en/about.ts';
import type { MeshOverview, WorkloadOverview } from '../../../core/model/overview.ts';
import { startConnecting } from '../../store/connect.ts';
import { copyAndSay, policiesOf } from '../../store/inspect.ts';
import { showResource } from '../../store/show.ts';
import { Breakable } from '../../ui/Breakable.tsx';
import { Button } from '../../ui/Button.tsx';
import { Marked } from '../../ui/Marked.tsx';
import styles from './AboutTab.module.css';
import { Policies } from './Policies.tsx';
import { Requests } from './Requests.tsx';

export interface AboutWorkloadProps {
  workload: WorkloadOverview;
  overview: MeshOverview;
}

/** Who a workload is, which policies hold there in plain words, and who calls whom. */
export function AboutWorkload({ workload, overview }: AboutWorkloadProps) {
  const { id, name, namespace, kind, principal, proxy, mtls, services, resource } = workload;
  const policies = policiesOf(overview, id);
  return (
    <>
      <h2 translate="no">
        {name} <span className={styles.quiet}>{`${kind}, ${namespace}`}</span>
      </h2>
      <dl className={styles.facts}>
        {proxy !== 'none' && (
          <>
            <dt>{words.identity}</dt>
            <dd>
              <code translate="no">
                <Breakable text={principal} />
              </code>
            </dd>
          </>
        )}
        <dt>{words.proxy}</dt>
        <dd>{proxyWords[proxy]}</dd>
        {mtls !== null && (
          <>
            <dt>{words.mtls}</dt>
            <dd>
              <Marked text={mtlsWords[mtls]} />
            </dd>
          </>
        )}
        <dt>{words.services}</dt>
        <dd>{services.length === 0 ? words.noService : <code translate="no">{services.join(', ')}</code>}</dd>
      </dl>
      <div className={styles.actions}>
        <Button small look="line" onClick={() => showResource(resource)}>
          {words.yaml}
        </Button>
        {proxy !== 'none' && (
          <Button small look="line" onClick={() => copyAndSay(principal)}>
            {words.copy}
          </Button>
        )}
        <Button small look="line" onClick={() => startConnecting({ makes: 'policy', to: id })}>
          {words.draw}
        </Button>
      </div>
      <section>
        <h3>{words.policies}</h3>
        {policies.length === 0 ? (
          <p>
            <Marked text={proxy === 'none' ? words.noProxy(name) : words.noPolicy(name)} />
          </p>
        ) : (
          <Policies policies={policies} namespace={namespace} />
        )}
      </section>
      <Requests title={words.incoming} rows={overview.requests.filter(({ to }) => to === id)} />
      <Requests title={words.outgoing} rows={overview.requests.filter(({ from }) => from === id)} />
    </>
  );
}
