import { blocksIn, withBlockIds } from './block.ts';
import type { EventLog, ViewChange } from './events.ts';
import { initialState } from './form.ts';
import type { Ids } from './ids.ts';
import { type JsonObject, textOf } from './json.ts';
import type { View } from './view.ts';

export type ViewError =
  | 'hash_conflict'
  | 'not_found'
  | 'push_limit_reached'
  | 'duplicate_external_id'
  | 'no_open_view';

type ViewOutcome = View | { error: ViewError };

export interface Views {
  /** Opens a modal as the root of a new stack. */
  open(user: string, definition: JsonObject, channel?: string): ViewOutcome;
  push(user: string, definition: JsonObject): ViewOutcome;
  update(target: ViewTarget, definition: JsonObject): ViewOutcome;
  publish(user: string, definition: JsonObject, hash?: string): ViewOutcome;
  /** The topmost modal of a person. */
  top(user: string): View | undefined;
  /** All modals of a person, the topmost last. */
  stack(user: string): readonly View[];
  home(user: string): View | undefined;
  byId(id: string): View | undefined;
  /** Closes the topmost modal, or with `all` the whole stack. Returns the closed views, topmost first. */
  close(user: string, all: boolean): View[];
  fill(view: View, blockId: string, actionId: string, state: JsonObject): void;
}

export interface ViewTarget {
  id?: string;
  externalId?: string;
  hash?: string;
}

interface ViewsOptions {
  teamId: string;
  appId: string;
  botId: string;
  ids: Ids;
  events: EventLog;
}

/** Maximum number of modals of one app on top of each other. */
const MAX_STACKED_MODALS = 3;

export function createViews({ teamId, appId, botId, ids, events }: ViewsOptions): Views {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const stackOf = (user: string): View[] => stacks.get(user) ?? [];
  const all = (): View[] => [...[...stacks.values()].flat(), ...homes.values()];
  const announce = (type: ViewChange, view: View): View => {
    events.emit({ type, user: view.user, view: structuredClone(view) });
    return view;
  };

  function build(user: string, definition: JsonObject, channel?: string): View {
    const id = ids.next('V');
    const blocks = withBlockIds(blocksIn(definition['blocks']), ids);
    return {
      id,
      team_id: teamId,
      type: definition['type'] === 'home' ? 'home' : 'modal',
      title: definition['title'] ?? null,
      close: definition['close'] ?? null,
      submit: definition['submit'] ?? null,
      blocks,
      private_metadata: textOf(definition['private_metadata']) ?? '',
      callback_id: textOf(definition['callback_id']) ?? '',
      external_id: textOf(definition['external_id']) ?? '',
      state: { values: initialState(blocks, channel) },
      hash: `${ids.ts().split('.')[0]}.${ids.secret().slice(0, 8)}`,
      clear_on_close: definition['clear_on_close'] === true,
      notify_on_close: definition['notify_on_close'] === true,
      root_view_id: id,
      previous_view_id: null,
      app_id: appId,
      app_installed_team_id: teamId,
      bot_id: botId,
      user,
    };
  }

  /** Replaces a view. The person's input is kept in fields whose block_id, action_id and element type stay. */
  function replace(old: View, definition: JsonObject): View {
    const { id, root_view_id, previous_view_id } = old;
    const view: View = { ...build(old.user, definition), id, root_view_id, previous_view_id };
    for (const [blockId, actions] of Object.entries(view.state.values)) {
      for (const [actionId, state] of Object.entries(actions)) {
        const typed = old.state.values[blockId]?.[actionId];
        if (typed !== undefined && typed['type'] === state['type']) actions[actionId] = typed;
      }
    }
    return view;
  }

  const taken = (definition: JsonObject, except?: View): boolean => {
    const externalId = textOf(definition['external_id']) ?? '';
    return externalId !== '' && all().some((view) => view !== except && view.external_id === externalId);
  };

  return {
    open(user, definition, channel) {
      if (taken(definition)) return { error: 'duplicate_external_id' };
      const view = build(user, definition, channel);
      stacks.set(user, [view]);
      return announce('view_opened', view);
    },
    push(user, definition) {
      const stack = stackOf(user);
      const below = stack.at(-1);
      if (below === undefined) return { error: 'no_open_view' };
      if (stack.length >= MAX_STACKED_MODALS) return { error: 'push_limit_reached' };
      if (taken(definition)) return { error: 'duplicate_external_id' };
      const view: View = {
        ...build(user, definition),
        root_view_id: below.root_view_id,
        previous_view_id: below.id,
      };
      stacks.set(user, [...stack, view]);
      return announce('view_pushed', view);
    },
    update({ id, externalId, hash }, definition) {
      const old = all().find((view) => (id === undefined ? view.external_id === externalId : view.id === id));
      if (old === undefined) return { error: 'not_found' };
      if (hash !== undefined && hash !== old.hash) return { error: 'hash_conflict' };
      if (taken(definition, old)) return { error: 'duplicate_external_id' };
      const view = replace(old, definition);
      if (old.type === 'home') homes.set(old.user, view);
      else {
        stacks.set(
          old.user,
          stackOf(old.user).map((other) => (other === old ? view : other)),
        );
      }
      return announce('view_updated', view);
    },
    publish(user, definition, hash) {
      const old = homes.get(user);
      if (old !== undefined && hash !== undefined && hash !== old.hash) return { error: 'hash_conflict' };
      if (taken(definition, old)) return { error: 'duplicate_external_id' };
      const view = old === undefined ? build(user, definition) : replace(old, definition);
      homes.set(user, view);
      return announce('view_published', view);
    },
    top: (user) => stackOf(user).at(-1),
    stack: stackOf,
    home: (user) => homes.get(user),
    byId: (id) => all().find((view) => view.id === id),
    close(user, everything) {
      const stack = stackOf(user);
      const kept = everything ? [] : stack.slice(0, -1);
      const closed = stack.slice(kept.length).toReversed();
      stacks.set(user, kept);
      for (const view of closed) announce('view_closed', view);
      return closed;
    },
    fill(view, blockId, actionId, state) {
      const block = (view.state.values[blockId] ??= {});
      block[actionId] = state;
    },
  };
}
