import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { rungComment } from '../../content/locales/en/ladder.ts';
import { leastComment } from '../../content/locales/en/leastComment.ts';
import { readLogPart } from '../../core/scenario/accessLogs/readPart.ts';
import { understandLog } from '../../core/scenario/accessLogs/understandLog.ts';
import { compromisePart, secondRing } from '../../core/scenario/compromise.ts';
import { admittedPart } from '../../core/scenario/least/admits.ts';
import { proposeLeast } from '../../core/scenario/least/propose.ts';
import { replayRequests } from '../../core/scenario/least/replay.ts';
import { writeTemplate } from '../../core/scenario/writeTemplate.ts';
import { writeRung } from '../../core/scenario/ladder/rung.ts';
import { matrixPart } from '../../core/scenario/matrix.ts';
import { createMemory, evaluate } from '../../core/scenario/evaluate.ts';
import { addTo } from '../../core/scenario/intake/addTo.ts';
import { cleanPart } from '../../core/scenario/intake/cleanPart.ts';
import { understand } from '../../core/scenario/intake/understand.ts';
import { takeOut } from '../../core/scenario/outgo/takeOut.ts';
import { unroll } from '../../core/scenario/intake/unroll.ts';
import { checkPart } from '../../core/scenario/invariants/checkInvariant.ts';
import { makeChallenge } from '../../core/scenario/challenge/makeChallenge.ts';
import { takeChallenge } from '../../core/scenario/challenge/takeChallenge.ts';
import { gradeAll } from '../../core/scenario/lessons/gradeAll.ts';
import { memoryBeside } from '../../core/scenario/side.ts';
import { labOf } from '../../core/scenario/labs/lab.ts';
import { scoreOf } from '../../core/scenario/lessons/score.ts';
import { plainWords, plainWordsOf } from '../../core/scenario/plainWords.ts';
import { problemsOf } from '../../core/scenario/problems.ts';
import { meshNames } from '../../core/scenario/meshNames.ts';
import { referenceAt } from '../../core/scenario/referenceAt.ts';
import { completeAt } from '../../core/yaml/complete/completeAt.ts';
import { helpAt } from '../../core/yaml/complete/helpAt.ts';
import { readForm } from '../../core/yaml/form/readForm.ts';
import { changeResource } from './changes.ts';
import { deadRules } from '../../core/scenario/deadRules.ts';
import { compareDocuments, twoStories } from '../../core/scenario/compare.ts';
import { exactDifference } from '../../core/scenario/exact.ts';
import { reachOfWorkload, rulesOf } from '../../core/scenario/reach.ts';
import { asAmbient } from '../../core/scenario/lens/ambient.ts';
import { additionsOf } from '../../core/scenario/lens/additions.ts';
import { asSidecars } from '../../core/scenario/lens/sidecars.ts';
import { radiusOf } from '../../core/scenario/radius.ts';
import { repairsOf } from '../../core/scenario/repairs.ts';
import { mintCertificate } from '../../core/scenario/svid/mint.ts';
import { tryToken } from '../../core/scenario/tokens/tryToken.ts';
import { addRequest, setAuthorizer, setPosition, setPositions, setToken, setWanted, trustDemoKey } from './edits.ts';
import { addInvariant, removeInvariant } from './invariantEdits.ts';
import { mend } from './mend.ts';
import type { EngineMethods, Question, Reply } from './protocol.ts';
import { studySender } from './studyDelta.ts';

const memory = createMemory();
/** For drafts that are asked about piece by piece, beside the document on show. */
const besideMemory = createMemory();

/** A dump of a cluster is larger than a file may be, for it becomes many. */
const broughtLimit = 48 * 1024 * 1024;

const methods: EngineMethods = {
  evaluate: (document, request) => evaluate(document, request, memory),
  study: (document, request, whole) => ({
    evaluation: evaluate(document, request, memory, whole),
    problems: whole ? problemsOf(document, memory) : null,
  }),
  plainWords: (document, resource) => plainWords(document, resource, memory),
  plainWordsOf: (document, resources) => plainWordsOf(document, resources, memory),
  problems: (document) => problemsOf(document, memory),
  mend,
  addRequest,
  setPosition,
  setPositions,
  matrixPart: (document, from, count, detail) => matrixPart(document, from, count, memory, detail),
  writeRung: (document, rung) => writeRung(document, rung, rungComment, memory),
  repairs: (document, request, goal) => repairsOf(document, request, goal, memory),
  difference: (a, b) => compareDocuments(a, b, memory),
  reachOfWorkload: (document, workload, targets) => reachOfWorkload(document, workload, targets, memory),
  rulesOf: (document, workload, questions) => rulesOf(document, workload, questions, memory),
  deadRules: (document, questions) => deadRules(document, questions, memory),
  exactDifference: (a, b, targets) => exactDifference(a, b, targets, memory),
  twoStories: (a, b, request) => twoStories(a, b, request, memory),
  parting: (a, b, request) => twoStories(a, b, request, memory).parting,
  asAmbient: (document, form) => asAmbient(document, form, memory),
  asSidecars: (document) => asSidecars(document, memory),
  additions: (document) => additionsOf(document, memory),
  radius: (before, after, request) => radiusOf(before, after, request, memory),
  setWanted,
  invariantPart: (document, demand, from, most) => checkPart(document, { demand }, from, most, memory),
  addInvariant,
  removeInvariant,
  setToken,
  setAuthorizer,
  trustDemoKey,
  readForm: (document, file, place) => {
    const text = textOf(document, file);
    return text === null ? { kind: 'nothing' } : readForm(text, place, memory.parses);
  },
  writeTemplate: (document, intent, answers) => writeTemplate(document, intent, answers, memory),
  completeAt: (document, file, offset) => {
    const text = textOf(document, file);
    return text === null ? null : completeAt(text, offset, meshNames(document, memory));
  },
  helpAt: (document, file, offset) => {
    const text = textOf(document, file);
    return text === null ? null : helpAt(text, offset, memory.parses);
  },
  referenceAt: (document, file, offset) => referenceAt(document, file, offset, memory),
  changeResource: (document, file, index, change) => changeResource(document, file, index, change, memory.parses),
  meshNames: (document) => meshNames(document, memory),
  mintCertificate,
  tryToken: (document, request, token) => tryToken(document, request, token, memory),
  unroll: (text) => unroll(text, broughtLimit),
  cleanPart: (documents, options) => cleanPart(documents, options, memory.parses),
  understand: (files, base) => understand(files, base, memory),
  addTo,
  takeOut,
  compromisePart: (document, workload, from, count) => compromisePart(document, workload, from, count, besideMemory),
  secondRing: (document, workload, reached, known) => secondRing(document, workload, reached, known, besideMemory),
  readLogPart,
  understandLog: (document, parts, writer) => understandLog(document, parts, writer, memory),
  proposeLeast: (document, wanted, wishes) => proposeLeast(document, wanted, wishes, leastComment, memory),
  admittedPart: (document, wanted, from, count) => admittedPart(document, wanted, from, count, besideMemory),
  replayRequests: (document, requests) => replayRequests(document, requests, besideMemory),
  grade: (document, start, goals) => gradeAll(document, start, goals, memory),
  evaluateBeside: (document) => evaluate(document, null, memoryBeside(memory)),
  takeChallenge: (document) => takeChallenge(document, memory),
  makeChallenge: (start, solution, draft) => makeChallenge(start, solution, draft, memory),
  score: (challenge, document) => scoreOf(challenge, document, memory),
  lab: (seed) => labOf(seed, memory),
};

function textOf({ files }: HopwiseDocument, file: string): string | null {
  return files.find(({ name }) => name === file)?.text ?? null;
}

function answer(question: Exclude<Question, { method: 'study' }>): ReturnType<EngineMethods[typeof question.method]> {
  switch (question.method) {
    case 'evaluate':
      return methods.evaluate(...question.args);
    case 'plainWords':
      return methods.plainWords(...question.args);
    case 'plainWordsOf':
      return methods.plainWordsOf(...question.args);
    case 'problems':
      return methods.problems(...question.args);
    case 'mend':
      return methods.mend(...question.args);
    case 'addRequest':
      return methods.addRequest(...question.args);
    case 'setPosition':
      return methods.setPosition(...question.args);
    case 'setPositions':
      return methods.setPositions(...question.args);
    case 'matrixPart':
      return methods.matrixPart(...question.args);
    case 'writeRung':
      return methods.writeRung(...question.args);
    case 'repairs':
      return methods.repairs(...question.args);
    case 'difference':
      return methods.difference(...question.args);
    case 'reachOfWorkload':
      return methods.reachOfWorkload(...question.args);
    case 'rulesOf':
      return methods.rulesOf(...question.args);
    case 'deadRules':
      return methods.deadRules(...question.args);
    case 'exactDifference':
      return methods.exactDifference(...question.args);
    case 'twoStories':
      return methods.twoStories(...question.args);
    case 'parting':
      return methods.parting(...question.args);
    case 'asAmbient':
      return methods.asAmbient(...question.args);
    case 'asSidecars':
      return methods.asSidecars(...question.args);
    case 'additions':
      return methods.additions(...question.args);
    case 'radius':
      return methods.radius(...question.args);
    case 'setWanted':
      return methods.setWanted(...question.args);
    case 'invariantPart':
      return methods.invariantPart(...question.args);
    case 'addInvariant':
      return methods.addInvariant(...question.args);
    case 'removeInvariant':
      return methods.removeInvariant(...question.args);
    case 'setToken':
      return methods.setToken(...question.args);
    case 'setAuthorizer':
      return methods.setAuthorizer(...question.args);
    case 'trustDemoKey':
      return methods.trustDemoKey(...question.args);
    case 'readForm':
      return methods.readForm(...question.args);
    case 'changeResource':
      return methods.changeResource(...question.args);
    case 'writeTemplate':
      return methods.writeTemplate(...question.args);
    case 'completeAt':
      return methods.completeAt(...question.args);
    case 'helpAt':
      return methods.helpAt(...question.args);
    case 'referenceAt':
      return methods.referenceAt(...question.args);
    case 'meshNames':
      return methods.meshNames(...question.args);
    case 'mintCertificate':
      return methods.mintCertificate(...question.args);
    case 'tryToken':
      return methods.tryToken(...question.args);
    case 'unroll':
      return methods.unroll(...question.args);
    case 'cleanPart':
      return methods.cleanPart(...question.args);
    case 'understand':
      return methods.understand(...question.args);
    case 'addTo':
      return methods.addTo(...question.args);
    case 'grade':
      return methods.grade(...question.args);
    case 'compromisePart':
      return methods.compromisePart(...question.args);
    case 'secondRing':
      return methods.secondRing(...question.args);
    case 'readLogPart':
      return methods.readLogPart(...question.args);
    case 'understandLog':
      return methods.understandLog(...question.args);
    case 'proposeLeast':
      return methods.proposeLeast(...question.args);
    case 'admittedPart':
      return methods.admittedPart(...question.args);
    case 'replayRequests':
      return methods.replayRequests(...question.args);
    case 'evaluateBeside':
      return methods.evaluateBeside(...question.args);
    case 'takeChallenge':
      return methods.takeChallenge(...question.args);
    case 'makeChallenge':
      return methods.makeChallenge(...question.args);
    case 'score':
      return methods.score(...question.args);
    case 'lab':
      return methods.lab(...question.args);
    case 'takeOut':
      return methods.takeOut(...question.args);
  }
}

const send = studySender();

self.onmessage = ({ data }: MessageEvent<Question>) => {
  let reply: Reply;
  try {
    reply =
      data.method === 'study'
        ? { id: data.id, ok: true, study: send(methods.study(...data.args)) }
        : { id: data.id, ok: true, value: answer(data) };
  } catch (error) {
    reply = {
      id: data.id,
      ok: false,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
  self.postMessage(reply);
};
