import { lazy, Suspense, useCallback, useEffect, useMemo, useRef } from 'react';
import { messages } from '../content/locales/en/messages.ts';
import { shellWords } from '../content/locales/en/shell.ts';
import { say } from '../content/locales/en.ts';
import type { ResourceId } from '../core/model/resource.ts';
import type { CommandHost } from './commands/registry.ts';
import { useKeyboard } from './commands/useKeyboard.ts';
import { CanvasPane } from './CanvasPane.tsx';
import { DialogPane } from './DialogPane.tsx';
import { InspectorPane } from './InspectorPane.tsx';
import { LearnPane, useChallenges, useLessonsAhead, useWide } from './LearnPanes.tsx';
import { MenuPane } from './MenuPane.tsx';
import { BrokenView, Present, useOtherViews } from './otherViews.tsx';
import { PlayerPane } from './PlayerPane.tsx';
import { PostureSwitch } from './posture/PostureSwitch.tsx';
import { copyLink } from './share/copyLink.ts';
import { Bar } from './shell/Bar.tsx';
import { DropZone } from './shell/DropZone.tsx';
import { Hint, useHintDismissal } from './shell/Hints.tsx';
import { Narrator } from './shell/Narrator.tsx';
import { Outline } from './shell/Outline.tsx';
import { Pane } from './shell/Pane.tsx';
import { Sheet } from './shell/Sheet.tsx';
import { StaleBar } from './shell/StaleBar.tsx';
import { foldedPanes, paneStyle } from './shell/paneStyle.ts';
import { Splitter } from './shell/Splitter.tsx';
import { ToastBar } from './shell/ToastBar.tsx';
import { decidingRef, showEnd, showResource, showSource } from './store/show.ts';
import { bringFiles } from './store/ownYaml.ts';
import { markBusy } from './store/ask.ts';
import { forgetPlaces } from './store/scenarioEdits.ts';
import { useStore } from './store/store.ts';
import { showToast } from './store/toast.ts';
import { YamlSide } from './YamlSide.tsx';
import styles from './App.module.css';

const CompromiseBar = lazy(async () => ({
  default: (await import('./compromise/CompromiseBar.tsx')).CompromiseBar,
}));
const CompareBar = lazy(async () => ({ default: (await import('./compare/CompareBar.tsx')).CompareBar }));

const offline = (): void => showToast(messages.notFetchedTidy);

const InvariantsChip = lazy(async () => ({
  default: (await import('./invariants/InvariantsChip.tsx')).InvariantsChip,
}));

const KeepingBar = lazy(async () => ({ default: (await import('./workspaces/KeepingBar.tsx')).KeepingBar }));

/** The whole app: composes the features, which do not know each other. */
export function App() {
  const broken = useStore((state) => state.brokenLink);
  const elsewhere = useStore((state) => state.keeping === 'elsewhere');
  const presenting = useStore((state) => state.view === 'present');
  const learning = useStore((state) => state.lesson !== null);
  const veiled = useStore((state) => state.veil !== null);
  const wide = useWide();
  const taken = useStore((state) => state.taken !== null);
  const forked = useStore((state) => state.fork !== null);
  const sizes = useStore((state) => state.sizes);
  const demanding = useStore((state) => (state.good?.evaluation.scenario.invariants.length ?? 0) > 0);
  const chooser = useRef<HTMLInputElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const openFile = useCallback(() => chooser.current?.click(), []);
  const host = useMemo<CommandHost>(
    () => ({
      copyLink: () => void copyLink(),
      editDeciding: () => {
        const ref = decidingRef(useStore.getState());
        if (ref !== null) showSource(ref, true);
        else showEnd();
      },
      fitCanvas: () => canvas.current?.querySelector<HTMLElement>('button[aria-label^="Fit"]')?.click(),
      openFile,
      tidy: () => void import('./tidyMesh.ts').then(({ tidyMesh }) => tidyMesh()).catch(offline),
      untidy: () => void forgetPlaces(),
    }),
    [openFile],
  );
  useKeyboard(host);
  const wall = useRef(presenting);
  useEffect(() => {
    // Back from the wall, whose parts are gone with the focus.
    if (wall.current && !presenting && document.activeElement === document.body)
      canvas.current?.focus({ preventScroll: true });
    wall.current = presenting;
  }, [presenting]);
  useHintDismissal();
  useOtherViews();
  useLessonsAhead();
  useChallenges();
  if (broken !== null) return <BrokenView broken={broken} />;

  if (presenting)
    return (
      <Suspense>
        <Present>
          <DialogPane host={host} onResource={showResource} onOpenFile={openFile} />
        </Present>
      </Suspense>
    );

  const onResource = (id: ResourceId): void => showResource(id);
  return (
    <div
      className={`${styles.app} ${learning ? styles.learning : ''}`}
      ref={markBusy}
      style={paneStyle(sizes)}
      data-app
      data-folded={foldedPanes(sizes)}
    >
      <Bar
        onOpenFile={openFile}
        posture={
          !learning && (
            <>
              {demanding && (
                <Suspense>
                  <InvariantsChip />
                </Suspense>
              )}
              <PostureSwitch />
            </>
          )
        }
      />
      {learning && wide ? (
        <Pane name="Task">
          <LearnPane part="task" />
        </Pane>
      ) : (
        <Pane name="Outline">
          <Outline onResource={onResource} />
        </Pane>
      )}
      {!learning && <Splitter pane="outline" />}
      <DropZone className={styles.canvas}>
        {forked && (
          <Suspense>
            <CompareBar />
          </Suspense>
        )}
        {taken && (
          <Suspense>
            <CompromiseBar />
          </Suspense>
        )}
        <div ref={canvas} tabIndex={-1} className={styles.fill}>
          <Pane name="Canvas">
            <CanvasPane />
          </Pane>
        </div>
        <StaleBar />
        {elsewhere && (
          <Suspense>
            <KeepingBar />
          </Suspense>
        )}
        <MenuPane host={host} />
        <Hint at="canvas">{shellWords.hints.canvas}</Hint>
        <Hint at="player">{shellWords.hints.player}</Hint>
      </DropZone>
      <div className={styles.player} data-player>
        {learning && wide && <LearnPane part="question" />}
        <Pane name="Player">
          <PlayerPane />
        </Pane>
      </div>
      <Splitter pane="side" />
      <Sheet className={styles.side}>
        {learning && !wide && (
          <Pane name="Task">
            <LearnPane part="question" />
            <LearnPane part="task" />
          </Pane>
        )}
        {veiled ? <LearnPane part="known" /> : <InspectorPane className={styles.why} />}
        <YamlSide />
      </Sheet>
      <Narrator say={say} />
      <DialogPane host={host} onResource={onResource} onOpenFile={openFile} />
      <ToastBar />
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        accept=".yaml,.yml,.json,application/yaml,application/json"
        onChange={({ target }) => {
          bringFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
    </div>
  );
}
