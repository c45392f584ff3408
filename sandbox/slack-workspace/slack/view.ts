import type { Block } from './block.ts';
import type { FormState } from './form.ts';
import type { JsonObject } from './json.ts';

/** A modal or Home tab in Slack's form, with its `user`. */
export interface View {
  id: string;
  team_id: string;
  type: 'modal' | 'home';
  title: unknown;
  close: unknown;
  submit: unknown;
  blocks: Block[];
  private_metadata: string;
  callback_id: string;
  external_id: string;
  state: { values: FormState };
  hash: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  root_view_id: string;
  previous_view_id: string | null;
  app_id: string;
  app_installed_team_id: string;
  bot_id: string;
  user: string;
}

/** The view as in replies and payloads. */
export function viewShape({ user: _user, ...shape }: View): JsonObject {
  return { ...structuredClone(shape) };
}
