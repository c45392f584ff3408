import { z } from 'zod';
import { FAVOURITES_FIELD } from '../../blocks/favourites-modal.ts';
import { CENTRE_ALONE } from '../../questions/button-value.ts';
import { requesterOf } from '../../questions/requester.ts';
import { notKeptText } from '../../replies/favourite-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type FormArgs, staleForm } from './form.ts';

/** Handles the submitted choice of queues: stores it and updates App Home, or shows an error beside the field. */
export function favouritesForm({ access, centres }: Pick<ListenerDeps, 'access' | 'centres'>) {
  return async ({ ack, body, view, client, context }: FormArgs): Promise<void> => {
    const requester = requesterOf(body, context);
    const form = centres.named(CENTRE_ALONE, view.private_metadata);
    if (form === undefined) return ack(staleForm());
    const { myQueues, home } = form.centre;
    const outcome = await myQueues.save(requester, formSchema.parse(view.state.values));
    if (outcome.kind === 'not-certain') {
      const errors = { [FAVOURITES_FIELD]: notKeptText(outcome.code) };
      return ack({ response_action: 'errors', errors });
    }
    await ack();
    await home.publish(client, await access.of(requester), undefined);
  };
}

/** The numbers of the chosen queues, in the order of display. */
const formSchema = z
  .object({
    [FAVOURITES_FIELD]: z.object({
      [FAVOURITES_FIELD]: z.object({
        selected_options: z.array(z.object({ value: z.string().regex(/^\d{1,9}$/) })).nullish(),
      }),
    }),
  })
  .transform((values) =>
    (values[FAVOURITES_FIELD][FAVOURITES_FIELD].selected_options ?? []).map(({ value }) => Number(value)),
  );
