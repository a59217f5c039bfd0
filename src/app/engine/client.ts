import { openChannel, type StartPort } from './channel.ts';
import type { EngineMethods, MethodName, Outcome, Reply } from './protocol.ts';
import { studyReceiver } from './studyDelta.ts';

type Asked<M extends MethodName> = (
  ...args: Parameters<EngineMethods[M]>
) => Promise<Outcome<ReturnType<EngineMethods[M]>>>;

/** A worker with the engine in it. */
export const startWorker: StartPort = (onMessage, onError) => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  const studied = studyReceiver();
  worker.onmessage = ({ data }: MessageEvent<Reply>) =>
    onMessage('study' in data ? { id: data.id, ok: data.ok, value: studied(data.study) } : data);
  worker.onerror = (event) => {
    event.preventDefault();
    onError(event.message || 'worker error');
  };
  return worker;
};

const channel = openChannel(startWorker, () => performance.now());

/** The worker is our own code, typed by the same table: what it answers to `method` is that method's result. */
function method<M extends MethodName>(name: M, latest: boolean): Asked<M> {
  return (...args) => channel.ask(name, args, latest) as ReturnType<Asked<M>>;
}

/** The only door between the app and core's functions, but for what is asked in the background. */
export const engine: { readonly [M in Exclude<MethodName, 'deadRules'>]: Asked<M> } = {
  evaluate: method('evaluate', true),
  study: method('study', true),
  plainWords: method('plainWords', true),
  plainWordsOf: method('plainWordsOf', true),
  problems: method('problems', true),
  mend: method('mend', true),
  addRequest: method('addRequest', false),
  setPosition: method('setPosition', false),
  setPositions: method('setPositions', false),
  matrixPart: method('matrixPart', false),
  writeRung: method('writeRung', true),
  repairs: method('repairs', true),
  difference: method('difference', true),
  reachOfWorkload: method('reachOfWorkload', false),
  rulesOf: method('rulesOf', false),
  exactDifference: method('exactDifference', false),
  twoStories: method('twoStories', true),
  parting: method('parting', true),
  asAmbient: method('asAmbient', true),
  asSidecars: method('asSidecars', true),
  additions: method('additions', true),
  radius: method('radius', false),
  setWanted: method('setWanted', false),
  invariantPart: method('invariantPart', false),
  addInvariant: method('addInvariant', false),
  removeInvariant: method('removeInvariant', false),
  unroll: method('unroll', false),
  cleanPart: method('cleanPart', false),
  understand: method('understand', false),
  addTo: method('addTo', false),
  grade: method('grade', true),
  evaluateBeside: method('evaluateBeside', true),
  takeChallenge: method('takeChallenge', true),
  makeChallenge: method('makeChallenge', true),
  score: method('score', true),
  lab: method('lab', true),
  takeOut: method('takeOut', true),
  setToken: method('setToken', false),
  setAuthorizer: method('setAuthorizer', false),
  trustDemoKey: method('trustDemoKey', false),
  readForm: method('readForm', true),
  changeResource: method('changeResource', false),
  meshNames: method('meshNames', true),
  completeAt: method('completeAt', true),
  helpAt: method('helpAt', true),
  referenceAt: method('referenceAt', true),
  writeTemplate: method('writeTemplate', true),
  mintCertificate: method('mintCertificate', true),
  tryToken: method('tryToken', true),
  compromisePart: method('compromisePart', false),
  secondRing: method('secondRing', false),
  readLogPart: method('readLogPart', false),
  understandLog: method('understandLog', false),
  proposeLeast: method('proposeLeast', true),
  admittedPart: method('admittedPart', false),
  replayRequests: method('replayRequests', false),
};

/** Starts the engine while the page finds out what to ask it. */
export function warmEngine(): void {
  channel.warm();
}
