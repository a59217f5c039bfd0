import { shellWords } from '../../content/locales/en/shell.ts';
import { showToast } from '../store/toast.ts';

const hour = 3_600_000; // ms

/**
 * Works offline after the first visit. A new version waits until somebody takes it, and no page reloads but the one in
 * which they did; the others say that theirs is old.
 */
export function startUpdates(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  // The first worker takes over a page that it did not load: that is no new version.
  let controlled = serviceWorker.controller !== null;
  let taken = false;
  serviceWorker.addEventListener('controllerchange', () => {
    if (taken) location.reload();
    else if (controlled) showToast(shellWords.versionTaken, { label: shellWords.reload, run: () => location.reload() });
    controlled = true;
  });
  const offer = (waiting: ServiceWorker): void =>
    showToast(shellWords.newVersion, {
      label: shellWords.reload,
      run: () => {
        taken = true;
        waiting.postMessage({ type: 'SKIP_WAITING' });
      },
    });
  serviceWorker.register('./sw.js', { scope: './' }).then(
    (registration) => {
      if (registration.waiting !== null && controlled) offer(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const { installing } = registration;
        installing?.addEventListener('statechange', () => {
          if (installing.state === 'installed' && serviceWorker.controller !== null) offer(installing);
        });
      });
      lookAgain(registration);
    },
    // Without it everything works but offline.
    () => undefined,
  );
}

/** A page that stays open for days looks for a new version when it is come back to. */
function lookAgain(registration: ServiceWorkerRegistration): void {
  let looked = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - looked < hour) return;
    looked = performance.now();
    registration.update().catch(() => undefined);
  });
}
