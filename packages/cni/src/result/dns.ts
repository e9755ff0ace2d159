import { type Decoder, derive, list, optional, string, struct } from '../json/decode.ts';

/** Well-known `dns` of configurations and results, as resolv.conf has it; what is not given is empty. */
export interface Dns {
  readonly nameservers: readonly string[];
  readonly domain: string;
  readonly search: readonly string[];
  readonly options: readonly string[];
}

export const dns: Decoder<Dns> = struct('types.DNS', {
  nameservers: list(string),
  domain: string,
  search: list(string),
  options: list(string),
});

/** As it is written: empty keys left out. */
export function encodeDns({ nameservers, domain, search, options }: Dns): object {
  return {
    ...(nameservers.length > 0 && { nameservers }),
    ...(domain !== '' && { domain }),
    ...(search.length > 0 && { search }),
    ...(options.length > 0 && { options }),
  };
}

/**
 * `dns` of a configuration that goes before that of the IPAM plugin as soon as any of its keys is there, even with an
 * empty list; undefined when none is. So do the plugins `bridge` and `ptp`.
 */
export const configuredDns = derive(
  struct('types.DNS', {
    nameservers: optional(list(string)),
    domain: string,
    search: optional(list(string)),
    options: optional(list(string)),
  }),
  ({ nameservers, domain, search, options }): Dns | undefined =>
    domain === '' && nameservers === undefined && search === undefined && options === undefined
      ? undefined
      : { nameservers: nameservers ?? [], domain, search: search ?? [], options: options ?? [] },
);
