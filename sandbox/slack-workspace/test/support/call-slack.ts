import type { JsonObject } from '../../slack/json.ts';
import type { Workspace } from '../../slack/workspace.ts';

interface CallOptions {
  /** The token. Default: the bot's; empty for none. */
  token?: string;
  /** Sends a form with objects as JSON, as Slack's own client does. */
  asForm?: boolean;
}

/** Calls a Web API method over HTTP without a client library. Returns the unchanged reply. */
export async function callSlack(
  workspace: Pick<Workspace, 'apiUrl' | 'botToken'>,
  method: string,
  fields: JsonObject = {},
  { token = workspace.botToken, asForm = false }: CallOptions = {},
): Promise<JsonObject & { ok: boolean }> {
  const body = asForm ? new URLSearchParams(formFields(fields)) : JSON.stringify(fields);
  const response = await fetch(workspace.apiUrl + method, {
    method: 'POST',
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      ...(!asForm && { 'content-type': 'application/json; charset=utf-8' }),
    },
    body,
  });
  const answer: unknown = await response.json();
  return { ok: false, ...Object(answer) };
}

const formFields = (fields: JsonObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
