import { z } from 'zod';
import type { Message } from '../slack/message.ts';
import type { View } from '../slack/view.ts';
import type { Workspace } from '../slack/workspace.ts';
import type { Desks } from './desks.ts';

/** An act of a person on the page, as the page posts it. */

/** Slack's state object of one field, such as `{ selected_option: … }`. */
const state = z.record(z.string(), z.unknown());

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
    value: z.union([z.string(), state]).optional(),
  }),
  z.object({ act: z.literal('suggest'), target, actionId: z.string(), typed: z.string() }),
  z.object({ act: z.literal('enter'), target, field: z.string(), state }),
  z.object({ act: z.literal('read'), channel: z.string(), ts: z.string().regex(/^\d+\.\d+$/) }),
  z.object({ act: z.literal('globalShortcut'), callbackId: z.string() }),
  z.object({ act: z.literal('messageShortcut'), callbackId: z.string(), target: message }),
  z.object({ act: z.literal('openHome') }),
  z.object({ act: z.literal('submit'), view: z.string(), values: z.record(z.string(), state) }),
  z.object({ act: z.literal('close'), view: z.string() }),
]);

const request = z.object({ user: z.string(), what: act });

type Target = z.infer<typeof target>;

/** Performs an act and returns the report. @throws {Error} with a sentence for people if the act is impossible */
export async function performAct(workspace: Workspace, desks: Desks, body: unknown): Promise<unknown> {
  const { user, what } = request.parse(body);
  const person = workspace.as(user);
  const messageAt = ({ channel, ts }: z.infer<typeof message>): Message => {
    const found = workspace.messages.find(channel, ts, user);
    if (found === undefined) throw new Error('This message is no longer there.');
    return found;
  };
  const viewAt = (id: string): View => {
    const found = workspace.views.byId(id);
    if (found?.user !== user) throw new Error('This view is no longer open.');
    return found;
  };
  const at = (place: Target): Message | View => ('view' in place ? viewAt(place.view) : messageAt(place));
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
    case 'enter':
      person.enter(at(what.target), { [what.field]: what.state });
      return desks.enter(user, formOf(what.target), what.field, what.state);
    case 'read':
      return desks.read(user, what.channel, what.ts);
    case 'globalShortcut':
      return await person.globalShortcut(what.callbackId);
    case 'messageShortcut':
      return await person.messageShortcut(what.callbackId, messageAt(what.target));
    case 'openHome':
      return await person.openHome();
    case 'submit': {
      const report = await person.submit(viewAt(what.view), what.values);
      desks.showErrors(user, what.view, report.errors ?? {});
      return report;
    }
    case 'close':
      return await person.closeView(viewAt(what.view));
  }
}

/** The page's name of the form that a target belongs to. */
const formOf = (place: Target): string => ('view' in place ? place.view : `${place.channel}/${place.ts}`);
