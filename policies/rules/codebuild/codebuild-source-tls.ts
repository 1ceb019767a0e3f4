import { isUnknown } from '../../graph/value';
import { mustBeFalse, writtenBlocks } from '../attribute';
import { unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codebuild-source-tls',
  severity: 'high',
  summary: 'The source of a build is fetched with its certificate checked.',
  rationale: 'Whoever stands in between puts his code into the build.',
  remediation: 'Remove `insecure_ssl = true`.',
  types: ['aws_codebuild_project'],
  check: (resource) =>
    ['source', 'secondary_sources'].flatMap((name) =>
      writtenBlocks(resource, name).map((source, index) =>
        isUnknown(source)
          ? unknown(name, source, name)
          : mustBeFalse(resource, `${name}[${index}].insecure_ssl`, {
              message: 'the certificate of the source is not checked',
            }),
      ),
    ),
};
