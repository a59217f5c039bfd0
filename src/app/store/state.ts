import type { PaneSizes } from './paneSizes.ts';
import type { LensNote } from '../../core/model/lens.ts';
import type { Certificate } from '../../core/model/certificate.ts';
import type { ReachState } from '../../core/model/compromise.ts';
import type { FlowDifference } from '../../core/model/difference.ts';
import type { Making } from './making.ts';
import type { Challenge } from '../../core/model/lesson.ts';
import type { LineChange } from '../../core/model/lint.ts';
import type { InvariantResult } from '../../core/model/invariant.ts';
import type { NodeId } from '../../core/model/overview.ts';
import type { Rung } from '../../core/model/posture.ts';
import type { Request } from '../../core/model/request.ts';
import type { SourceRef, WorkloadId } from '../../core/model/resource.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { Intent } from '../../core/model/template.ts';
import type { Detail, FrameId } from '../../core/model/story.ts';
import type { LinkProblem } from '../../core/scenario/link.ts';
import type { Answer } from './answer.ts';

export type Theme = 'light' | 'dark' | 'system';
/** How much moves: as the system asks, nothing, everything. */
export type Motion = 'system' | 'reduced' | 'full';
export type Rate = 0.5 | 1 | 2;
/** The whole app, the wall of a class room, canvas and player inside another page, or the course to be printed. */
export type View = 'explore' | 'present' | 'embed' | 'handout' | 'notes';

/** What the side panel shows of the story. */
export const inspectorTabs = ['why', 'packet', 'caller', 'engine', 'about'] as const;
export type InspectorTab = (typeof inspectorTabs)[number];

/** How a resource is edited: as the text that it is, or through a form on that text. */
export const editorModes = ['yaml', 'form'] as const;
export type EditorMode = (typeof editorModes)[number];

/** A document with the built-in scenario it began as; null for one's own YAML. */
export interface Version {
  readonly document: HopwiseDocument;
  readonly origin: string | null;
  /** The same for a document and all edits of it: the last good mesh of another document must not stand in for it. */
  readonly lineage: number;
  /** Null: the document as it is written is all there is. */
  readonly posture: Posture | null;
  /** What the document was when it was opened: changes are told against it. */
  readonly start: HopwiseDocument;
  /** Null: the document is not compared with another version of itself. */
  readonly fork: Fork | null;
}

/** Two versions of a document, A as it was and B as it is edited: the one that is not on show. */
export interface Fork {
  readonly side: 'A' | 'B';
  readonly other: HopwiseDocument;
  /** B is A with other proxies: what could not be carried over. */
  readonly notes?: readonly LensNote[];
}

/** A document that is shown as another rung of the ladder, with what it was written as. */
export interface Posture {
  /** Null: as it is written. */
  readonly rung: Rung | null;
  readonly written: HopwiseDocument;
  /** Rungs that were shown before, with what was changed in them since. */
  readonly drafts: Readonly<Partial<Record<Rung, HopwiseDocument>>>;
}

/** A prepared request by id, one made by hand, or null: the one that the document opens with. */
export type RequestChoice = string | Request | null;

/** Where the playhead goes when the answer to a new question comes. */
export type Arrival =
  | { readonly kind: 'keep' }
  | { readonly kind: 'play'; readonly delay: number }
  /** Played on from where the playhead is. */
  | { readonly kind: 'resume' }
  | { readonly kind: 'verdict' }
  | { readonly kind: 'frame'; readonly id: string };

export type DialogState =
  | { readonly kind: 'request'; readonly from: NodeId | null; readonly to: NodeId | null }
  /** New resources by what they are for; null: nothing is chosen yet. */
  | {
      readonly kind: 'template';
      readonly intent: Intent | null;
      readonly from: NodeId | null;
      readonly to: NodeId | null;
    }
  | { readonly kind: 'share' }
  /** The link as a QR code. */
  | { readonly kind: 'code' }
  | { readonly kind: 'open' }
  /** What somebody brought, by its number. */
  | { readonly kind: 'import'; readonly offer: number }
  | { readonly kind: 'export' }
  | { readonly kind: 'workspaces' }
  | { readonly kind: 'help' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'lessons' }
  /** A challenge is made out of the document. */
  | { readonly kind: 'make' }
  | { readonly kind: 'certificate'; readonly certificate: Certificate; readonly of: string }
  | { readonly kind: 'diagram' }
  | { readonly kind: 'find' }
  | { readonly kind: 'matrix' }
  | { readonly kind: 'posture' }
  /** What can be added where a policy is not enforced as written in ambient mode. */
  | { readonly kind: 'additions' }
  /** Edits after which the open request ends otherwise. */
  | { readonly kind: 'repair' }
  /** What changes between the two versions of a forked document. */
  | { readonly kind: 'compare' }
  /** What must be true of the mesh. */
  | { readonly kind: 'invariants' }
  /** From logs or ticks to the tightest policies. */
  | { readonly kind: 'least' }
  /** What the workload that counts as taken over reaches. */
  | { readonly kind: 'compromise' }
  /** Who can reach a workload, exactly. */
  | { readonly kind: 'reach'; readonly workload: WorkloadId };

/** A group of the inspector, opened or closed by hand at a frame. */
export interface Turn {
  /** The frame's id. */
  readonly at: string | null;
  readonly open: boolean;
}

/** What a context menu is about. */
export type MenuTarget =
  | { readonly kind: 'node'; readonly id: NodeId }
  | { readonly kind: 'edge'; readonly from: NodeId; readonly to: NodeId }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'canvas' };

/** An open context menu, with the place on the screen where it was asked for. */
export interface OpenMenu {
  readonly target: MenuTarget;
  readonly at: { readonly x: number; readonly y: number };
}

/** A request or a policy in the making: the node that is pressed next is the end that is missing, the caller first. */
export interface Connecting {
  readonly makes: 'request' | 'policy';
  readonly from: NodeId | null;
  readonly to: NodeId | null;
}

/** What the canvas should bring into view. Each wish is a new object. */
export type LookAt =
  | { readonly kind: 'node'; readonly id: NodeId }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'all' };

/** How all flows end in B, beside A. */
export interface Difference {
  readonly a: HopwiseDocument;
  readonly b: HopwiseDocument;
  readonly flows: FlowDifference;
  readonly lines: readonly LineChange[];
}

/** What has become of the invariants of a document, as far as they have been checked. */
export interface CheckedInvariants {
  readonly document: HopwiseDocument;
  /** By `JSON.stringify` of the demand; while the document is checked anew, what was true of the one before. */
  readonly results: ReadonlyMap<string, InvariantResult>;
  readonly busy: boolean;
}

/** A lesson that is being taken. */
export interface Lesson {
  readonly id: string;
  /** `new`: its first story has yet to be opened. */
  readonly stage: 'new' | 'predict' | 'reveal' | 'do';
  /** Which of the answers was given. */
  readonly guess: number | null;
  /** The story has come to its question once. */
  readonly asked: boolean;
  /** How many of the three hints are open. */
  readonly hints: number;
  /** The solution was written into the document, and nobody has begun again since. */
  readonly shown: boolean;
  /** On the wall: how many hands each answer had. */
  readonly hands: readonly number[];
  /** On the wall: somebody wants to go on from its last step, or back from its first. */
  readonly move: 'next' | 'back' | null;
  /** What there is to do, where it is no built-in lesson. */
  readonly own: Challenge | null;
  /** The break-fix lab that it is. */
  readonly lab: LabPlace | null;
  /** The document that it is written in. */
  readonly source: HopwiseDocument | null;
}

/** A lab, and the set that it is part of: `count` seeds from `first` on; a lab by itself is a set of one. Seed 0: the first one that is not solved yet. */
export interface LabPlace {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
}

export interface Toast {
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** How much somebody wants to be at a place in the text: not asked for, to see it, or to write. */
export type Wish = 'none' | 'see' | 'write';

/** Where the editor should look: a resource's value, or a place in a file, and how much somebody wants to be there. Each request is a new object. */
export type EditorGoal =
  | { readonly kind: 'ref'; readonly ref: SourceRef; readonly focus: boolean }
  | { readonly kind: 'place'; readonly file: string; readonly line: number; readonly wish: Wish };

/** Facts only: whatever follows from them is computed where it is shown. */
export interface State extends Version {
  readonly undo: readonly Version[];
  readonly redo: readonly Version[];
  readonly choice: RequestChoice;

  /** The newest answer, and the newest one whose YAML could be read. */
  readonly latest: Answer | null;
  readonly good: Answer | null;
  readonly engineError: string | null;
  readonly arrival: Arrival;

  readonly frame: FrameId | null;
  readonly moved: 'play' | 'step' | 'jump';
  readonly preview: FrameId | null;
  readonly playing: boolean;
  /** The verdict is not shown before the story, played from its start, has reached it. */
  readonly suspense: boolean;
  readonly detail: Detail;
  readonly rate: Rate;
  readonly pauseAtDecisions: boolean;

  readonly selected: NodeId | null;
  readonly selectedRef: SourceRef | null;
  readonly goal: EditorGoal | null;
  readonly editor: EditorMode;
  /** The list of problems is unfolded. */
  readonly reading: boolean;

  readonly view: View;
  readonly tab: InspectorTab;
  /** Groups of the inspector that were opened or closed by hand: `p:` those of the packet, `w:` rows of checks. */
  readonly turned: Readonly<Record<string, Turn>>;
  /** How many links were opened: what one of them turns takes the place of what was turned by hand. */
  readonly links: number;
  /** While presenting: the wall is dark. */
  readonly blank: boolean;

  /** The kept document that is open; null: one that is not kept, because nobody has changed it. */
  readonly workspace: { readonly id: string; readonly name: string } | null;
  /** Who keeps it: this tab, another one that has it open as well, or nobody, as storage is blocked. */
  readonly keeping: 'here' | 'elsewhere' | 'nowhere';

  readonly lesson: Lesson | null;
  /** A challenge in the making. */
  readonly making: Making | null;
  /** The step before which stories end, so that nobody sees a verdict before saying what it will be; null: they are told whole. */
  readonly veil: string | null;

  readonly theme: Theme;
  readonly motion: Motion;
  readonly hintsDismissed: boolean;
  readonly sizes: PaneSizes;
  readonly singleKeys: boolean;
  readonly dialog: DialogState | null;
  readonly menu: OpenMenu | null;
  readonly connecting: Connecting | null;
  readonly lookAt: LookAt | null;
  /** Namespaces that somebody has folded (true) or unfolded on the canvas and in the outline. */
  readonly folds: Readonly<Record<string, boolean>>;
  readonly toast: Toast | null;
  readonly linkCopied: boolean;
  /** The browser offers to install the app. */
  readonly installable: boolean;
  /** What B changes, as far as it has been worked out. */
  readonly difference: Difference | null;
  /** Null: nobody has asked. */
  readonly invariants: CheckedInvariants | null;
  /** The workload that counts as taken over; null: none. */
  readonly taken: WorkloadId | null;
  /** How far it gets at each node, once that has been worked out. */
  readonly reach: Readonly<Record<NodeId, ReachState>> | null;
  /** `fragment`: as it came, where it may be that only its end is missing. */
  readonly brokenLink: {
    readonly problem: LinkProblem;
    readonly received: number;
    readonly fragment?: string;
  } | null;
}
