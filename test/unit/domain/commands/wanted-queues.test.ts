import { expect, test } from 'vitest';
import type { NamedQueue } from '../../../../src/domain/commands/queue-command.ts';
import { wantedQueues } from '../../../../src/domain/commands/wanted-queues.ts';
import { known } from '../../../../src/domain/floor/fact.ts';
import { NOW, SOURCES } from '../../../support/floors/agent-cards.ts';

const COUNT = 5_000;

/** Queues that count the readings of their names. */
function countedQueues() {
  let reads = 0;
  const queues = Array.from(
    { length: COUNT },
    (_, index): NamedQueue => ({
      id: index + 1,
      get name() {
        reads += 1;
        return `Team ${index + 1}`;
      },
    }),
  );
  return { queues: known(queues, SOURCES.floor, NOW), reads: () => reads };
}

test('many names are found by reading each queue’s name once', () => {
  const one = countedQueues();
  wantedQueues(['team 7'], one.queues);
  const many = countedQueues();
  const typed = Array.from({ length: 100 }, (_, index) => `team ${index + 1}`);
  expect(idsOf(wantedQueues(typed, many.queues))).toHaveLength(100);
  expect(many.reads()).toBe(one.reads());
});

test('beyond the maximum number no further name is looked up', () => {
  const { queues } = countedQueues();
  const typed = [...Array.from({ length: COUNT }, (_, index) => `team ${index + 1}`), 'nonsense'];
  expect(idsOf(wantedQueues(typed, queues))).toHaveLength(101);
});

test('a repeated name counts once', () => {
  const { queues } = countedQueues();
  expect(
    wantedQueues(
      Array.from({ length: COUNT }, () => 'team 7'),
      queues,
    ),
  ).toEqual({ kind: 'queues', ids: [7] });
});

function idsOf(found: ReturnType<typeof wantedQueues>) {
  return found.kind === 'queues' ? found.ids : [];
}
