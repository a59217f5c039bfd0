import {
  leastWords as words,
  pathWords,
  sayAdmitted,
  sayEvidence,
  sayProposal,
  sayProposed,
} from '../../content/locales/en/least.ts';
import { sayException } from '../../content/locales/en/rungExceptions.ts';
import {
  type LeastProposal,
  type LeastWishes,
  type PathSpelling,
  pathSpellings,
  type ProposedResource,
  type WantedEdge,
} from '../../core/model/leastPrivilege.ts';
import { callerName, dialled, requestWords, shortName } from '../../core/model/naming.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { writeDocument } from '../store/gateway.ts';
import { opening } from '../store/run.ts';
import { Button } from '../ui/Button.tsx';
import { ChangedLines } from '../ui/ChangedLines.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { Marked } from '../ui/Marked.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './LeastDialog.module.css';
import { type Admitted, useProposal } from './useProposal.ts';

export interface ProposalStepProps {
  document: HopwiseDocument | null;
  wanted: readonly WantedEdge[];
  wishes: LeastWishes;
  onWishes: (wishes: LeastWishes) => void;
  onClose: () => void;
}

/** The resources, what speaks for each, what else each lets through, and their lines; one button makes them true. */
export function ProposalStep({ document, wanted, wishes, onWishes, onClose }: ProposalStepProps) {
  const state = useProposal(document, wanted, wishes);
  const proposal = state.kind === 'answered' ? state.proposal : null;
  const apply = (): void => {
    if (proposal === null) return;
    writeDocument(proposal.document, { arrival: opening(150) });
    onClose();
  };
  return (
    <>
      <Wishes wishes={wishes} onWishes={onWishes} />
      <p role="status" className={styles.about}>
        {state.kind === 'asking' && words.asking}
        {state.kind === 'failed' && words.failed}
        {state.kind === 'answered' && sayProposal(state.proposal, state.admitted)}
      </p>
      {state.kind === 'answered' && (
        <>
          <Exceptions proposal={state.proposal} wanted={wanted} />
          <section aria-labelledby="least-resources">
            <h3 id="least-resources">{words.resources(state.proposal.resources.length)}</h3>
            <ul className={styles.resources}>
              {state.proposal.resources.map((each) => (
                <Resource key={each.id} resource={each} admitted={state.admitted} />
              ))}
            </ul>
          </section>
          <AlsoAdmits admitted={state.admitted} />
          <details className={styles.aside}>
            <summary>{words.allLines}</summary>
            <ChangedLines changes={state.proposal.lines} />
          </details>
        </>
      )}
      <footer className={styles.foot}>
        <p>{words.promise}</p>
        <Button look="primary" disabled={proposal === null || proposal.lines.length === 0} onClick={apply}>
          {words.apply}
        </Button>
      </footer>
    </>
  );
}

function Wishes({ wishes, onWishes }: Pick<ProposalStepProps, 'wishes' | 'onWishes'>) {
  const isSpelling = (text: string): text is PathSpelling => pathSpellings.some((each) => each === text);
  return (
    <div className={styles.wishes} role="group" aria-label={words.whatToWrite}>
      <Checkbox checked={wishes.policies} onChange={(policies) => onWishes({ ...wishes, policies })}>
        {words.policies}
      </Checkbox>
      {wishes.policies && (
        <>
          <label>
            {words.paths}{' '}
            <Select
              value={wishes.paths}
              onChange={(paths) => {
                if (isSpelling(paths)) onWishes({ ...wishes, paths });
              }}
            >
              {pathSpellings.map((each) => (
                <option key={each} value={each}>
                  {pathWords[each]}
                </option>
              ))}
            </Select>
          </label>
          <Checkbox checked={wishes.shutRest} onChange={(shutRest) => onWishes({ ...wishes, shutRest })}>
            {words.shutRest}
          </Checkbox>
        </>
      )}
      <Checkbox checked={wishes.scopes} onChange={(scopes) => onWishes({ ...wishes, scopes })}>
        {words.scopes}
      </Checkbox>
    </div>
  );
}

function Exceptions({ proposal: { exceptions }, wanted }: { proposal: LeastProposal; wanted: readonly WantedEdge[] }) {
  if (exceptions.length === 0) return null;
  const titleOf = (id: string): string => {
    const request = wanted.find((each) => each.request.id === id)?.request;
    if (request === undefined) return id;
    return `**${callerName(request) ?? words.outside} → ${dialled(request)}, ${requestWords(request)}**`;
  };
  return (
    <section aria-labelledby="least-exceptions">
      <h3 id="least-exceptions">{words.exceptions(exceptions.length)}</h3>
      <ul className={styles.rows}>
        {exceptions.slice(0, 40).map((each) => (
          <li key={JSON.stringify(each)}>
            <span className={styles.grow}>
              <Marked text={sayException(each, titleOf)} />
            </span>
          </li>
        ))}
        {exceptions.length > 40 && <li className={styles.more}>{words.more(exceptions.length - 40)}</li>}
      </ul>
    </section>
  );
}

function Resource({ resource, admitted }: { resource: ProposedResource; admitted: Admitted }) {
  const { id, kind, namespace, name, rules } = resource;
  const others = admitted.flows.filter(({ by }) => by.some((policy) => policy.resource === id));
  const count = admitted.counts[id] ?? 0;
  return (
    <li>
      <p className={styles.name}>
        <strong translate="no">
          {namespace}/{name}
        </strong>
        <span>{kind}</span>
        {kind === 'AuthorizationPolicy' && rules.length > 0 && (
          <span className={styles.badge}>
            {admitted.done < 1 && count === 0 ? words.askingShort : sayAdmitted(count)}
          </span>
        )}
      </p>
      <p>
        <Marked text={sayProposed(resource)} />
      </p>
      {rules.length > 0 && (
        <ul className={styles.evidence}>
          {rules.map((rule, index) => (
            // A rule has no name but its place.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>
              <span className={styles.grow} translate="no">
                {rule.requests.join(', ')}
                {rule.count > rule.requests.length && `, ${words.more(rule.count - rule.requests.length)}`}
              </span>
              <span className={styles.times}>{sayEvidence(rule.evidence)}</span>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details className={styles.aside}>
          <summary>{words.alsoAdmits}</summary>
          <Flows flows={others} count={count} />
        </details>
      )}
    </li>
  );
}

function AlsoAdmits({ admitted }: { admitted: Admitted }) {
  const count = admitted.counts[''] ?? 0;
  if (count === 0) return null;
  return (
    <details className={styles.aside}>
      <summary>{words.unguarded(count)}</summary>
      <Flows flows={admitted.flows.filter(({ by }) => by.length === 0)} count={count} />
    </details>
  );
}

function Flows({ flows, count }: { flows: Admitted['flows']; count: number }) {
  const shown = flows.slice(0, 30);
  return (
    <ul className={styles.rows}>
      {shown.map(({ caller, to, words: what, node }) => (
        <li key={`${caller} ${node} ${what}`}>
          <Glyph verdict="allowed" size={14} title={words.wouldPass} />
          <span className={styles.grow}>
            {shortName(caller)} → {to}
          </span>
          <code translate="no">{what}</code>
        </li>
      ))}
      {count > shown.length && <li className={styles.more}>{words.more(count - shown.length)}</li>}
    </ul>
  );
}
