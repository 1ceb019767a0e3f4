import type { ServiceName } from '../core/capability';
import type { IPeer } from './peer';

/** The private ways to AWS services. */
export interface IServiceAccess {
  /** To whom a client has to be let out to reach the service; undefined when there is no private way to it. */
  peerFor(service: ServiceName): IPeer | undefined;
}
