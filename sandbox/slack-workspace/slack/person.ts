import type { Acting, ClickOptions } from './acts/acting.ts';
import { type ChannelActs, createChannelActs } from './acts/channel-acts.ts';
import { createViewActs, type ViewActs } from './acts/view-acts.ts';
import type { DeliveryReport } from './deliveries/delivery.ts';
import type { InputValue } from './form.ts';
import type { JsonObject } from './json.ts';
import type { Message } from './message.ts';
import type { View } from './view.ts';

/** One person with a Slack client: the acts of the person, and the visible messages and views. */
export interface WorkspacePerson
  extends Omit<ChannelActs, 'clickInMessage' | 'enterInMessage' | 'suggestInMessage'>,
    Omit<ViewActs, 'clickInView' | 'enterInView' | 'suggestInView'> {
  readonly id: string;
  /** Uses a button, menu or other element of a message, modal or Home tab. */
  click(target: Message | View, actionId: string, options?: ClickOptions): Promise<DeliveryReport>;
  /**
   * Enters values into fields, by `block id.action id`; the app finds them in `state` after the next action or
   * submission.
   */
  enter(target: Message | View, values: Record<string, InputValue>): void;
  /** Types into an external menu. Returns the options that the app offers. */
  suggest(
    target: Message | View,
    actionId: string,
    typed: string,
  ): Promise<DeliveryReport & { options: JsonObject[] }>;
}

export function createPerson(acting: Acting): WorkspacePerson {
  const inChannels = createChannelActs(acting);
  const inViews = createViewActs(acting);
  return {
    id: acting.person.id,
    ...inChannels,
    ...inViews,
    click: (target, actionId, options) =>
      target.type === 'message'
        ? inChannels.clickInMessage(target, actionId, options)
        : inViews.clickInView(target, actionId, options),
    enter: (target, values) =>
      target.type === 'message'
        ? inChannels.enterInMessage(target, values)
        : inViews.enterInView(target, values),
    suggest: (target, actionId, typed) =>
      target.type === 'message'
        ? inChannels.suggestInMessage(target, actionId, typed)
        : inViews.suggestInView(target, actionId, typed),
  };
}
