import { z } from 'zod';
import { isObject, type JsonObject, objectsOf } from '../json.ts';
import { describe, type Problems, type Violation, violations } from './check.ts';
import { plainText } from './composition.ts';
import { checkBlocks } from './layout.ts';

const MAX_VIEW_BYTES = 250_000;

const common = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

const frame = {
  modal: z.strictObject({
    type: z.literal('modal'),
    ...common,
    title: plainText(24),
    close: plainText(24).optional(),
    submit: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  }),
  home: z.strictObject({ type: z.literal('home'), ...common }),
};

/** Returns the problems for which Slack would reject a view; `undefined` for a valid one. */
export function checkView(view: unknown, expected: 'modal' | 'home'): Problems | undefined {
  if (!isObject(view)) return refuse([{ path: ['view'], message: 'must be an object' }]);
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW_BYTES)
    return { error: 'view_too_large', messages: [] };
  const found = [
    ...violations(frame[expected], view, ['view']),
    ...(Array.isArray(view['blocks']) ? checkBlocks(view['blocks'], expected, ['view', 'blocks']) : []),
    ...(expected === 'modal' ? missingSubmit(view) : []),
  ];
  return found.length > 0 ? refuse(found) : undefined;
}

/** Checks that a modal with input blocks has a submit button. */
function missingSubmit(view: JsonObject): Violation[] {
  const hasInput = objectsOf(view['blocks']).some((block) => block['type'] === 'input');
  return hasInput && view['submit'] === undefined
    ? [{ path: ['view'], message: 'missing required field: submit' }]
    : [];
}

/** Slack rejects a view as an invalid argument, not as invalid blocks: slack-go#805, slackblocks#36. */
const refuse = (found: Violation[]): Problems => ({
  error: 'invalid_arguments',
  messages: found.map(describe),
});
