import { expect, test } from 'vitest';
import { environmentSchema } from '../../../src/configuration/environment.ts';

const timeZone = environmentSchema.shape.TIME_ZONE;

test.each([
  ['europe/madrid', 'Europe/Madrid'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['UTC', 'UTC'],
  [undefined, 'UTC'],
])('TIME_ZONE=%s is %s', (value, zone) => {
  expect(timeZone.parse(value)).toBe(zone);
});

test.each([
  ['BST', ': do you mean Europe/London?'],
  ['EST5EDT', ': do you mean America/New_York?'],
  ['Etc/UTC', ': do you mean UTC?'],
  ['GMT+2', ': do you mean Africa/Johannesburg?'],
  ['Europe/Lodnon', ': do you mean Europe/London?'],
  ['Atlantis', ''],
])('TIME_ZONE=%s is refused', (value, question) => {
  expect(timeZone.safeParse(value).error?.issues[0]?.message).toBe(
    `must be the IANA zone of a region, such as Europe/Madrid, or UTC${question}`,
  );
});
