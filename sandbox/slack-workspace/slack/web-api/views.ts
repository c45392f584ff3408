import { checkView } from '../block-kit/view.ts';
import type { Context } from '../context.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type View, viewShape } from '../view.ts';
import { type Answer, type Arguments, accept, type Methods, refuse, refuseContent } from './method.ts';

/** Views need no scope of their own. */
export const viewMethods: Methods = {
  'views.open': { scopes: [], run: open },
  'views.push': { scopes: [], run: push },
  'views.update': { scopes: [], run: update },
  'views.publish': { scopes: [], run: publish },
};

function open(args: Arguments, context: Context): Answer {
  const view = checked('views.open', args, context, 'modal');
  if ('refused' in view) return view.refused;
  const trigger = context.triggers.exchange(triggerOf(args));
  if ('error' in trigger) return refuse(trigger.error);
  return outcome(context.views.open(trigger.user, view.definition, trigger.channel));
}

function push(args: Arguments, context: Context): Answer {
  const view = checked('views.push', args, context, 'modal');
  if ('refused' in view) return view.refused;
  const trigger = context.triggers.exchange(triggerOf(args));
  if ('error' in trigger) return refuse(trigger.error);
  return outcome(context.views.push(trigger.user, view.definition));
}

function update(args: Arguments, context: Context): Answer {
  const id = args.text('view_id');
  const externalId = args.text('external_id');
  if (id === undefined && externalId === undefined) return refuse('invalid_arguments');
  const definition = args.object('view');
  const surface = definition?.['type'] === 'home' ? 'home' : 'modal';
  const view = checked('views.update', args, context, surface);
  if ('refused' in view) return view.refused;
  const hash = args.text('hash');
  const target = { ...(id !== undefined && { id }), ...(externalId !== undefined && { externalId }) };
  return outcome(context.views.update({ ...target, ...(hash !== undefined && { hash }) }, view.definition));
}

function publish(args: Arguments, context: Context): Answer {
  const user = args.text('user_id') ?? '';
  if (!context.directory.people.has(user)) return refuse('user_not_found');
  if (!context.manifest.features.app_home.home_tab_enabled) return refuse('not_enabled');
  const view = checked('views.publish', args, context, 'home');
  if ('refused' in view) return view.refused;
  return outcome(context.views.publish(user, view.definition, args.text('hash')));
}

function checked(
  where: string,
  args: Arguments,
  context: Context,
  surface: 'modal' | 'home',
): { definition: JsonObject } | { refused: Answer } {
  const definition = args.json('view');
  const problems = checkView(definition, surface);
  if (problems !== undefined) return { refused: refuseContent(context, where, problems) };
  return isObject(definition) ? { definition } : { refused: refuse('invalid_arguments') };
}

/** The trigger id; `interactivity_pointer` is its newer name. */
const triggerOf = (args: Arguments): string =>
  args.text('trigger_id') ?? args.text('interactivity_pointer') ?? '';

const outcome = (view: View | { error: string }): Answer =>
  'error' in view ? refuse(view.error) : accept({ view: viewShape(view) });
