import { type Decoded, list, string, struct } from '../json/decode.ts';

/** Well-known `dns` of configurations and results. */
export const dns = struct('types.DNS', {
  nameservers: list(string),
  domain: string,
  search: list(string),
  options: list(string),
});

export type Dns = Decoded<typeof dns>;

/** As it is written: empty keys left out. */
export function encodeDns({ nameservers, domain, search, options }: Dns): object {
  return {
    ...(nameservers.length > 0 && { nameservers }),
    ...(domain !== '' && { domain }),
    ...(search.length > 0 && { search }),
    ...(options.length > 0 && { options }),
  };
}
