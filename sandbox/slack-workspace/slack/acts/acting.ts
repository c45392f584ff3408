import type { AppEvents } from '../app-events.ts';
import type { Block } from '../block.ts';
import type { Context } from '../context.ts';
import type { Deliver, Delivery, DeliveryReport } from '../deliveries/delivery.ts';
import type { Person } from '../directory.ts';
import type { Element, FormState, InputValue, PlacedElement } from '../form.ts';
import { elementsIn, enteredState, optionFor } from '../form.ts';
import type { JsonObject } from '../json.ts';
import type { Payloads } from '../payloads.ts';

/** The data and parts that a person's acts use. */
export interface Acting {
  person: Person;
  context: Context;
  payloads: Payloads;
  appEvents: AppEvents;
  /** The person's choices in the menus of messages, by message. */
  messageStates: Map<string, FormState>;
  deliver: Deliver;
}

export interface ClickOptions {
  /** For menus, the value or values of the chosen options; for text fields, the text. */
  value?: InputValue;
  /** The chosen option as a whole, from the suggestions of an external menu. */
  selectedOption?: JsonObject;
  /** The block of the element, if its action id is not unique. */
  blockId?: string;
}

/** Sends a payload on behalf of a person. The `seq` of the report is the position of the event log before the act. */
export async function send(acting: Acting, delivery: Delivery): Promise<DeliveryReport> {
  const seq = acting.context.events.seq;
  const ack = await acting.deliver(delivery, acting.person.id);
  return { ...ack, seq, sent: true };
}

/** The report of an act that Slack does not send to the app. */
export const unsent = (acting: Acting): DeliveryReport => ({
  acked: false,
  ackMs: 0,
  sent: false,
  seq: acting.context.events.seq,
});

export function findElement(blocks: readonly Block[], actionId: string, blockId?: string): PlacedElement {
  const all = elementsIn(blocks);
  const found = all.find(
    (placed) =>
      placed.element.action_id === actionId && (blockId === undefined || placed.blockId === blockId),
  );
  if (found !== undefined) return found;
  const known = all.map(({ element }) => element.action_id).join(', ');
  throw new Error(
    `Nothing with action id "${actionId}" is shown here; there is: ${known || 'nothing to act on'}`,
  );
}

/** Returns the entry of `actions` for the use of one element. */
export function actionOf(
  acting: Acting,
  { blockId, element }: PlacedElement,
  options: ClickOptions,
): JsonObject {
  const base = {
    type: element.type,
    action_id: element.action_id,
    block_id: blockId,
    action_ts: acting.context.ids.ts(),
  };
  if (element.type === 'overflow') {
    return { ...base, selected_option: chosenOption(element, options) };
  }
  const state = stateOf(element, options);
  if (state !== undefined) return { ...base, ...state };
  const { text, value, style, url } = element;
  return { ...base, text, ...defined({ value: options.value ?? value, style, url }) };
}

/** Returns the new state of an input after its use; `undefined` for a button. */
export function stateOf(element: Element, options: ClickOptions): JsonObject | undefined {
  const entered = options.selectedOption ?? options.value;
  if (entered === undefined) return enteredState(element, null);
  const state = enteredState(element, options.selectedOption ? { selected_option: entered } : entered);
  if (state !== undefined || element.type === 'button') return state;
  throw new Error(`"${element.action_id}" has no option ${JSON.stringify(entered)}`);
}

function chosenOption(element: Element, { value, selectedOption }: ClickOptions): JsonObject {
  const option = selectedOption ?? optionFor(element, value);
  if (option === undefined) throw new Error(`"${element.action_id}" has no option ${JSON.stringify(value)}`);
  return option;
}

const defined = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
