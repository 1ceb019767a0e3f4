import { Unknown } from '../value';
import type { Instance } from './instance';
import type { ModuleScope } from './module-scope';

/** A resource as a whole, before one of its attributes is asked for. */
export class ResourceHandle extends Unknown {
  /** @param awaits which index must still follow, where nobody knows which instances there are */
  constructor(
    readonly instance: Instance,
    readonly awaits?: 'count' | 'for_each',
  ) {
    super(`the whole of ${instance.key} is known after apply`, {
      reference: { kind: 'resource', target: instance.key, path: [] },
    });
  }

  /** The one that stands for all, after an index. */
  one(): ResourceHandle {
    return new ResourceHandle(this.instance);
  }
}

/** The outputs of a module, or of another stack. */
export class OutputsHandle extends Unknown {
  constructor(
    readonly scope: ModuleScope,
    private readonly name: string,
    readonly awaits?: 'count' | 'for_each',
  ) {
    super(`the outputs of ${name} as a whole are not evaluated`, {
      reference: { kind: 'module', target: name, path: [] },
    });
  }

  one(): OutputsHandle {
    return new OutputsHandle(this.scope, this.name);
  }
}

/** `data.terraform_remote_state.x`, whose stack is among those that were loaded. */
export class RemoteStateHandle extends Unknown {
  constructor(readonly outputs: OutputsHandle) {
    super('a remote state as a whole is not evaluated');
  }
}
