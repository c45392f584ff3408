import type { Context } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { type Answer, Arguments, accept, type Methods, refuse } from './method.ts';
import { peopleMethods } from './people.ts';
import { teamMethods } from './team.ts';
import { viewMethods } from './views.ts';

export interface WebApi {
  call(method: string, fields: JsonObject, token: string | undefined): Answer;
}

/** Creates the router of Web API calls. It checks tokens and scopes; the transport opens Socket Mode connections. */
export function createWebApi(context: Context, openConnection: () => string): WebApi {
  const methods: Methods = {
    ...chatMethods,
    ...conversationMethods,
    ...fileMethods,
    ...peopleMethods,
    ...teamMethods,
    ...viewMethods,
    'apps.connections.open': { scopes: [], token: 'app', run: () => accept({ url: openConnection() }) },
  };
  const names = new Set(Object.keys(methods));
  return {
    call(name, fields, token) {
      const method = names.has(name) ? methods[name] : undefined;
      if (method === undefined) return refuse('unknown_method', { req_method: name });
      const { app } = context;
      if (token === undefined || token === '') return refuse('not_authed');
      if (token !== app.botToken && token !== app.appToken) return refuse('invalid_auth');
      if (app.revoked !== undefined) return refuse(app.revoked);
      if ((method.token === 'app') !== (token === app.appToken)) return refuse('not_allowed_token_type');
      if (method.scopes.length > 0 && !method.scopes.some((scope) => app.scopes.includes(scope))) {
        return refuse('missing_scope', { needed: method.scopes.join(','), provided: app.scopes.join(',') });
      }
      return method.run(new Arguments(fields), context);
    },
  };
}
