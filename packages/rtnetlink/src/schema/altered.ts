/** The same layout but for what is given. Its declaration stays unread until it is needed; a spread would read it. */
export function altered<C extends object>(layout: C, changes: Partial<C>): C {
  return Object.create(layout, Object.getOwnPropertyDescriptors(changes));
}
