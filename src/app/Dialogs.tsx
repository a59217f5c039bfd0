import { lazy, Suspense } from 'react';
import { sayTime } from '../content/locales/en.ts';
import type { ResourceId } from '../core/model/resource.ts';
import type { CommandHost } from './commands/registry.ts';
import { ShareDialog } from './share/ShareDialog.tsx';
import { FindDialog } from './shell/FindDialog.tsx';
import { HelpDialog } from './shell/HelpDialog.tsx';
import { OpenDialog } from './shell/OpenDialog.tsx';
import { RequestDialog } from './shell/RequestDialog.tsx';
import { useStore } from './store/store.ts';

/** Loaded when first opened. */
const MatrixDialog = lazy(async () => ({ default: (await import('./posture/matrix/MatrixDialog.tsx')).MatrixDialog }));
const PostureDialog = lazy(async () => ({ default: (await import('./posture/PostureDialog.tsx')).PostureDialog }));

export interface DialogsProps {
  host: CommandHost;
  onResource: (id: ResourceId) => void;
  onOpenFile: () => void;
}

const CertificateDrawer = lazy(async () => ({
  default: (await import('./certificate/CertificateDrawer.tsx')).CertificateDrawer,
}));

const close = (): void => useStore.setState({ dialog: null });

/** The one dialog that is open, if any. */
export function Dialogs({ host, onResource, onOpenFile }: DialogsProps) {
  const dialog = useStore((state) => state.dialog);
  const evaluation = useStore((state) => state.good?.evaluation ?? null);
  switch (dialog?.kind) {
    case 'matrix':
      return (
        <Suspense>
          <MatrixDialog onClose={close} />
        </Suspense>
      );
    case 'posture':
      return (
        <Suspense>
          <PostureDialog onClose={close} />
        </Suspense>
      );
    case undefined:
      return null;
    case 'request':
      if (evaluation === null) return null;
      return <RequestDialog evaluation={evaluation} from={dialog.from} to={dialog.to} onClose={close} />;
    case 'share':
      return <ShareDialog onClose={close} />;
    case 'open':
      return <OpenDialog onOpenFile={onOpenFile} onClose={close} />;
    case 'help':
      return <HelpDialog onClose={close} />;
    case 'certificate':
      return (
        <Suspense>
          <CertificateDrawer name={dialog.of} certificate={dialog.certificate} sayTime={sayTime} onClose={close} />
        </Suspense>
      );
    case 'find':
      return <FindDialog host={host} onResource={onResource} onClose={close} />;
  }
}
