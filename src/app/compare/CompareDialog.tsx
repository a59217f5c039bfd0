import { useState } from 'react';
import { besideWords } from '../../content/locales/en/compare.ts';
import { verdictWords } from '../../content/locales/en/verdictWords.ts';
import { lensWords } from '../../content/locales/en/lens.ts';
import { sayCondition } from '../../content/locales/en/conditions.ts';
import { changeSigns, changeWords, sayLines, saySum } from '../../content/locales/en/compare.ts';
import { proofWords, sayProof } from '../../content/locales/en/proof.ts';
import { type ChangedFlow, flowChanges } from '../../core/model/difference.ts';
import type { Message } from '../../core/model/message.ts';
import type { ExactDifference } from '../../core/model/proof.ts';
import { shortName } from '../../core/model/naming.ts';
import type { Request } from '../../core/model/request.ts';
import type { Pieces } from '../engine/usePieces.ts';
import { forkAsAmbient, forkAsSidecars, playParting } from '../store/fork.ts';
import type { Difference } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { Asking } from '../ui/Asking.tsx';
import { Button } from '../ui/Button.tsx';
import { ChangedLines } from '../ui/ChangedLines.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { AllRequests } from './AllRequests.tsx';
import { LeftBehind } from './LeftBehind.tsx';
import { BesideStories } from './BesideStories.tsx';
import styles from './CompareDialog.module.css';
import { useProof } from './useProof.ts';

export interface CompareDialogProps {
  request: Request | null;
  say: (message: Message) => string;
  onClose: () => void;
}

const parts = ['flows', 'all', 'stories', 'text'] as const;
type Part = (typeof parts)[number];
const partWords = {
  flows: besideWords.flows,
  all: proofWords.all,
  stories: besideWords.thisRequest,
  text: 'YAML',
} as const satisfies Record<Part, string>;

/** What B changes: in the flows of the mesh, in the story of the open request, and in the text. */
export function CompareDialog({ request, say, onClose }: CompareDialogProps) {
  const difference = useStore((state) => state.difference);
  const [part, setPart] = useState<Part>('flows');
  const proving = useProof(difference?.a ?? null, difference?.b ?? null);
  return (
    <Dialog title={besideWords.title} wide onClose={onClose}>
      <p className={styles.sum} role="status">
        {difference === null
          ? besideWords.comparing
          : besideWords.sum(sayLines(difference.lines), saySum(difference.flows))}
      </p>
      <Asking told={told(proving)} state={proving.state} onStop={proving.stop} onGoOn={proving.goOn} testId="proof" />
      <div className={styles.parts}>
        {parts.map((each) => (
          <Button
            key={each}
            small
            look={part === each ? 'line' : 'quiet'}
            aria-pressed={part === each}
            onClick={() => setPart(each)}
          >
            {partWords[each]}
          </Button>
        ))}
      </div>
      {difference?.lines.length === 0 && <Lens />}
      {difference !== null && part === 'flows' && <Flows difference={difference} />}
      {difference !== null && part === 'all' && <AllRequests known={proving.known} />}
      {difference !== null && part === 'text' && <Text difference={difference} />}
      {difference !== null && part === 'stories' && (
        <BesideStories difference={difference} request={request} say={say} />
      )}
    </Dialog>
  );
}

function told({ known, state }: Pieces<ExactDifference>): string {
  if (state === 'failed') return proofWords.failed;
  if (known === null) return state === 'stopped' ? proofWords.stoppedAtOnce : proofWords.asking;
  return state === 'stopped' ? proofWords.stopped(known.asked, known.targets) : sayProof(known);
}

/** What B could be, while it is still the same as A. */
function Lens() {
  return (
    <div className={styles.lens}>
      <p>{besideWords.lens}</p>
      <Button small look="line" onClick={() => void forkAsAmbient('ztunnel')}>
        {besideWords.withZtunnelsAlone}
      </Button>
      <Button small look="line" onClick={() => void forkAsAmbient('waypoints')}>
        {besideWords.withWaypoints}
      </Button>
      <Button small look="line" onClick={() => void forkAsSidecars()}>
        {besideWords.withSidecars}
      </Button>
    </div>
  );
}

/** Policies of B that istiod does not take as they are written, in its own words. */
function Unenforced() {
  const policies = useStore((state) =>
    state.fork?.side === 'B' ? state.good?.evaluation.overview.policies : undefined,
  );
  const told = (policies ?? []).filter(({ conditions }) => conditions !== undefined && conditions.length > 0);
  if (told.length === 0) return null;
  return (
    <section aria-labelledby="unenforced">
      <h3 id="unenforced">{besideWords.unenforced(told.length)}</h3>
      <ul>
        {told.map(({ id, namespace, name, conditions = [] }) => (
          <li key={id} className={styles.policy}>
            <strong translate="no">
              {namespace}/{name}
            </strong>
            {conditions.map((condition) => (
              <span key={condition.type}>{sayCondition(condition)}</span>
            ))}
          </li>
        ))}
      </ul>
      <Button small look="line" onClick={() => useStore.setState({ dialog: { kind: 'additions' } })}>
        {lensWords.whatToAdd}
      </Button>
    </section>
  );
}

function Text({ difference: { lines } }: { difference: Difference }) {
  return lines.length === 0 ? <p>{besideWords.sameText}</p> : <ChangedLines changes={lines} />;
}

/** More rows than this are counted only. */
const shown = 60;

function Flows({ difference: { flows } }: { difference: Difference }) {
  const groups = flowChanges.filter((change) => flows.counts[change] > 0);
  if (groups.length === 0)
    return (
      <>
        <Unenforced />
        <LeftBehind />
        <p className={styles.none}>{besideWords.sameFlows}</p>
      </>
    );
  return (
    <div className={styles.groups}>
      <Unenforced />
      <LeftBehind />
      {groups.map((change) => {
        const own = flows.flows.filter((flow) => flow.change === change);
        return (
          <section key={change} aria-labelledby={`change-${change}`}>
            <h3 id={`change-${change}`}>
              <span aria-hidden="true">{changeSigns[change]}</span> {changeWords[change]} · {flows.counts[change]}
            </h3>
            <ul>
              {own.slice(0, shown).map((flow) => (
                <Row key={`${flow.caller} ${flow.to} ${flow.words}`} flow={flow} />
              ))}
            </ul>
            {flows.counts[change] > Math.min(own.length, shown) && (
              <p>{besideWords.more(flows.counts[change] - Math.min(own.length, shown))}</p>
            )}
          </section>
        );
      })}
    </div>
  );
}

function Row({ flow }: { flow: ChangedFlow }) {
  const { caller, to, words, before, after, request } = flow;
  return (
    <li>
      <button
        type="button"
        className={styles.flow}
        title={besideWords.playParting}
        onClick={() => void playParting(named(request, flow))}
      >
        <Glyph verdict={before} size={14} title={besideWords.inSide('A', verdictWords[before])} />
        <span aria-hidden="true">→</span>
        <Glyph verdict={after} size={14} title={besideWords.inSide('B', verdictWords[after])} />
        <span className={styles.ends} translate="no">
          {shortName(caller)} → {to}
        </span>
        <code translate="no">{words}</code>
      </button>
    </li>
  );
}

/** A request made by hand has a name of its own in the address. */
function named(request: Request, { caller, to, words }: ChangedFlow): Request {
  const id = `${shortName(caller)}-${to}-${words}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return { ...request, id: id.replaceAll(/^-|-$/g, '') };
}
