import { expect, test } from 'vitest';
import { BodyBudget, readBody } from '../../../../src/contact-center/http/read-body.ts';

const MIB = 1024 * 1024;

async function* pieces(count: number, size = MIB): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield new Uint8Array(size);
}

const read = (budget: BodyBudget, body: AsyncIterable<Uint8Array>) =>
  readBody({ headers: {}, body }, 32 * MIB, budget);

test('the total size of all replies is bounded, except small ones', async () => {
  const budget = new BodyBudget();
  const gate = Promise.withResolvers<void>();
  const isHeld = Promise.withResolvers<void>();
  async function* held(): AsyncGenerator<Uint8Array> {
    yield* pieces(30);
    isHeld.resolve();
    await gate.promise;
  }
  const first = read(budget, held());
  await isHeld.promise;
  const second = read(budget, pieces(30));
  await expect(second).rejects.toMatchObject({
    code: 'upstream-too-large',
    detail: 'more than all replies together may hold',
  });
  const third = read(budget, pieces(5));
  expect(await third).toHaveLength(5 * MIB);
  expect(await read(budget, pieces(1, 10))).toHaveLength(10);
  gate.resolve();
  expect(await first).toHaveLength(30 * MIB);
});

test('completed and rejected replies no longer count', async () => {
  const budget = new BodyBudget();
  for (let round = 0; round < 5; round += 1) {
    expect(await read(budget, pieces(30))).toHaveLength(30 * MIB);
    await expect(read(budget, pieces(33))).rejects.toMatchObject({ code: 'upstream-too-large' });
  }
});
