/**
 * A page's store with one listener, which is called once for all changes of one instant.
 *
 * @template {object} Store
 * @param {Store} store
 */
export function createChanges(store) {
  /** @type {(() => void) | undefined} */
  let listener;
  let scheduled = false;

  /** @param {() => void} listen */
  const onChange = (listen) => {
    listener = listen;
  };

  /** @param {Partial<Store>} fields */
  const change = (fields) => {
    Object.assign(store, fields);
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      listener?.();
    });
  };

  return { onChange, change };
}
