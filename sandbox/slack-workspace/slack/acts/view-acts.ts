import { checkView } from '../block-kit/view.ts';
import type { DeliveryReport } from '../deliveries/delivery.ts';
import { elementsIn, enteredState, formErrors, type InputValue, type PlacedElement } from '../form.ts';
import { isObject, type JsonObject, textOf } from '../json.ts';
import { type View, viewShape } from '../view.ts';
import { type Acting, actionOf, type ClickOptions, findElement, send, stateOf, unsent } from './acting.ts';
import { optionsIn } from './channel-acts.ts';

/** Values by action id, by block id, or by `block id.action id`. */
export type EnteredValues = Record<string, InputValue>;

export interface ViewActs {
  openHome(tab?: 'home' | 'messages'): Promise<DeliveryReport>;
  homeView(): View | undefined;
  /** The topmost modal. */
  openModal(): View | undefined;
  clickInView(view: View, actionId: string, options?: ClickOptions): Promise<DeliveryReport>;
  suggestInView(
    view: View,
    actionId: string,
    typed: string,
  ): Promise<DeliveryReport & { options: JsonObject[] }>;
  /** Enters values without submitting. The app finds them in `state` after the next action. */
  enterInView(view: View, values: EnteredValues): void;
  /** Enters values and submits the topmost modal. Other fields keep their values. */
  submit(view: View, values?: EnteredValues): Promise<DeliveryReport>;
  closeView(view: View): Promise<DeliveryReport>;
}

export function createViewActs(acting: Acting): ViewActs {
  const { appEvents, context, payloads, person } = acting;
  const { directory, responseUrls, views } = context;

  /** Returns the present version of a view. @throws {Error} if the view is closed, which is a mistake of the test */
  function current(view: View): View {
    const now = views.byId(view.id);
    if (now === undefined || now.user !== person.id)
      throw new Error(`${person.id} has no view ${view.id} open`);
    if (now.type === 'modal' && views.top(person.id) !== now)
      throw new Error(`View ${view.id} is not in front`);
    return now;
  }

  async function openHome(tab: 'home' | 'messages' = 'home'): Promise<DeliveryReport> {
    const report = unsent(acting);
    const published = views.home(person.id);
    const ack = await appEvents.send({
      type: 'app_home_opened',
      user: person.id,
      channel: directory.directMessage(person.id).id,
      tab,
      ...(published && tab === 'home' && { view: viewShape(published) }),
    });
    return ack === undefined ? report : { ...report, ...ack, sent: true };
  }

  async function clickInView(
    shown: View,
    actionId: string,
    options: ClickOptions = {},
  ): Promise<DeliveryReport> {
    const placed = findElement(shown.blocks, actionId, options.blockId);
    const view = current(shown);
    const chosen = placed.element.type === 'overflow' ? undefined : stateOf(placed.element, options);
    if (chosen !== undefined) views.fill(view, placed.blockId, actionId, chosen);
    const body = payloads.viewActions(person, view, [actionOf(acting, placed, options)]);
    return await send(acting, { kind: 'interactive', body });
  }

  async function suggestInView(
    shown: View,
    actionId: string,
    typed: string,
  ): Promise<DeliveryReport & { options: JsonObject[] }> {
    const { blockId } = findElement(shown.blocks, actionId);
    const field = { block_id: blockId, action_id: actionId, value: typed };
    const body = payloads.viewSuggestion(person, current(shown), field);
    const report = await send(acting, { kind: 'interactive', body });
    return { ...report, options: optionsIn(report.ackBody) };
  }

  async function submit(shown: View, values: EnteredValues = {}): Promise<DeliveryReport> {
    const view = current(shown);
    for (const [key, value] of Object.entries(values)) fillIn(view, key, value);
    const errors = formErrors(view.blocks, view.state.values);
    if (Object.keys(errors).length > 0) return { ...unsent(acting), error: 'required_fields', errors };
    const body = payloads.viewSubmission(person, view, responseUrlsFor(view));
    const report = await send(acting, { kind: 'interactive', body });
    return report.acked ? follow(view, report) : report;
  }

  function fillIn(view: View, key: string, value: InputValue): void {
    const matches = ({ blockId, element }: PlacedElement): boolean =>
      [element.action_id, blockId, `${blockId}.${element.action_id}`].includes(key);
    const placed = elementsIn(view.blocks).find(matches);
    if (placed === undefined) throw new Error(`The modal has no field "${key}"`);
    const state = enteredState(placed.element, value);
    if (state === undefined) throw new Error(`"${key}" does not offer ${JSON.stringify(value)}`);
    views.fill(view, placed.blockId, placed.element.action_id, state);
  }

  /** Returns the response URLs that conversation menus of a view ask for. */
  function responseUrlsFor(view: View): JsonObject[] {
    return elementsIn(view.blocks).flatMap(({ blockId, element }) => {
      const state = view.state.values[blockId]?.[element.action_id];
      const channel = textOf(state?.['selected_conversation']) ?? textOf(state?.['selected_channel']);
      if (element['response_url_enabled'] !== true || channel === undefined) return [];
      const url = responseUrls.issue('app', { user: person.id, channel });
      return [{ block_id: blockId, action_id: element.action_id, channel_id: channel, response_url: url }];
    });
  }

  /** Applies the acknowledgement of a submission. */
  function follow(view: View, report: DeliveryReport): DeliveryReport {
    const { ackBody } = report;
    const action = isObject(ackBody) ? ackBody['response_action'] : undefined;
    if (!isObject(ackBody) || action === undefined) {
      views.close(person.id, false);
      return report;
    }
    if (action === 'clear') {
      views.close(person.id, true);
      return report;
    }
    if (action === 'errors') return showErrors(view, report, ackBody['errors']);
    if (action !== 'update' && action !== 'push') return invalid(report, ['unknown response_action']);
    const definition = ackBody['view'];
    const problems = checkView(definition, 'modal');
    if (problems !== undefined || !isObject(definition)) return invalid(report, problems?.messages ?? []);
    const outcome =
      action === 'push' ? views.push(person.id, definition) : views.update({ id: view.id }, definition);
    return 'error' in outcome ? invalid(report, [outcome.error]) : report;
  }

  function showErrors(view: View, report: DeliveryReport, errors: unknown): DeliveryReport {
    const entries = isObject(errors) ? Object.entries(errors) : [];
    const inputs = new Set(view.blocks.filter(({ type }) => type === 'input').map((block) => block.block_id));
    const strangers = entries.filter(([blockId, text]) => !inputs.has(blockId) || typeof text !== 'string');
    if (entries.length === 0 || strangers.length > 0) {
      return invalid(report, [
        `errors must name input blocks of the view: ${strangers.map(String).join('; ')}`,
      ]);
    }
    return {
      ...report,
      errors: Object.fromEntries(entries.map(([blockId, text]) => [blockId, String(text)])),
    };
  }

  function invalid(report: DeliveryReport, problems: string[]): DeliveryReport {
    const error = 'invalid_view_response';
    context.events.emit({ type: 'refused', where: 'view_submission', error, errors: problems });
    return { ...report, error, problems };
  }

  async function closeView(shown: View): Promise<DeliveryReport> {
    const view = current(shown);
    const closed = views.close(person.id, view.clear_on_close);
    const reports: DeliveryReport[] = [];
    for (const gone of closed.filter((each) => each.notify_on_close)) {
      const body = payloads.viewClosed(person, gone, view.clear_on_close);
      reports.push(await send(acting, { kind: 'interactive', body }));
    }
    return reports[0] ?? unsent(acting);
  }

  return {
    openHome,
    homeView: () => views.home(person.id),
    openModal: () => views.top(person.id),
    clickInView,
    suggestInView,
    submit,
    closeView,
    enterInView(shown, values) {
      const view = current(shown);
      for (const [key, value] of Object.entries(values)) fillIn(view, key, value);
    },
  };
}
