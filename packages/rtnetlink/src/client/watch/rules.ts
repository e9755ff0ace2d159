import type { Rule } from '../../rule.ts';
import { same } from './same.ts';
import type { Observe } from './store.ts';

/** Rules in the order of the kernel. They have no identity: two may be alike. */
export class RuleStore {
  #rules: readonly Rule[] = [];
  readonly #observe: Observe<Rule>;

  constructor(observe: Observe<Rule>) {
    this.#observe = observe;
  }

  get rules(): readonly Rule[] {
    return this.#rules;
  }

  /** Whether a rule is about an interface by its name, and so is detached while there is none. */
  nameInterfaces(): boolean {
    return this.#rules.some(({ iifname, oifname }) => iifname !== undefined || oifname !== undefined);
  }

  /** Makes it hold what was listed, and nothing else. */
  assign(listed: readonly Rule[]): void {
    const left = [...this.#rules];
    const come: Rule[] = [];
    this.#rules = listed.map((rule) => {
      const at = left.findIndex((known) => same(known, rule));
      const [known] = at < 0 ? [] : left.splice(at, 1);
      if (known === undefined) come.push(rule);
      return known ?? rule;
    });
    for (const rule of left) {
      // The kernel tells by flags whether a rule can take effect now.
      const at = come.findIndex((other) => same({ ...rule, flags: 0 }, { ...other, flags: 0 }));
      const [changed] = at < 0 ? [] : come.splice(at, 1);
      this.#observe(rule, changed);
    }
    for (const rule of come) this.#observe(undefined, rule);
  }
}
