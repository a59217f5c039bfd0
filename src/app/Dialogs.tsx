import { lazy, Suspense } from 'react';
import { say, sayTime } from '../content/locales/en.ts';
import type { ResourceId } from '../core/model/resource.ts';
import type { HopwiseDocument } from '../core/model/scenario.ts';
import type { Story } from '../core/model/story.ts';
import type { CommandHost } from './commands/registry.ts';
import { addressOf } from './share/stateLink.ts';
import { useStore } from './store/store.ts';

const load = {
  additions: () => import('./additions/AdditionsDialog.tsx'),
  certificate: () => import('./certificate/CertificateDrawer.tsx'),
  compare: () => import('./compare/CompareDialog.tsx'),
  diagram: () => import('./diagram/DiagramDialog.tsx'),
  export: () => import('./exchange/ExportDialog.tsx'),
  code: () => import('./share/QrDialog.tsx'),
  find: () => import('./shell/FindDialog.tsx'),
  help: () => import('./shell/HelpDialog.tsx'),
  import: () => import('./exchange/ImportDialog.tsx'),
  invariants: () => import('./invariants/InvariantsDialog.tsx'),
  compromise: () => import('./compromise/CompromiseDialog.tsx'),
  least: () => import('./least/LeastDialog.tsx'),
  lessons: () => import('./learn/LessonsDialog.tsx'),
  make: () => import('./learn/make/MakeDialog.tsx'),
  matrix: () => import('./posture/matrix/MatrixDialog.tsx'),
  open: () => import('./shell/OpenDialog.tsx'),
  posture: () => import('./posture/PostureDialog.tsx'),
  reach: () => import('./reach/ReachDialog.tsx'),
  repair: () => import('./repair/RepairDialog.tsx'),
  request: () => import('./shell/RequestDialog.tsx'),
  settings: () => import('./shell/SettingsDialog.tsx'),
  share: () => import('./share/ShareDialog.tsx'),
  workspaces: () => import('./workspaces/WorkspacesDialog.tsx'),
  template: () => import('./template/TemplateDialog.tsx'),
} as const;

/** None of them is on the first screen: each is its own chunk. */
const AdditionsDialog = lazy(async () => ({ default: (await load.additions()).AdditionsDialog }));
const CertificateDrawer = lazy(async () => ({ default: (await load.certificate()).CertificateDrawer }));
const QrDialog = lazy(async () => ({ default: (await load.code()).QrDialog }));
const CompareDialog = lazy(async () => ({ default: (await load.compare()).CompareDialog }));
const DiagramDialog = lazy(async () => ({ default: (await load.diagram()).DiagramDialog }));
const ExportDialog = lazy(async () => ({ default: (await load.export()).ExportDialog }));
const FindDialog = lazy(async () => ({ default: (await load.find()).FindDialog }));
const HelpDialog = lazy(async () => ({ default: (await load.help()).HelpDialog }));
const ImportDialog = lazy(async () => ({ default: (await load.import()).ImportDialog }));
const InvariantsDialog = lazy(async () => ({ default: (await load.invariants()).InvariantsDialog }));
const CompromiseDialog = lazy(async () => ({ default: (await load.compromise()).CompromiseDialog }));
const LeastDialog = lazy(async () => ({ default: (await load.least()).LeastDialog }));
const LessonsDialog = lazy(async () => ({ default: (await load.lessons()).LessonsDialog }));
const MakeDialog = lazy(async () => ({ default: (await load.make()).MakeDialog }));
const MatrixDialog = lazy(async () => ({ default: (await load.matrix()).MatrixDialog }));
const OpenDialog = lazy(async () => ({ default: (await load.open()).OpenDialog }));
const PostureDialog = lazy(async () => ({ default: (await load.posture()).PostureDialog }));
const ReachDialog = lazy(async () => ({ default: (await load.reach()).ReachDialog }));
const RepairDialog = lazy(async () => ({ default: (await load.repair()).RepairDialog }));
const RequestDialog = lazy(async () => ({ default: (await load.request()).RequestDialog }));
const TemplateDialog = lazy(async () => ({ default: (await load.template()).TemplateDialog }));
const SettingsDialog = lazy(async () => ({ default: (await load.settings()).SettingsDialog }));
const ShareDialog = lazy(async () => ({ default: (await load.share()).ShareDialog }));
const WorkspacesDialog = lazy(async () => ({ default: (await load.workspaces()).WorkspacesDialog }));

const addressOfDocument = (document: HopwiseDocument): Promise<string> =>
  addressOf({ ...useStore.getState(), document }, 'document');

export interface DialogsProps {
  host: CommandHost;
  onResource: (id: ResourceId) => void;
  onOpenFile: () => void;
}

const canvas = (): HTMLElement | null => document.querySelector('[data-testid="canvas"]');
const close = (): void => useStore.setState({ dialog: null });

const pictureOf =
  (story: Story) =>
  async (format: 'svg' | 'png'): Promise<void> => {
    const { saveFrame } = await import('./diagram/saveFrame.ts');
    await saveFrame(canvas(), story, say, format);
  };

/** Fetches every dialog. One that cannot be fetched now is asked for again when it is opened. */
export function loadDialogs(): void {
  for (const each of Object.values(load)) void each().catch(() => undefined);
}

/** The one dialog that is open, if any. */
export function Dialogs(props: DialogsProps) {
  return (
    <Suspense>
      <Open {...props} />
    </Suspense>
  );
}

function Open({ host, onResource, onOpenFile }: DialogsProps) {
  const dialog = useStore((state) => state.dialog);
  const evaluation = useStore((state) => state.good?.evaluation ?? null);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'compromise':
      if (evaluation === null) return null;
      return <CompromiseDialog evaluation={evaluation} say={say} onClose={close} />;
    case 'least':
      return <LeastDialog evaluation={evaluation} onClose={close} />;
    case 'additions':
      return <AdditionsDialog onClose={close} />;
    case 'lessons':
      return <LessonsDialog onClose={close} />;
    case 'invariants':
      return <InvariantsDialog onClose={close} />;
    case 'make':
      return <MakeDialog addressOf={addressOfDocument} onClose={close} />;
    case 'matrix':
      return <MatrixDialog onClose={close} />;
    case 'posture':
      return <PostureDialog onClose={close} />;
    case 'reach':
      return <ReachDialog workload={dialog.workload} onClose={close} />;
    case 'repair':
      if (evaluation?.request == null || evaluation.story === null) return null;
      return (
        <RepairDialog request={evaluation.request} verdict={evaluation.story.trace.verdict.kind} onClose={close} />
      );
    case 'request':
      if (evaluation === null) return null;
      return <RequestDialog evaluation={evaluation} from={dialog.from} to={dialog.to} onClose={close} />;
    case 'template':
      if (evaluation === null) return null;
      return <TemplateDialog evaluation={evaluation} {...dialog} onResource={onResource} onClose={close} />;
    case 'share':
      return <ShareDialog picture={evaluation?.story == null ? null : pictureOf(evaluation.story)} onClose={close} />;
    case 'code':
      return <QrDialog onClose={close} />;
    case 'open':
      return <OpenDialog onOpenFile={onOpenFile} onClose={close} />;
    case 'import':
      return <ImportDialog key={dialog.offer} onClose={close} />;
    case 'export':
      return <ExportDialog onClose={close} />;
    case 'workspaces':
      return <WorkspacesDialog onClose={close} />;
    case 'settings':
      return <SettingsDialog onClose={close} />;
    case 'help':
      return <HelpDialog onClose={close} />;
    case 'certificate':
      return <CertificateDrawer name={dialog.of} certificate={dialog.certificate} sayTime={sayTime} onClose={close} />;
    case 'compare':
      return <CompareDialog request={evaluation?.request ?? null} say={say} onClose={close} />;
    case 'diagram':
      if (evaluation?.story == null) return null;
      return <DiagramDialog story={evaluation.story} say={say} canvas={canvas} onClose={close} />;
    case 'find':
      return <FindDialog host={host} onResource={onResource} onClose={close} />;
  }
}
