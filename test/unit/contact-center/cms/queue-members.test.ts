import { expect, test } from 'vitest';
import { readQueueMembers } from '../../../../src/contact-center/cms/queue-members.ts';
import {
  type CmsAnswer,
  createScriptedCms,
  refusal,
  requestsTo,
  success,
} from '../../../support/peers/scripted-cms.ts';

function read(answer: CmsAnswer, queueIds: readonly number[]) {
  const client = createScriptedCms(answer);
  const ask = { signal: AbortSignal.timeout(15_000), urgency: 'person' } as const;
  return { members: readQueueMembers(requestsTo(client), queueIds, ask), asked: client.questions };
}

/** Answers as the platform, which rejects the whole request for one queue too many or one out of range. */
const everyQueueHasTwo: CmsAnswer = ({ parameters }) => {
  const ids = parameters['skillIds'];
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > 1_000) return refusal('0100002');
  if (!ids.every((id) => id >= 1 && id <= 5_000)) return refusal('0100002');
  return success(ids.map((id) => ({ skillId: id, agentIds: [1099, 1100] })));
};

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test.for([
  [1, 1],
  [1_000, 1],
  [1_001, 2],
  [5_000, 5],
] as const)('%i queues are asked about in %i questions', async ([queues, questions]) => {
  const { members, asked } = read(everyQueueHasTwo, upTo(queues));
  const { queues: found, queuesRead, malformedRecords } = await members;
  expect(found.size).toBe(queues);
  expect(queuesRead.size).toBe(queues);
  expect(malformedRecords).toBe(0);
  expect(asked).toHaveLength(questions);
});

test('a queue that the interface cannot return is not requested, without effect on the others', async () => {
  const { members } = read(everyQueueHasTwo, [0, 1, 5_000, 5_001, 65_535]);
  expect((await members).queuesRead).toEqual(new Set([1, 5_000]));
});

test('no queues need no request', async () => {
  const { members, asked } = read(everyQueueHasTwo, [6_000]);
  expect(await members).toEqual({ queues: new Map(), queuesRead: new Set(), malformedRecords: 0 });
  expect(asked).toEqual([]);
});

test.for([
  ['an empty list', { skillId: 2, agentIds: [] }],
  ['null', { skillId: 2, agentIds: null }],
  ['null rows', { skillId: '2', agents: null }],
] as const)('%s is nobody', async ([, row]) => {
  const { members } = read(() => success([{ skillId: 1, agentIds: [1099] }, row]), [1, 2]);
  expect(await members).toMatchObject({ queuesRead: new Set([1, 2]), malformedRecords: 0 });
});

test('a queue without a row has no agents', async () => {
  const { members } = read(() => success([{ skillId: 1, agentIds: [1099] }]), [1, 2]);
  expect(await members).toMatchObject({ queuesRead: new Set([1, 2]) });
});

test.for([
  ['neither field', { skillId: 2, agentlist: [1099] }],
  ['a text', { skillId: 2, agentIds: '1099' }],
  ['no number', { agentIds: [1099] }],
  ['nothing at all', null],
] as const)('a row with %s is told as unreadable, and is not nobody', async ([, row]) => {
  const { members } = read(() => success([{ skillId: 1, agentIds: [1099] }, row]), [1, 2]);
  expect(await members).toEqual({
    queues: new Map([[1, [1099]]]),
    queuesRead: new Set([1]),
    malformedRecords: 1,
  });
});

test('malformed agents are counted, and those listed twice appear once', async () => {
  const agentIds = [1099, '1100', null, 'x', 7, 1099];
  const { members } = read(() => success([{ skillId: 1, agentIds }]), [1]);
  expect(await members).toMatchObject({ queues: new Map([[1, [1099, 1100]]]), malformedRecords: 3 });
});

test.for([[[{ skillId: 1 }, { skillId: 2 }]], ['none'], [{ skillId: 1 }]] as const)(
  'a reply without a documented row is another interface: %o',
  async ([payload]) => {
    await expect(read(() => success(payload), [1, 2]).members).rejects.toMatchObject({
      code: 'upstream-garbled',
    });
  },
);
