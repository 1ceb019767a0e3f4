import { Problems } from '../core/errors';

/** A port or a range of ports of one protocol, as a security-group rule takes it. */
export class Port {
  static tcp(port: number): Port {
    return new Port('tcp', port, port);
  }

  static tcpRange(fromPort: number, toPort: number): Port {
    return new Port('tcp', fromPort, toPort);
  }

  static udp(port: number): Port {
    return new Port('udp', port, port);
  }

  static udpRange(fromPort: number, toPort: number): Port {
    return new Port('udp', fromPort, toPort);
  }

  private constructor(
    readonly protocol: 'tcp' | 'udp',
    readonly fromPort: number,
    readonly toPort: number,
  ) {
    const problems = new Problems();
    for (const [property, port] of Object.entries({ fromPort, toPort })) {
      problems.check(Number.isInteger(port) && port >= 1 && port <= 65535, {
        code: 'port-number',
        property,
        received: port,
        allowed: 'a whole number from 1 to 65535',
        fix: 'Give the port on which the other side listens.',
      });
    }
    problems.check(!(fromPort > toPort), {
      code: 'port-range',
      property: 'fromPort',
      received: `${fromPort}-${toPort}`,
      allowed: 'a range that starts with its lowest port',
      fix: `Did you mean ${toPort} to ${fromPort}?`,
    });
    problems.throwIfAny('Port');
  }

  /** `tcp-443` or `tcp-1024-2048`: a part of construct ids, so it never changes. */
  toString(): string {
    const range = this.fromPort === this.toPort ? `${this.fromPort}` : `${this.fromPort}-${this.toPort}`;
    return `${this.protocol}-${range}`;
  }

  /** Exactly TCP 443. */
  get isHttps(): boolean {
    return this.protocol === 'tcp' && this.fromPort === 443 && this.toPort === 443;
  }
}
