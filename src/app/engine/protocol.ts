import type { LogPart, UnderstoodLog } from '../../core/model/accessLog.ts';
import type {
  AdmittedPart,
  LeastProposal,
  LeastWishes,
  Replayed,
  WantedEdge,
} from '../../core/model/leastPrivilege.ts';
import type { CompromisePart, SecondHand } from '../../core/model/compromise.ts';
import type { AuthorizerSays } from '../../core/model/authorizer.ts';
import type { Completions, FieldHelp } from '../../core/model/completion.ts';
import type { Demand, Invariant, InvariantPart } from '../../core/model/invariant.ts';
import type { Lab } from '../../core/model/lab.ts';
import type {
  Challenge,
  ChallengeDraft,
  Expectation,
  Grade,
  KeptInvariant,
  MadeChallenge,
  Score,
} from '../../core/model/lesson.ts';
import type { FormAnswer } from '../../core/model/form.ts';
import type { MatrixPart } from '../../core/model/matrix.ts';
import type { Rung } from '../../core/model/posture.ts';
import type { Certificate } from '../../core/model/certificate.ts';
import type { DeadRules, Edit, LineChange, Problem } from '../../core/model/lint.ts';
import type { MintedCertificate } from '../../core/model/mintedCertificate.ts';
import type { FlowDifference } from '../../core/model/difference.ts';
import type { ExactDifference, Reach, RuleReport } from '../../core/model/proof.ts';
import type { Plain } from '../../core/model/plain.ts';
import type { Request } from '../../core/model/request.ts';
import type { SourceRef, ResourceId, WorkloadId } from '../../core/model/resource.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { Intent, TemplateAnswers, TemplateOutcome } from '../../core/model/template.ts';
import type { TokenTrial } from '../../core/model/security.ts';
import type { Token } from '../../core/model/token.ts';
import type { Repair, RepairGoal } from '../../core/scenario/repairs.ts';
import type { DocumentDifference, TwoStories } from '../../core/scenario/compare.ts';
import type { Scored } from '../../core/scenario/lessons/score.ts';
import type { FrameId } from '../../core/model/story.ts';
import type { Additions } from '../../core/model/addition.ts';
import type { LensView } from '../../core/model/lens.ts';
import type { AmbientForm } from '../../core/scenario/lens/ambient.ts';
import type { Evaluation } from '../../core/scenario/evaluate.ts';
import type { CleanOptions, CleanPart } from '../../core/scenario/intake/cleanPart.ts';
import type { CleanFile } from '../../core/scenario/intake/layOut.ts';
import type { Understood } from '../../core/scenario/intake/understand.ts';
import type { TakenOut } from '../../core/scenario/outgo/takeOut.ts';
import type { Unrolled } from '../../core/scenario/intake/unroll.ts';
import type { MeshNames } from '../../core/model/meshNames.ts';
import type { Change } from '../../core/yaml/change.ts';
import type { FormPlace } from '../../core/yaml/form/readForm.ts';
import type { RungDocument } from '../../core/scenario/ladder/rung.ts';
import type { StudyDelta } from './studyDelta.ts';

/** What an edit of the text gives: the new document, or why the text could not be edited there. */
export type Edited =
  | { readonly kind: 'edited'; readonly document: HopwiseDocument }
  | { readonly kind: 'refused'; readonly reason: string };

/** The same for a quick fix, with the lines that it changes. */
export type Mended =
  | { readonly kind: 'edited'; readonly document: HopwiseDocument; readonly changes: readonly LineChange[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Where nodes stand, by id. */
export type Places = Readonly<Record<string, { readonly x: number; readonly y: number }>>;

/** What there is to say about a document and one request. `problems` null: they were not asked for. */
export interface Study {
  readonly evaluation: Evaluation;
  readonly problems: readonly Problem[] | null;
}

/** Every question the app can ask the engine. */
export interface EngineMethods {
  evaluate(document: HopwiseDocument, request: string | Request | null): Evaluation;
  /** The same, `whole` with what is wrong or surprising in the text: one answer is drawn at once. */
  study(document: HopwiseDocument, request: string | Request | null, whole: boolean): Study;
  /** What a policy says, as terms. */
  plainWords(document: HopwiseDocument, resource: ResourceId): Plain | null;
  /** The same of several, in their order. */
  plainWordsOf(document: HopwiseDocument, resources: readonly ResourceId[]): readonly (Plain | null)[];
  /** What is wrong, or only surprising, in the text. */
  problems(document: HopwiseDocument): readonly Problem[];
  mend(document: HopwiseDocument, edits: readonly Edit[]): Mended;
  addRequest(document: HopwiseDocument, request: Request, token: Token | null): Edited;
  setToken(document: HopwiseDocument, token: Token): Edited;
  setAuthorizer(document: HopwiseDocument, provider: string, answer: AuthorizerSays): Edited;
  trustDemoKey(document: HopwiseDocument, rule: SourceRef): Edited;
  tryToken(document: HopwiseDocument, request: Request, token: Token): TokenTrial;
  /** Rows of the matrix of who reaches whom; in detail, with every operation that policies tell apart. */
  matrixPart(document: HopwiseDocument, from: number, count: number, detail: boolean): MatrixPart;
  /** The document as one rung of the posture ladder has it. */
  writeRung(document: HopwiseDocument, rung: Rung): RungDocument;
  /** About `most` requests of what an invariant asks, from where the part before ended. */
  invariantPart(document: HopwiseDocument, demand: Demand, from: number, most: number): InvariantPart;
  addInvariant(document: HopwiseDocument, invariant: Omit<Invariant, 'index'>): Edited;
  /** Takes one away by its place in the list. */
  removeInvariant(document: HopwiseDocument, index: number): Edited;
  setWanted(document: HopwiseDocument, requests: readonly string[]): Edited;
  /** A resource of a file as a form. */
  readForm(document: HopwiseDocument, file: string, place: FormPlace): FormAnswer;
  /** An edit of one resource: its `Resource.index` in its file. */
  changeResource(document: HopwiseDocument, file: string, index: number, change: Change): Edited;
  /** What values in resources can name. */
  meshNames(document: HopwiseDocument): MeshNames;
  /** What could be written at an offset of a file. */
  completeAt(document: HopwiseDocument, file: string, offset: number): Completions | null;
  /** What the field at an offset is for. */
  helpAt(document: HopwiseDocument, file: string, offset: number): FieldHelp | null;
  /** Where what is named at an offset is written. */
  referenceAt(document: HopwiseDocument, file: string, offset: number): SourceRef | null;
  /** The document with the resources in it that make an intent true. */
  writeTemplate(document: HopwiseDocument, intent: Intent, answers: TemplateAnswers): TemplateOutcome;
  mintCertificate(certificate: Certificate): MintedCertificate;
  /** Edits after which a request ends as wanted; each was tried. */
  repairs(document: HopwiseDocument, request: Request, goal: RepairGoal): readonly Repair[];
  /** What an edited document changes for all flows. */
  radius(before: HopwiseDocument, after: HopwiseDocument, request: Request | null): FlowDifference;
  /** What changes between two versions of a document. */
  difference(a: HopwiseDocument, b: HopwiseDocument): DocumentDifference;
  /** Who can reach a workload, over all requests to so many of its addresses; asked for more, it goes on. */
  reachOfWorkload(document: HopwiseDocument, workload: WorkloadId, targets: number): Reach | null;
  /** Of what use the rules that a workload enforces are, after so many questions; asked for more, it goes on. */
  rulesOf(document: HopwiseDocument, workload: WorkloadId | null, questions: number): RuleReport;
  /** What of it is proved to decide nothing, as problems; asked for more, it goes on. */
  deadRules(document: HopwiseDocument, questions: number): DeadRules;
  /** What all requests say of two versions of a document, as far as so many addresses; asked for more, it goes on. */
  exactDifference(a: HopwiseDocument, b: HopwiseDocument, targets: number): ExactDifference;
  /** One request in two versions of a document. */
  twoStories(a: HopwiseDocument, b: HopwiseDocument, request: Request): TwoStories;
  /** The step of B's story from where it no longer goes as A's; null: they are the same. */
  parting(a: HopwiseDocument, b: HopwiseDocument, request: Request): FrameId | null;
  /** The mesh in ambient mode. */
  asAmbient(document: HopwiseDocument, form: AmbientForm): HopwiseDocument;
  /** What can be added where a policy is not enforced as written in ambient mode. */
  additions(document: HopwiseDocument): Additions;
  /** The mesh with sidecars in the place of ztunnels and waypoints. */
  asSidecars(document: HopwiseDocument): LensView;
  setPosition(document: HopwiseDocument, node: string, at: { readonly x: number; readonly y: number }): Edited;
  /** A text that somebody brought, taken apart. */
  unroll(text: string): Unrolled | 'textBinary' | 'textTooLarge';
  /** Some of its documents, without values of Secrets. */
  cleanPart(documents: readonly string[], options: CleanOptions): CleanPart;
  /** What is in cleaned files; `base` is the mesh that is open. */
  understand(files: readonly CleanFile[], base: HopwiseDocument): Understood;
  addTo(base: HopwiseDocument, added: HopwiseDocument): HopwiseDocument;
  /** For kubectl: all of it, and how it differs from what it was. */
  takeOut(document: HopwiseDocument, start: HopwiseDocument): TakenOut;
  setPositions(document: HopwiseDocument, places: Places | null): Edited;
  /** Some lines of an access log, in whatever format. */
  readLogPart(text: string, firstLine: number): LogPart;
  /** A log placed in a mesh; `writer`: whose proxy wrote the lines that do not say. */
  understandLog(document: HopwiseDocument, parts: readonly LogPart[], writer: WorkloadId | null): UnderstoodLog;
  /** The tightest resources that let requests through. */
  proposeLeast(document: HopwiseDocument, wanted: readonly WantedEdge[], wishes: LeastWishes): LeastProposal;
  /** What passes although it is not wanted, over some of the callees. */
  admittedPart(document: HopwiseDocument, wanted: readonly Request[], from: number, count: number): AdmittedPart;
  /** What becomes of logged requests. */
  replayRequests(document: HopwiseDocument, requests: readonly Request[]): readonly Replayed[];
  /** What a workload that is taken over reaches, over some of the callees. */
  compromisePart(document: HopwiseDocument, workload: WorkloadId, from: number, count: number): CompromisePart;
  /** What those that it reaches reach in turn; `known`: its own ports, as `node port`. */
  secondRing(
    document: HopwiseDocument,
    workload: WorkloadId,
    reached: readonly WorkloadId[],
    known: readonly string[],
  ): readonly SecondHand[];
  /** What has become of expectations; requests are those of `start`. */
  grade(
    document: HopwiseDocument,
    start: HopwiseDocument,
    goals: readonly (Expectation | KeptInvariant)[],
  ): readonly Grade[];
  /** What a document says that is not the one at hand. */
  evaluateBeside(document: HopwiseDocument): Evaluation;
  /** The challenge that a document holds; null: none that can be begun. */
  takeChallenge(document: HopwiseDocument): Challenge | null;
  /** Two versions of a document as one that holds a challenge. */
  makeChallenge(start: HopwiseDocument, solution: HopwiseDocument, draft: ChallengeDraft): MadeChallenge;
  /** How a document compares with the solution of a challenge. */
  score(challenge: Scored, document: HopwiseDocument): Score;
  /** The break-fix lab of a seed; null: none was found. */
  lab(seed: number): Lab | null;
}
export type MethodName = keyof EngineMethods;

export type Question = {
  [M in MethodName]: { readonly id: number; readonly method: M; readonly args: Parameters<EngineMethods[M]> };
}[MethodName];

export type Reply =
  | { readonly id: number; readonly ok: true; readonly study: StudyDelta }
  | { readonly id: number; readonly ok: true; readonly value: ReturnType<EngineMethods[Exclude<MethodName, 'study'>]> }
  | { readonly id: number; readonly ok: false; readonly message: string };

export type Outcome<T> =
  | { readonly kind: 'answer'; readonly value: T }
  /** A newer question of the same kind took its place. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'failed'; readonly message: string };
