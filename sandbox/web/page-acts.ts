import { z } from 'zod';
import type { Workspace } from '../slack/workspace.ts';

/** What a person does on the page, as the page posts it. */

const entered = z.union([
  z.string(),
  z.number(),
  z.array(z.string()),
  z.null(),
  z.record(z.string(), z.unknown()),
]);

const message = z.object({ channel: z.string(), ts: z.string() });
const target = z.union([message, z.object({ view: z.string() })]);

const act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('post'), channel: z.string(), text: z.string().min(1).max(40_000) }),
  z.object({
    act: z.literal('command'),
    channel: z.string(),
    command: z.string(),
    text: z.string().max(40_000),
  }),
  z.object({
    act: z.literal('click'),
    target,
    actionId: z.string(),
    blockId: z.string().optional(),
    value: entered.optional(),
  }),
  z.object({ act: z.literal('suggest'), target, actionId: z.string(), typed: z.string() }),
  z.object({ act: z.literal('globalShortcut'), callbackId: z.string() }),
  z.object({ act: z.literal('messageShortcut'), callbackId: z.string(), target: message }),
  z.object({ act: z.literal('openHome') }),
  z.object({ act: z.literal('submit'), view: z.string(), values: z.record(z.string(), entered) }),
  z.object({ act: z.literal('close'), view: z.string() }),
]);

const request = z.object({ user: z.string(), what: act });

/** Does it. What the person could not have done is an error with a sentence. */
export async function performAct(workspace: Workspace, body: unknown): Promise<unknown> {
  const { user, what } = request.parse(body);
  const person = workspace.as(user);
  const messageAt = ({ channel, ts }: z.infer<typeof message>) => {
    const found = workspace.messages.find(channel, ts, user);
    if (found === undefined) throw new Error('This message is no longer there.');
    return found;
  };
  const viewAt = (id: string) => {
    const found = workspace.views.byId(id);
    if (found === undefined) throw new Error('This view is no longer open.');
    return found;
  };
  const at = (place: z.infer<typeof target>) => ('view' in place ? viewAt(place.view) : messageAt(place));
  switch (what.act) {
    case 'post':
      return await person.post(what.channel, what.text);
    case 'command':
      return await person.command(what.channel, what.command, what.text);
    case 'click':
      return await person.click(at(what.target), what.actionId, {
        ...(what.value !== undefined && { value: what.value }),
        ...(what.blockId !== undefined && { blockId: what.blockId }),
      });
    case 'suggest':
      return await person.suggest(at(what.target), what.actionId, what.typed);
    case 'globalShortcut':
      return await person.globalShortcut(what.callbackId);
    case 'messageShortcut':
      return await person.messageShortcut(what.callbackId, messageAt(what.target));
    case 'openHome':
      return await person.openHome();
    case 'submit':
      return await person.submit(viewAt(what.view), what.values);
    case 'close':
      return await person.closeView(viewAt(what.view));
  }
}
