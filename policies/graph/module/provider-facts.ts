import { isList, toText, Unknown, type Value } from '../value';

/** What a provider's configuration tells about every resource that it manages. `undefined` where it does not tell. */
export interface ProviderFacts {
  readonly region?: string;
  readonly account?: string;
  readonly partition?: string;
}

/** @param values `region`, and `allowed_account_ids`, which names the account if it names one only */
export function providerFacts(values: Readonly<Record<string, Value | undefined>>): ProviderFacts {
  const region = toText(values['region']);
  const accounts = values['allowed_account_ids'];
  const [only] = isList(accounts) && accounts.length === 1 ? accounts : [];
  const account = toText(only);
  const known =
    typeof region === 'string' && !(values['region'] instanceof Unknown) && region !== ''
      ? region
      : undefined;
  return {
    ...(known === undefined ? {} : { region: known, partition: partitionOf(known) }),
    ...(typeof account === 'string' ? { account } : {}),
  };
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
