import { describe, expect, test } from 'vitest';
import { type ErrorCode, FloorwalkerError } from '../../src/errors.ts';
import { ADA, startSlackLayer } from '../support/bots/slack-layer.ts';

/**
 * The error code, the words beside the field, the words on App Home, and words that must not stand beside the field.
 */
const WORDS = [
  ['storage-unavailable', 'database cannot be used just now', 'database does not answer', 'did not say'],
  ['storage-outcome-unknown', 'did not say whether it kept this', 'database does not answer', 'not be kept'],
  ['storage-foreign', 'belongs to another workspace', 'belongs to another workspace', 'does not answer'],
  ['internal-error', 'something went wrong', 'something went wrong', 'database'],
] as const satisfies [ErrorCode, string, string, string][];

describe.each(['socket', 'http'] as const)('a choice of queues that fails, in %s mode', (mode) => {
  test.each(WORDS)('with %s is explained with its reason', async (code, beside, onHome, never) => {
    const fail = () => Promise.reject(new FloorwalkerError(code));
    let isReadable = true;
    const of = () => (isReadable ? Promise.resolve([1]) : fail());
    await using layer = await startSlackLayer(mode, { favourites: { of, choose: fail } });
    const person = layer.workspace.as(ADA);
    const { seq } = await person.openHome();
    const home = await layer.view('view_published', seq);
    const pressed = await person.click(home, 'home_choose_queues');
    const form = await layer.view('view_updated', pressed.seq);
    const { errors } = await person.submit(form, { favourite_queues: ['1'] });
    const told = JSON.stringify(errors);
    expect(told).toContain(beside);
    expect(told).toContain(`reference: ${code}`);
    expect(told).not.toContain(never);

    isReadable = false;
    const again = await person.openHome();
    const page = JSON.stringify((await layer.view('view_published', again.seq)).blocks);
    expect(page).toContain(onHome);
    expect(page).toContain(`reference: ${code}`);
  });
});
