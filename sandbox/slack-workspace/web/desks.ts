import type { JsonObject } from '../slack/json.ts';

/**
 * A person's state besides messages and views: unfinished forms, field errors, and the read position. The server keeps
 * it, so that all tabs of a person agree and a closed tab loses nothing.
 */
export interface Desk {
  /** Entered values: form (a view's id, or `channel/ts`), then `block id.action id`, then Slack's state object. */
  readonly entered: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  /** Errors of a modal's last submission: view id, then block id. */
  readonly fieldErrors: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The `ts` of the last read message, by channel. */
  readonly read: Readonly<Record<string, string>>;
}

export interface Desks {
  of(user: string): Desk;
  enter(user: string, form: string, field: string, state: JsonObject): void;
  /** Replaces the errors of a view by those of a submission, which may have none. */
  showErrors(user: string, view: string, errors: Readonly<Record<string, string>>): void;
  read(user: string, channel: string, ts: string): void;
  /** Removes the entered values of a form that no longer exists. */
  forget(user: string, form: string): void;
}

interface DesksOptions {
  /** The initial read positions of a person: the latest messages. */
  readonly readSoFar: (user: string) => Record<string, string>;
  /** Called with the changed parts of a person's desk. */
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
