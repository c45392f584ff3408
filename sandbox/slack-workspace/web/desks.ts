import type { JsonObject } from '../slack/json.ts';

/**
 * What a person has before them besides messages and views: half-filled forms, field errors, how far they have
 * read. Kept here rather than in a tab, so that all their tabs agree and none of it is lost with a tab.
 */
export interface Desk {
  /** What stands in fields: form (a view's id, or `channel/ts`), then `block id.action id`, then Slack's state object. */
  readonly entered: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  /** Of a modal's last submission: view id, then block id. */
  readonly fieldErrors: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The `ts` of the last message read, by channel. */
  readonly read: Readonly<Record<string, string>>;
}

export interface Desks {
  of(user: string): Desk;
  enter(user: string, form: string, field: string, state: JsonObject): void;
  /** Keeps a submission's errors; none takes the earlier ones away. */
  showErrors(user: string, view: string, errors: Readonly<Record<string, string>>): void;
  read(user: string, channel: string, ts: string): void;
  /** Clears what stood in a form that is gone. */
  forget(user: string, form: string): void;
}

interface DesksOptions {
  /** What a person has read when their desk is set up: everything that is there. */
  readonly readSoFar: (user: string) => Record<string, string>;
  /** One person's desk changed in these parts. */
  readonly onChange: (user: string, changed: Partial<Desk>) => void;
}

export function createDesks({ readSoFar, onChange }: DesksOptions): Desks {
  const desks = new Map<string, Desk>();

  function of(user: string): Desk {
    const known = desks.get(user) ?? { entered: {}, fieldErrors: {}, read: readSoFar(user) };
    desks.set(user, known);
    return known;
  }

  function change(user: string, changed: Partial<Desk>): void {
    desks.set(user, { ...of(user), ...changed });
    onChange(user, changed);
  }

  return {
    of,
    enter(user, form, field, state) {
      const { entered } = of(user);
      change(user, { entered: { ...entered, [form]: { ...entered[form], [field]: state } } });
    },
    showErrors(user, view, errors) {
      const { [view]: earlier, ...others } = of(user).fieldErrors;
      const isNone = Object.keys(errors).length === 0;
      if (isNone && earlier === undefined) return;
      change(user, { fieldErrors: isNone ? others : { ...others, [view]: errors } });
    },
    read(user, channel, ts) {
      const { read } = of(user);
      if (Number(ts) > Number(read[channel] ?? 0)) change(user, { read: { ...read, [channel]: ts } });
    },
    forget(user, form) {
      const { entered, fieldErrors } = of(user);
      if (entered[form] === undefined && fieldErrors[form] === undefined) return;
      const { [form]: _entered, ...otherEntered } = entered;
      const { [form]: _errors, ...otherErrors } = fieldErrors;
      change(user, { entered: otherEntered, fieldErrors: otherErrors });
    },
  };
}
