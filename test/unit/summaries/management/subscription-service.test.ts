import { describe, expect, test } from 'vitest';
import type { Access, Refusal } from '../../../../src/domain/access/access.ts';
import {
  createSubscriptionService,
  type SubscriptionService,
  type SubscriptionServiceOptions,
} from '../../../../src/summaries/management/subscription-service.ts';
import type { SubscriptionStatus } from '../../../../src/summaries/management/subscription-statuses.ts';
import { OWN_CHANNELS } from '../../../support/peers/own-channels.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';

const NOT_A_SUPERVISOR = { reason: 'not-a-supervisor', supervisors: ['UBOSS'] } as const;
const WANTED = {
  channelId: 'C1',
  schedule: { times: ['18:00'], days: ['mon'], zone: 'UTC' },
  queues: [],
} as const;
/** Subscription 1, of the person UOWNER in the workspace T1. */
const STATUS: SubscriptionStatus = {
  subscription: {
    number: 1,
    teamId: 'T1',
    ownerId: 'UOWNER',
    channelId: 'C1',
    queues: [],
    schedule: WANTED.schedule,
    confirmedReaders: [],
    state: { kind: 'paused', reason: 'requested' },
  },
  next: null,
  last: null,
};

const granted = (userId: string, agentsRefused: typeof NOT_A_SUPERVISOR | null): Access => ({
  kind: 'granted',
  requester: { teamId: 'T1', userId, channelId: 'C1' },
  agentsRefused,
});
const refused = (userId: string, refusal: Refusal, teamId = 'T1'): Access => ({
  kind: 'refused',
  requester: { teamId, userId, channelId: 'C1' },
  refusal,
});

const PEOPLE = {
  'the owner': granted('UOWNER', NOT_A_SUPERVISOR),
  'the owner, a supervisor': granted('UOWNER', null),
  'the owner, a guest by now': refused('UOWNER', { reason: 'guest' }),
  'a supervisor': granted('UBOSS', null),
  'a member': granted('UMEMBER', NOT_A_SUPERVISOR),
  'a guest': refused('UGUEST', { reason: 'guest' }),
  'a stranger': refused('USTRANGER', { reason: 'stranger' }),
  'a person of another workspace': refused('UOWNER', { reason: 'stranger' }, 'T2'),
  'a person of whom Slack says nothing': refused('UBOSS', { reason: 'rights-unknown' }),
} as const satisfies Record<string, Access>;

const ACTIONS = {
  subscribe: (service, access) => service.save(access, null, WANTED),
  edit: (service, access) => service.save(access, 1, WANTED),
  find: (service, access) => service.find(access, 1),
  pause: (service, access) => service.change(access, 1, 'pause'),
  resume: (service, access) => service.change(access, 1, 'resume'),
  unsubscribe: (service, access) => service.change(access, 1, 'unsubscribe'),
  send: (service, access) => service.send(access, 1, 'trigger'),
  list: (service, access) => service.list(access),
} as const satisfies Record<
  string,
  (service: SubscriptionService, access: Access) => Promise<{ kind: string }>
>;
type Action = keyof typeof ACTIONS;

const ALL_DONE: Record<Action, string> = {
  subscribe: 'saved',
  edit: 'saved',
  find: 'found',
  pause: 'done',
  resume: 'done',
  unsubscribe: 'done',
  send: 'done',
  list: 'list',
};
const every = (kind: string): Record<Action, string> => ({
  subscribe: kind,
  edit: kind,
  find: kind,
  pause: kind,
  resume: kind,
  unsubscribe: kind,
  send: kind,
  list: kind,
});

const EXPECTED: Record<keyof typeof PEOPLE, Record<Action, string>> = {
  'the owner': { ...every('refused'), pause: 'done', unsubscribe: 'done', list: 'list' },
  'the owner, a supervisor': ALL_DONE,
  'the owner, a guest by now': every('refused'),
  'a supervisor': ALL_DONE,
  'a member': { ...every('not-yours'), subscribe: 'refused', list: 'list' },
  'a guest': every('refused'),
  'a stranger': every('refused'),
  'a person of another workspace': { ...every('no-such'), subscribe: 'refused', list: 'refused' },
  'a person of whom Slack says nothing': every('refused'),
};

/** Creates the service on a store that records writes. */
function open() {
  const written: string[] = [];
  const write =
    <T>(what: string, result: T) =>
    async () => {
      written.push(what);
      return result;
    };
  const statuses: SubscriptionServiceOptions['statuses'] = {
    of: async () => STATUS,
    ofNew: () => STATUS,
    find: async (number) => (number === 1 ? STATUS : undefined),
    list: async ({ teamId, ownerId }) =>
      teamId === 'T1' && (ownerId === undefined || ownerId === 'UOWNER') ? [STATUS] : [],
    same: async () => undefined,
    afterEdit: () => STATUS,
  };
  const changes: SubscriptionServiceOptions['changes'] = {
    subscribe: write('subscribe', { kind: 'new', subscription: STATUS.subscription }),
    edit: write('edit', true),
    pause: write('pause', true),
    resume: write('resume', true),
    unsubscribe: write('unsubscribe', true),
    send: write('send', { kind: 'accepted' }),
  };
  const service = createSubscriptionService({
    statuses,
    changes,
    queues: () => Promise.resolve({ kind: 'not-measured' }),
    channels: OWN_CHANNELS,
    within: (_ms, work) => work(),
    logger: createRecordingLogger(),
  });
  return { service, written };
}

const CASES = Object.entries(ACTIONS).flatMap(([action, act]) =>
  Object.entries(PEOPLE).map(([who, access]) => ({ action, act, who, access })),
);
const kindFor = (who: string, action: string) =>
  new Map(Object.entries(EXPECTED).map(([name, kinds]) => [name, new Map(Object.entries(kinds))]))
    .get(who)
    ?.get(action);

describe('a subscription', () => {
  test.for(CASES)('$action by $who', async ({ action, act, who, access }) => {
    const { service, written } = open();
    const result = await act(service, access);
    expect(result.kind).toBe(kindFor(who, action));
    const refusal = access.kind === 'refused' ? access.refusal : NOT_A_SUPERVISOR;
    expect(result).toMatchObject(result.kind === 'refused' ? { refusal } : {});
    const isWritten = result.kind === 'done' || result.kind === 'saved';
    expect(written).toEqual(isWritten ? [action] : []);
  });

  test('is listed to supervisors with those of others, and to other members only if it is their own', async () => {
    const { service } = open();
    const listed = async (access: Access) => {
      const result = await service.list(access);
      return result.kind === 'list' ? [result.list.statuses.length, result.list.isSupervisor] : null;
    };
    expect(await listed(PEOPLE['a supervisor'])).toEqual([1, true]);
    expect(await listed(PEOPLE['the owner'])).toEqual([1, false]);
    expect(await listed(PEOPLE['a member'])).toEqual([0, false]);
  });

  test('has its owner for a member who may not change it', async () => {
    const { service } = open();
    expect(await service.change(PEOPLE['a member'], 1, 'pause')).toEqual({
      kind: 'not-yours',
      ownerId: 'UOWNER',
    });
  });

  test('that does not exist is reported as such', async () => {
    const { service } = open();
    expect(await service.find(PEOPLE['a supervisor'], 2)).toEqual({ kind: 'no-such', number: 2 });
  });
});
