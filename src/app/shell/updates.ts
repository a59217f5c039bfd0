/// <reference types="vite-plugin-pwa/client" />
import { registerSW } from 'virtual:pwa-register';
import { shellWords } from '../../content/locales/en/shell.ts';
import { showToast } from '../store/toast.ts';

/** Works offline after the first visit; a new version waits until the person takes it. */
export function startUpdates(): void {
  const update = registerSW({
    onNeedRefresh: () => showToast(shellWords.newVersion, { label: shellWords.reload, run: () => void update(true) }),
  });
}
