import { z } from 'zod';
import { type JsonObject, objectsOf } from '../json.ts';
import { describe, type Problems, type Violation, violations } from './check.ts';
import { checkBlocks, ONLY_ONE_TABLE } from './layout.ts';

const MAX_TEXT_CHARACTERS = 40_000;
const MAX_ATTACHMENTS = 100;

const metadata = z.strictObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
  entities: z.array(z.unknown()).optional(),
});

/** Returns the problems for which Slack would reject a message payload; `undefined` for a valid one. */
export function checkMessage(
  payload: JsonObject,
  { textLimit = MAX_TEXT_CHARACTERS }: { textLimit?: number } = {},
): Problems | undefined {
  const { text = '', blocks, attachments } = payload;
  if (typeof text !== 'string')
    return refuse('invalid_arguments', [{ path: ['text'], message: 'must be a string' }]);
  if (text.length > textLimit) {
    return refuse('msg_too_long', [
      { path: ['text'], message: `must be less than ${textLimit + 1} characters` },
    ]);
  }
  const hasContent = [blocks, attachments].some((list) => Array.isArray(list) && list.length > 0);
  const inBlocks = blocks === undefined ? [] : checkBlocks(blocks, 'message', ['blocks']);
  const tables = inBlocks.filter(({ message }) => message === ONLY_ONE_TABLE);
  if (inBlocks.length > tables.length) return refuse('invalid_blocks', inBlocks);
  // Slack treats tables as attachments, so a second table is an attachment error.
  if (tables.length > 0) return refuse('invalid_attachments', tables);
  const inAttachments = attachments === undefined ? [] : checkAttachments(attachments);
  if (inAttachments.length > 0) return refuse('invalid_attachments', inAttachments);
  if (text === '' && !hasContent) return refuse('no_text', []);
  const inMetadata =
    payload['metadata'] === undefined ? [] : violations(metadata, payload['metadata'], ['metadata']);
  return inMetadata.length > 0 ? refuse('invalid_arguments', inMetadata) : undefined;
}

function checkAttachments(attachments: unknown): Violation[] {
  const path = ['attachments'];
  if (!Array.isArray(attachments)) return [{ path, message: 'must be an array' }];
  if (attachments.length > MAX_ATTACHMENTS) {
    return [{ path, message: `no more than ${MAX_ATTACHMENTS} items allowed` }];
  }
  return objectsOf(attachments).flatMap((attachment, index) =>
    attachment['blocks'] === undefined
      ? []
      : checkBlocks(attachment['blocks'], 'message', [...path, index, 'blocks']),
  );
}

const refuse = (error: Problems['error'], found: Violation[]): Problems => ({
  error,
  messages: found.map(describe),
});
