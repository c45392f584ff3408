import type { App } from '@slack/bolt';
import { VIEWS } from '../../questions/identifiers.ts';
import type { ListenerDeps } from '../deps.ts';
import { favouritesForm } from './favourites-form.ts';
import { lookUpForm } from './look-up-form.ts';
import { subscriptionForm } from './subscription-form.ts';

export function registerViews(app: App, deps: ListenerDeps): void {
  app.view({ callback_id: VIEWS.lookUp, type: 'view_submission' }, lookUpForm(deps));
  app.view({ callback_id: VIEWS.favourites, type: 'view_submission' }, favouritesForm(deps));
  app.view({ callback_id: VIEWS.subscription, type: 'view_submission' }, subscriptionForm(deps));
}
