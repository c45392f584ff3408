import type { JsonObject } from '../../slack/json.ts';
import type { Workspace } from '../../slack/workspace.ts';

interface CallOptions {
  /** The bot's unless told; empty for none. */
  token?: string;
  /** As a form, objects JSON-encoded, the way Slack's own client sends them. */
  asForm?: boolean;
}

/** Calls a Web API method over HTTP without any client library: the answer as it is. */
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
